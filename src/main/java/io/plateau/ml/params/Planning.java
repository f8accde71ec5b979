package io.plateau.ml.params;

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
import io.plateau.train.ReduceOnPlateau;
import io.plateau.train.StoppingRule;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.param.DoubleParam;

/** Makes a training plan of params. */
public final class Planning {
  /** Pairs of L-BFGS, as in Spark's MultilayerPerceptronClassifier. */
  private static final double LBFGS_MEMORY = 10;

  /** The schedule that is a fold over the history instead of a function of time. */
  private static final String ON_PLATEAU = "plateau";

  private static final Map<String, Double> REDUCTION =
      Map.of("factor", 0.1, "patience", 5.0, "floor", 0.0);

  private final HasNetworkParams params;
  private final Network network;
  private final Loss loss;
  private final Monitor monitor;

  public Planning(HasNetworkParams params, Network network, Loss loss, boolean validation) {
    this.params = params;
    this.network = network;
    this.loss = loss;
    this.monitor = monitor(params.getMonitor(), loss, validation);
  }

  public TrainingPlan plan() {
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
    Map<String, Double> settings = NetworkParams.settings(params.getSolverSettings());
    if (name.equals(NetworkParams.LBFGS)) {
      int memory = (int) numbers("l-bfgs", settings, Map.of("memory", LBFGS_MEMORY))[0];
      return new Solver.QuasiNewton(
          new Lbfgs(memory, params.getTol(), l1, l2, network.penalised()));
    }
    Optimizer chain =
        Rules.chain(
            Rules.named(name.equals(NetworkParams.GD) ? "sgd" : name, settings),
            l1,
            l2,
            params.getWeightDecay(),
            given(params.clipNorm()),
            given(params.clipValue()),
            network.penalised());
    return new Solver.Gradient(chain, rates());
  }

  private Rates rates() {
    NamedNumbers text = NamedNumbers.parse("schedule", params.getSchedule());
    boolean onPlateau = text.name().equals(ON_PLATEAU);
    Schedule schedule =
        Schedules.named(
            onPlateau ? "constant" : text.name(),
            onPlateau ? Map.of() : text.numbers(),
            params.getMaxIter(),
            params.getWarmup());
    ReduceOnPlateau reduction =
        onPlateau ? reduction(text.numbers(), monitor, params.getTol()) : null;
    return new Rates(params.getStepSize(), schedule, reduction);
  }

  /** Checks names, numbers and ranges of the text of a schedule. */
  public static void checkSchedule(String text) {
    NamedNumbers parsed = NamedNumbers.parse("schedule", text);
    if (parsed.name().equals(ON_PLATEAU)) {
      reduction(parsed.numbers(), Monitor.TRAIN_LOSS, 0);
    } else {
      Schedules.named(parsed.name(), parsed.numbers(), 1, 0);
    }
  }

  private static ReduceOnPlateau reduction(
      Map<String, Double> given, Monitor monitor, double minDelta) {
    double[] of = numbers(ON_PLATEAU, given, REDUCTION);
    return new ReduceOnPlateau(monitor, of[0], (int) of[2], minDelta, of[1]);
  }

  /** The numbers given, or their defaults, in the order of their names. */
  private static double[] numbers(
      String of, Map<String, Double> given, Map<String, Double> defaults) {
    for (String name : given.keySet()) {
      if (!defaults.containsKey(name)) {
        throw new IllegalArgumentException(
            of + " takes " + new TreeMap<>(defaults).keySet() + ", not " + name);
      }
    }
    Map<String, Double> all = new TreeMap<>(defaults);
    all.putAll(given);
    return all.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * With l-bfgs, which tells itself when it has converged, patience counts only where it is set.
   */
  private StoppingRule stopping() {
    StoppingRule end = StoppingRule.maxEpochs(params.getMaxIter());
    if (params.isDefined(params.target())) {
      end = StoppingRule.target(monitor, params.getTarget()).or(end);
    }
    if (params.isDefined(params.maxTime())) {
      end = end.or(StoppingRule.timeBudget(params.getMaxTime()));
    }
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
