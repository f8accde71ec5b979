package io.plateau.ml;

import io.plateau.engine.Solver;
import io.plateau.engine.TrainingPlan;
import io.plateau.nn.Loss;
import io.plateau.nn.Metric;
import io.plateau.nn.Network;
import io.plateau.optim.Lbfgs;
import io.plateau.optim.Optimizer;
import io.plateau.optim.Rules;
import io.plateau.optim.Schedule;
import io.plateau.optim.Schedules;
import io.plateau.train.Monitor;
import io.plateau.train.Rates;
import io.plateau.train.StoppingRule;
import org.apache.spark.ml.param.DoubleParam;

/** Makes a training plan of params. */
final class Planning {
  /** Pairs of L-BFGS, as in Spark's MultilayerPerceptronClassifier. */
  private static final int LBFGS_MEMORY = 10;

  private final HasNetworkParams params;
  private final Network network;
  private final Loss loss;
  private final Monitor monitor;

  Planning(HasNetworkParams params, Network network, Loss loss, boolean validation) {
    this.params = params;
    this.network = network;
    this.loss = loss;
    this.monitor = monitor(params.getMonitor(), loss, validation);
  }

  TrainingPlan plan() {
    return new TrainingPlan(
        network,
        params.getInitializer(),
        loss,
        solver(),
        params.getBatchSize(),
        params.getLocalSteps(),
        params.getShards(),
        stopping(),
        monitor,
        params.getSeed());
  }

  private Solver solver() {
    double l1 = params.getRegParam() * params.getElasticNetParam();
    double l2 = params.getRegParam() * (1 - params.getElasticNetParam());
    String name = params.getSolver();
    if (name.equals(NetworkParams.LBFGS)) {
      return new Solver.QuasiNewton(
          new Lbfgs(LBFGS_MEMORY, params.getTol(), l1, l2, network.penalised()));
    }
    Optimizer chain =
        Rules.chain(
            Rules.named(name.equals(NetworkParams.GD) ? "sgd" : name),
            l1,
            l2,
            params.getWeightDecay(),
            given(params.clipNorm()),
            given(params.clipValue()),
            network.penalised());
    ScheduleText text = ScheduleText.parse(params.getSchedule());
    Schedule schedule =
        Schedules.named(text.name(), text.parameters(), params.getMaxIter(), params.getWarmup());
    return new Solver.Gradient(chain, new Rates(params.getStepSize(), schedule, null));
  }

  /**
   * With l-bfgs, which tells itself when it has converged, patience counts only where it is set.
   */
  private StoppingRule stopping() {
    StoppingRule end = StoppingRule.maxEpochs(params.getMaxIter());
    boolean patient =
        params.getPatience() > 0
            && (!params.getSolver().equals(NetworkParams.LBFGS) || params.isSet(params.patience()));
    return patient
        ? StoppingRule.plateau(monitor, params.getPatience(), params.getTol()).or(end)
        : end;
  }

  private Double given(DoubleParam param) {
    return params.isDefined(param) ? (Double) params.getOrDefault(param) : null;
  }

  private static Monitor monitor(String name, Loss loss, boolean validation) {
    switch (name) {
      case "auto":
        return validation ? Monitor.VALIDATION_LOSS : Monitor.TRAIN_LOSS;
      case "trainLoss":
        return Monitor.TRAIN_LOSS;
      default:
        if (!validation) {
          throw new IllegalArgumentException(
              "monitor \"" + name + "\" is measured on rows set apart: set validationIndicatorCol");
        }
    }
    if (name.equals("validationLoss")) {
      return Monitor.VALIDATION_LOSS;
    }
    for (Metric metric : loss.metrics()) {
      if (metric.name().equals(name)) {
        return new Monitor(name, metric.higherIsBetter());
      }
    }
    throw new IllegalArgumentException(
        "monitor must be auto, trainLoss, validationLoss or one of "
            + loss.metrics().stream().map(Metric::name).toList()
            + ", got \""
            + name
            + "\"");
  }
}
