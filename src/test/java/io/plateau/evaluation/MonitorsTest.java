package io.plateau.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.LocalSpark;
import io.plateau.engine.LabelScale;
import io.plateau.engine.SparkTraining;
import io.plateau.engine.Trainings;
import io.plateau.engine.shard.Counted;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.math.Key;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Metric;
import io.plateau.optim.Clipping;
import io.plateau.optim.Regularization;
import io.plateau.optim.Rules;
import io.plateau.optim.Schedules;
import io.plateau.spec.RoundsSpec;
import io.plateau.spec.Solver;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.DataException;
import io.plateau.train.Monitor;
import io.plateau.train.Rates;
import io.plateau.train.StoppingRule;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A metric has the same value after an epoch and among the metrics of a run. */
class MonitorsTest {
  private static final int ROWS = 800;

  private record Case(Loss loss, LabelType type, int outputs, LabelScale scale)
      implements Serializable {
    TrainingPlan plan(Network network, Monitor monitor) {
      TrainingPlan plan =
          new TrainingPlan(
              network,
              Initialization.of(Initializer.AUTO),
              loss,
              loss.metrics(),
              new Solver.Gradient(
                  Rules.chain(
                      Rules.named("adam"), Clipping.NONE, Regularization.NONE, List.of(), 1),
                  new Rates(0.01, new Schedules.Constant(), null)),
              new RoundsSpec(64, 1, 3),
              StoppingRule.maxEpochs(2),
              monitor,
              5);
      return scale == null ? plan : plan.in(scale.unit());
    }

    Example row(int i) {
      Key key = Key.of(21).with(i);
      float[] x = {key.normal(0), key.normal(1), key.normal(2)};
      float[] y = new float[loss.targets(outputs)];
      for (int t = 0; t < y.length; t++) {
        float noisy = x[t % 3] + 0.5f * key.normal(5 + t);
        y[t] =
            switch (type) {
              case CLASS ->
                  Math.floorMod(Math.round(noisy), loss.targets(1) == outputs ? 2 : outputs);
              case LABELS -> (i % 4 == 1 ? 0.25f : 0) + (noisy > 0.3 ? i % 4 == 1 ? 0.5f : 1 : 0);
              case NUMBER, NUMBERS -> loss.name().equals("poisson") ? key.below(9, 4) : noisy;
            };
      }
      return Example.dense(x, y, i % 4);
    }

    Evaluation evaluation() {
      List<String> names = IntStream.range(0, Math.max(2, outputs)).mapToObj(c -> "c" + c).toList();
      return switch (type) {
        case CLASS -> Evaluation.ofClasses(names);
        case LABELS -> Evaluation.ofLabels(names);
        case NUMBER, NUMBERS -> Evaluation.ofNumbers(List.copyOf(names.subList(0, outputs)), loss);
      };
    }
  }

  private static DealtRows deal(Case one, TrainingPlan plan) {
    JavaRDD<Example> all = rows(ROWS).map(one::row);
    JavaRDD<Example> training = all.filter(row -> row.values[0] < 0);
    return DealtRows.deal(
        training,
        Optional.of(all.filter(row -> row.values[0] >= 0)),
        SparkTraining.layout(plan, Counted.of(training)),
        TrainingListener.NONE);
  }

  private static JavaRDD<Integer> rows(int count) {
    return LocalSpark.context()
        .parallelize(IntStream.range(0, count).boxed().toList(), Math.min(5, count));
  }

  @ParameterizedTest
  @CsvSource({
    "softmaxCrossEntropy, CLASS, 2, false",
    "softmaxCrossEntropy, CLASS, 4, false",
    "softmaxCrossEntropy, CLASS, 20, false",
    "sigmoidCrossEntropy, CLASS, 1, false",
    "sigmoidCrossEntropy, LABELS, 3, false",
    "squared, NUMBER, 1, false",
    "squared, NUMBER, 1, true",
    "huber, NUMBERS, 2, true",
    "quantile, NUMBER, 1, false",
    "quantile, NUMBER, 1, true",
    "poisson, NUMBER, 1, false",
  })
  void haveTheValuesOfTheRun(String name, LabelType type, int outputs, boolean scaled) {
    LabelScale scale =
        scaled ? new LabelScale(new double[] {30, -2}, new double[] {20, 0.5}) : null;
    Case one = new Case(Losses.named(name), type, outputs, scale);
    Network network = Network.of(3, new int[] {5}, outputs, Activations.named("tanh"));
    TrainingPlan plan = one.plan(network, Monitor.VALIDATION_LOSS);
    try (DealtRows dealt = deal(one, plan)) {
      TrainingState state = SparkTraining.run(dealt, plan, Trainings.options()).state();
      Map<String, Double> monitors = state.history().last().metrics();
      assertThat(monitors.keySet())
          .containsExactlyInAnyOrderElementsOf(
              one.loss.metrics().stream().map(Metric::name).toList());
      TrainedNetwork trained = new TrainedNetwork(network, one.loss, type, state.weights());
      Map<String, Double> run =
          one.evaluation()
              .of(List.of(PredictedRows.of(dealt.validation().orElseThrow(), trained, scale)), -1)
              .get(0)
              .metrics();
      monitors.forEach(
          (metric, value) -> {
            Double other =
                run.get(type == LabelType.LABELS && metric.equals("f1") ? "macroF1" : metric);
            // Several outputs have no one R².
            if (!(metric.equals("r2") && outputs > 1)) {
              assertThat(other).as(metric).isCloseTo(value, within(1e-6 * (1 + Math.abs(value))));
            }
          });
    }
  }

  @Test
  void rowsThatDoNotDetermineAMetricAreAnError() {
    Case one = new Case(Losses.named("softmaxCrossEntropy"), LabelType.CLASS, 2, null);
    TrainingPlan plan =
        one.plan(Network.of(3, new int[0], 2, Activations.named("tanh")), new Monitor("auc", true));
    JavaRDD<Example> all =
        rows(3).map(i -> Example.dense(Counted.features(one.row(i), 3), new float[] {0}, 1));
    try (DealtRows dealt =
        DealtRows.deal(
            all,
            Optional.of(all),
            SparkTraining.layout(plan, Counted.of(all)),
            TrainingListener.NONE)) {
      assertThatThrownBy(() -> SparkTraining.run(dealt, plan, Trainings.options()))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "the validation rows do not determine auc, as where all their labels are alike;"
                  + " choose another stopping.monitor (monitor), or other validation rows");
    }
  }
}
