package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.LocalSpark;
import io.plateau.engine.round.SparkRound;
import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.nn.Batch;
import io.plateau.nn.Dense;
import io.plateau.nn.Network;
import io.plateau.nn.Workspace;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Targets;
import io.plateau.optim.Clipping;
import io.plateau.optim.Optimizer;
import io.plateau.optim.Regularization;
import io.plateau.optim.Rules;
import io.plateau.optim.Schedules;
import io.plateau.spec.RoundsSpec;
import io.plateau.spec.Solver;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.EpochRecord;
import io.plateau.train.Monitor;
import io.plateau.train.Rates;
import io.plateau.train.Stop;
import io.plateau.train.StopRequest;
import io.plateau.train.StoppingRule;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class SparkTrainingTest {
  private static final int ROWS = 500;
  private static final Network NETWORK = Network.of(4, new int[] {6}, 3, Activations.named("tanh"));

  private static TrainingPlan plan(
      Optimizer optimizer, double rate, int batchSize, int localSteps, int shards, int epochs) {
    return new TrainingPlan(
        NETWORK,
        Initialization.of(Initializer.AUTO),
        Losses.named("softmaxCrossEntropy"),
        Losses.named("softmaxCrossEntropy").mainMetrics(),
        new Solver.Gradient(optimizer, new Rates(rate, new Schedules.Constant(), null)),
        new RoundsSpec(batchSize, localSteps, shards),
        StoppingRule.maxEpochs(epochs),
        Monitor.VALIDATION_LOSS,
        5);
  }

  private static Optimizer chain(String rule) {
    return Rules.chain(Rules.named(rule), Clipping.NONE, Regularization.NONE, List.of(), 1);
  }

  private static TrainingState train(TrainingPlan plan, JavaRDD<Example> validation) {
    JavaSparkContext spark = LocalSpark.context();
    return Trainings.run(
            Examples.classified(spark, ROWS, 3),
            Optional.ofNullable(validation),
            plan,
            Trainings.options())
        .state();
  }

  @Test
  void aFullBatchStepFollowsTheMeanGradientOfAllRows() {
    TrainingState state = train(plan(chain("sgd"), 0.5, 0, 1, 4, 1), null);

    float[] theta = NETWORK.initialize(Initializer.AUTO, Key.of(5).with("weights"));
    float[] x = new float[4 * ROWS];
    float[] y = new float[ROWS];
    float[] weights = new float[ROWS];
    double weight = 0;
    for (int i = 0; i < ROWS; i++) {
      Example row = Examples.classified(i);
      System.arraycopy(row.values, 0, x, 4 * i, 4);
      y[i] = row.target[0];
      weights[i] = row.weight;
      weight += row.weight;
    }
    float[] gradient = new float[theta.length];
    double loss =
        NETWORK.gradient(
            theta,
            new Batch(new DenseMatrix(x, 0, 4, ROWS), new Targets(y, weights)),
            Losses.named("softmaxCrossEntropy"),
            new Workspace(),
            gradient);
    EpochRecord epoch = state.history().last();
    assertThat(epoch.trainLoss()).isCloseTo(loss / weight, within(1e-6));
    assertThat(epoch.rows()).isEqualTo(ROWS);
    double squares = 0;
    for (int i = 0; i < theta.length; i++) {
      double mean = gradient[i] / weight;
      squares += mean * mean;
      assertThat((double) state.weights()[i]).isCloseTo(theta[i] - 0.5 * mean, within(1e-6));
    }
    assertThat(epoch.gradientNorm()).isCloseTo(Math.sqrt(squares), within(1e-6));
  }

  @Test
  void theStartSampleOfAWideNetworkLeavesShardsOut() {
    JavaSparkContext spark = LocalSpark.context();
    int width = 1 << 23;
    Network wide = new Network(List.of(new Dense(4, width), new Dense(width, 1)));
    ShardLayout layout = new ShardLayout(4, 1, 8, 1, false, 3);
    JavaRDD<Example> rows = Examples.classified(spark, ROWS, 3);
    try (ShardedRows dealt = ShardedRows.deal(rows, layout, "training rows")) {
      assertThat(StartSample.of(new SparkRound(spark.sc()), dealt, wide).columns()).isEqualTo(2);
      assertThat(StartSample.of(new SparkRound(spark.sc()), dealt, NETWORK).columns())
          .isEqualTo(ROWS);
    }
  }

  @Test
  void anEpochOfMiniBatchesSeesEveryRowOnce() {
    long[] rows = {0};
    double[] weight = {0};
    int[] rounds = {0};
    JavaSparkContext spark = LocalSpark.context();
    Trainings.run(
        Examples.classified(spark, ROWS, 3),
        plan(chain("adam"), 0.01, 64, 1, 4, 1),
        Trainings.toldTo(
            new TrainingListener() {
              @Override
              public void round(
                  io.plateau.train.Rounds.Round round, io.plateau.train.Rounds.Outcome outcome) {
                rounds[0]++;
                rows[0] += outcome.rows();
                weight[0] += outcome.weight();
              }
            }));
    assertThat(rounds[0]).isEqualTo(8);
    assertThat(rows[0]).isEqualTo(ROWS);
    double all = 0;
    for (int i = 0; i < ROWS; i++) {
      all += Examples.classified(i).weight;
    }
    assertThat(weight[0]).isCloseTo(all, within(1e-9));
  }

  @Test
  void localStepsOfOneShardAreTheStepsOfSynchronousRounds() {
    for (String rule : List.of("adam", "nadam", "momentum", "adadelta")) {
      TrainingState one = train(plan(chain(rule), 0.01, 32, 1, 1, 3), null);
      TrainingState many = train(plan(chain(rule), 0.01, 32, 5, 1, 3), null);
      assertThat(many.weights()).containsExactly(one.weights());
      assertThat(many.optimizer().step()).isEqualTo(one.optimizer().step());
      assertThat(many.history().last().trainLoss())
          .isCloseTo(one.history().last().trainLoss(), within(1e-12));
    }
  }

  /** An epoch of a step, so that listeners see all weights that are averaged. */
  @Test
  void theAverageOfTheWeightsIsMeasuredAndKept() {
    JavaSparkContext spark = LocalSpark.context();
    for (int shards : List.of(1, 4)) {
      int batchSize = shards == 1 ? ROWS : 0;
      Optimizer averaging = chain("adam").averaging(0.5);
      double[] average = new double[NETWORK.parameters()];
      TrainingState state =
          Trainings.run(
                  Examples.classified(spark, ROWS, 3),
                  Optional.of(Examples.classified(spark, 200, 2)),
                  plan(averaging, 0.1, batchSize, 1, shards, 5),
                  Trainings.toldTo(
                      new TrainingListener() {
                        @Override
                        public void epoch(TrainingState after) {
                          double decay = after.history().size() == 1 ? 0 : 0.5;
                          for (int i = 0; i < average.length; i++) {
                            average[i] = decay * average[i] + (1 - decay) * after.weights()[i];
                          }
                        }
                      }))
              .state();
      assertThat(state.keptEpoch()).isEqualTo(5);
      float[] kept = state.kept();
      for (int i = 0; i < kept.length; i++) {
        assertThat((double) kept[i]).isCloseTo(average[i], within(1e-6));
      }
      assertThat(state.history().last().validationLoss().getAsDouble())
          .isCloseTo(loss(kept, 200), within(1e-6))
          .isNotCloseTo(loss(state.weights(), 200), within(1e-4));
    }
  }

  /** The mean loss of the first rows. */
  private static double loss(float[] theta, int rows) {
    float[] x = new float[4 * rows];
    float[] y = new float[rows];
    float[] weights = new float[rows];
    double weight = 0;
    for (int i = 0; i < rows; i++) {
      Example row = Examples.classified(i);
      System.arraycopy(row.values, 0, x, 4 * i, 4);
      y[i] = row.target[0];
      weights[i] = row.weight;
      weight += row.weight;
    }
    Batch batch = new Batch(new DenseMatrix(x, 0, 4, rows), new Targets(y, weights));
    double sum =
        NETWORK.gradient(
            theta,
            batch,
            Losses.named("softmaxCrossEntropy"),
            new Workspace(),
            new float[theta.length]);
    return sum / weight;
  }

  @Test
  void trainingLowersTheLossOnEveryPath() {
    JavaSparkContext spark = LocalSpark.context();
    Plans.all()
        .forEach(
            (name, plan) -> {
              List<EpochRecord> epochs =
                  Trainings.run(Examples.classified(spark, ROWS, 3), plan, Trainings.options())
                      .state()
                      .history()
                      .epochs();
              assertThat(epochs.get(3).trainLoss()).as(name).isLessThan(epochs.get(0).trainLoss());
            });
  }

  @Test
  void theBestWeightsAreThoseOfTheBestValidation() {
    JavaSparkContext spark = LocalSpark.context();
    TrainingState state =
        train(plan(chain("sgd"), 20, 64, 1, 2, 6), Examples.classified(spark, 200, 2));
    double best = Double.POSITIVE_INFINITY;
    for (EpochRecord epoch : state.history().epochs()) {
      best = Math.min(best, epoch.validationLoss().getAsDouble());
    }
    assertThat(state.best().value()).isEqualTo(best);
    assertThat(state.kept()).isSameAs(state.best().weights());
  }

  @Test
  void aDivergedTrainingStopsAtOnceAndSaysSo() {
    TrainingPlan regression =
        new TrainingPlan(
            Network.of(4, new int[0], 1, Activations.named("identity")),
            Initialization.of(Initializer.AUTO),
            Losses.named("squared"),
            Losses.named("squared").mainMetrics(),
            new Solver.Gradient(chain("sgd"), new Rates(100, new Schedules.Constant(), null)),
            new RoundsSpec(64, 1, 2),
            StoppingRule.maxEpochs(50),
            Monitor.TRAIN_LOSS,
            5);
    TrainingState state = train(regression, null);
    assertThat(state.stop().reason()).isEqualTo(Stop.Reason.DIVERGED);
    for (float weight : state.weights()) {
      assertThat(weight).isFinite();
    }
  }

  @Test
  void nothingStaysCachedAlsoAfterAFailure() {
    JavaSparkContext spark = LocalSpark.context();
    train(plan(chain("adam"), 0.01, 64, 2, 2, 2), Examples.classified(spark, 200, 2));
    assertThat(spark.getPersistentRDDs()).isEmpty();
    assertThatThrownBy(
            () ->
                Trainings.run(
                    Examples.classified(spark, ROWS, 3),
                    plan(chain("adam"), 0.01, 64, 1, 2, 2),
                    new RunOptions(
                        Optional.of(new float[3]),
                        TrainingListener.NONE,
                        new RunControl(Optional.empty(), new StopRequest()))))
        .hasMessageContaining("takes 51 initial weights, got 3");
    assertThat(spark.getPersistentRDDs()).isEmpty();
    assertThat(spark.getLocalProperty("spark.job.description")).isNull();
  }
}
