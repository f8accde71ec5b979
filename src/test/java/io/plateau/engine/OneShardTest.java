package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.engine.round.DistributedValidation;
import io.plateau.engine.round.EpochRounds;
import io.plateau.engine.round.ShardRounds;
import io.plateau.engine.round.ShardScores;
import io.plateau.engine.round.ShardSteps;
import io.plateau.engine.round.SparkRound;
import io.plateau.engine.round.SynchronousRounds;
import io.plateau.engine.round.TrainingLoss;
import io.plateau.engine.shard.BatchBuffer;
import io.plateau.engine.shard.Census;
import io.plateau.engine.shard.Counted;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardGroup;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.engine.shard.TrainingShards;
import io.plateau.math.Key;
import io.plateau.nn.Batch;
import io.plateau.nn.Ensemble;
import io.plateau.nn.Network;
import io.plateau.nn.Workspace;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.Link;
import io.plateau.nn.loss.Losses;
import io.plateau.optim.OptimizerState;
import io.plateau.optim.Schedules;
import io.plateau.spec.RoundsSpec;
import io.plateau.spec.Solver;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.Monitor;
import io.plateau.train.Rates;
import io.plateau.train.Rounds;
import io.plateau.train.Stop;
import io.plateau.train.StoppingRule;
import io.plateau.train.TrainerBuilder;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import io.plateau.train.Validation;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** Trainings with one shard: an epoch is one task, wherever and by however many threads. */
class OneShardTest {
  private static final int ROWS = 700;
  private static final TrainingPlan PLAN = Plans.plan(Plans.gradient("nadam"), 300, 1, 1);

  private static TrainingPlan batches(int batchSize) {
    return Plans.plan(Plans.gradient("adam"), batchSize, 1, 1);
  }

  private static JavaRDD<Example> rows(int from, int to) {
    JavaSparkContext spark = LocalSpark.context();
    return spark
        .parallelize(java.util.stream.LongStream.range(from, to).boxed().toList(), 3)
        .map(Examples::classified);
  }

  /** By a listener that may look at every state, so that each epoch is a job. */
  private static final RunOptions WATCHED = Trainings.toldTo(new TrainingListener() {});

  private static DealtRows deal(TrainingPlan plan) {
    JavaRDD<Example> training = rows(0, ROWS);
    return DealtRows.deal(
        training,
        Optional.of(rows(ROWS, ROWS + 600)),
        SparkTraining.layout(plan, Counted.of(training)),
        TrainingListener.NONE);
  }

  private static TrainingShards shards(DealtRows dealt) {
    return new TrainingShards(group(dealt.training()), group(dealt.validation().get()));
  }

  private static ShardGroup group(ShardedRows rows) {
    return new ShardGroup(rows.rdd().collect().iterator());
  }

  private static TrainingState train(Rounds rounds, TrainingPlan plan) {
    return TrainerBuilder.of(rounds, plan.solver().rates(), plan.stopping())
        .monitor(plan.monitor())
        .build()
        .run(start(plan), TrainingListener.NONE);
  }

  private static TrainingState start(TrainingPlan plan) {
    float[] weights =
        plan.network().initialize(Initializer.AUTO, Key.of(plan.seed()).with("weights"));
    return TrainingState.start(weights, plan.solver().start(weights.length));
  }

  private static void assertSame(TrainingState state, TrainingState expected) {
    assertThat(state.weights()).containsExactly(expected.weights());
    assertThat(state.optimizer().slots()).isDeepEqualTo(expected.optimizer().slots());
    assertThat(state.optimizer().scalars()).containsExactly(expected.optimizer().scalars());
    assertThat(state.optimizer().step()).isEqualTo(expected.optimizer().step());
    assertThat(state.history().epochs())
        .usingRecursiveComparison()
        .ignoringFields("seconds")
        .isEqualTo(expected.history().epochs());
    assertThat(state.best().epoch()).isEqualTo(expected.best().epoch());
    assertThat(state.best().weights()).containsExactly(expected.best().weights());
  }

  @Test
  void inMemoryByAnyNumberOfThreadsItIsTheTrainingOnSpark() {
    try (DealtRows dealt = deal(PLAN)) {
      TrainingState onSpark = SparkTraining.run(dealt, PLAN, WATCHED).state();
      ShardSteps steps = ShardSteps.of(PLAN, ROWS);
      for (int threads = 1; threads <= 4; threads++) {
        assertSame(train(new ShardRounds(shards(dealt), steps, threads), PLAN), onSpark);
      }
    }
  }

  /** The order of the rows, the slices of 128 rows and the order of the sums, written out. */
  @Test
  void aStepAddsTheGradientsOfSlicesInTheirOrder() {
    try (DealtRows dealt = deal(PLAN)) {
      TrainingShards shards = shards(dealt);
      Shard shard = shards.training().shards().get(0);
      TrainingState start = start(PLAN);
      float[] theta = start.weights().clone();
      OptimizerState state = start.optimizer().copy();
      Key seed = Key.of(PLAN.seed());
      int[] order = seed.with("order").with(1).with(0).permutation(ROWS);
      double rate = 0.01;
      for (int step = 0; step < 3; step++) {
        float[] sum = new float[theta.length];
        double weight = 0;
        Key dropout = seed.with("dropout").with(1).with(step).with(0);
        int to = ROWS * (step + 1) / 3;
        for (int from = ROWS * step / 3; from < to; from += 128) {
          float[] gradient = new float[theta.length];
          Batch batch = shard.gather(order, from, Math.min(to, from + 128), new BatchBuffer());
          PLAN.network()
              .gradient(
                  theta,
                  batch.masked(dropout.with(from), 1),
                  PLAN.loss(),
                  new Workspace(),
                  gradient);
          weight += batch.targets().totalWeight(batch.size());
          for (int i = 0; i < sum.length; i++) {
            sum[i] += gradient[i];
          }
        }
        for (int i = 0; i < sum.length; i++) {
          sum[i] *= (float) (1 / weight);
        }
        state = ((Solver.Gradient) PLAN.solver()).optimizer().update(theta, sum, state, rate);
      }
      float[] weights = start.weights().clone();
      List<Rates.Step> steps = Collections.nCopies(3, new Rates.Step(rate, 1, 1));
      new ShardRounds(shards, ShardSteps.of(PLAN, ROWS), 1)
          .advance(new Rounds.Round(1, 0, steps), weights, start.optimizer());
      assertThat(weights).containsExactly(theta);
    }
  }

  @Test
  void stepsOfOneSliceAreThoseOfRoundsOfOneStep() {
    TrainingPlan plan = batches(100);
    try (DealtRows dealt = deal(plan)) {
      SparkRound jobs = new SparkRound(LocalSpark.context().sc());
      TrainingLoss loss = TrainingLoss.distributed(jobs, dealt.training(), plan);
      Solver.Gradient solver = (Solver.Gradient) plan.solver();
      Validation validation =
          new DistributedValidation(jobs, dealt.validation().get())
              .by(new ShardScores(plan.network(), plan.measured()));
      TrainingState expected =
          TrainerBuilder.of(
                  new SynchronousRounds(loss, solver.optimizer(), 7),
                  solver.rates(),
                  plan.stopping())
              .validation(validation)
              .monitor(plan.monitor())
              .build()
              .run(start(plan), TrainingListener.NONE);
      assertSame(SparkTraining.run(dealt, plan, Trainings.options()).state(), expected);
    }
  }

  @Test
  void anEpochIsOneSparkJob() {
    try (DealtRows dealt = deal(PLAN)) {
      assertThat(LocalSpark.jobs(() -> SparkTraining.run(dealt, PLAN, WATCHED))).isEqualTo(4);
    }
    assertThat(LocalSpark.context().getPersistentRDDs()).isEmpty();
  }

  @Test
  void roundsOfPartsOfAnEpochAreTheSameSteps() {
    try (DealtRows dealt = deal(batches(50));
        TaskRows rows = TaskRows.of(dealt, batches(50))) {
      TrainingPlan plan = batches(50);
      SparkRound jobs = new SparkRound(LocalSpark.context().sc());
      ShardSteps steps = ShardSteps.of(plan, ROWS);
      TrainingState whole = train(new EpochRounds(jobs, rows.shards(), steps, 14, 2), plan);
      TrainingState parts = train(new EpochRounds(jobs, rows.shards(), steps, 4, 2), plan);
      assertThat(jobs.count()).isEqualTo(4 + 4 * 4);
      assertSame(parts, whole);
    }
  }

  @Test
  void epochsOfSeveralRoundsAreMadeOneByOneSoThatAStopIsHeard() {
    TrainingPlan plan = batches(50);
    try (DealtRows dealt = deal(plan);
        TaskRows rows = TaskRows.of(dealt, plan)) {
      SparkRound jobs = new SparkRound(LocalSpark.context().sc());
      ShardSteps steps = ShardSteps.of(plan, ROWS);
      Rounds whole = new EpochRounds(jobs, rows.shards(), steps, 14, 2);
      assertThat(EpochStretches.suit(plan, whole, Trainings.options())).isTrue();
      Rounds parts = new EpochRounds(jobs, rows.shards(), steps, 13, 2);
      assertThat(EpochStretches.suit(plan, parts, Trainings.options())).isFalse();
      assertThat(EpochStretches.suit(plan, whole, WATCHED)).isFalse();
    }
  }

  @Test
  void aRoundIsAnEpochUnlessThatTakesLong() {
    Network network = Network.of(28, new int[] {256, 256}, 1, Activations.named("relu"));
    TrainingPlan plan = plan(network, 256, 1);
    double step = 256.0 * network.operations();
    assertThat(stepsPerRound(plan, 100 * 256)).isEqualTo(100);
    assertThat(stepsPerRound(plan, 100_000 * 256)).isEqualTo((int) (1e11 / step)).isBetween(2, 999);
    assertThat(stepsPerRound(plan(large(), 256, 1), 10 * 256)).isEqualTo(1);
  }

  private static int stepsPerRound(TrainingPlan plan, long rows) {
    return ShardSteps.of(plan, rows).stepsPerRound(rows);
  }

  /** 100 million weights, which no test makes. */
  private static Network large() {
    return Network.of(4, new int[] {1000, 100_000}, 3, Activations.named("relu"));
  }

  /** So that the losses of its epochs are the same sums. */
  @Test
  void inMemoryAnEpochIsOfTheSameRoundsAsOnSpark() {
    TrainingPlan plan = batches(50);
    TrainingPlan slow = Plans.with(plan, large(), plan.stopping(), plan.monitor(), plan.seed());
    try (DealtRows dealt = deal(plan);
        TaskRows rows = TaskRows.of(dealt, slow)) {
      for (TrainingPlan each : List.of(plan, slow)) {
        SparkRound jobs = new SparkRound(LocalSpark.context().sc());
        ShardSteps steps = ShardSteps.of(each, ROWS);
        assertThat(new ShardRounds(shards(dealt), steps, 1).stepsPerRound())
            .isEqualTo(rows.rounds(jobs, each).stepsPerRound())
            .isEqualTo(each == slow ? 3 : 14);
      }
    }
  }

  @Test
  void oneShardWhileAnEpochIsASecondOfArithmeticAndFits() {
    // 28-256-256-256-1: six operations a weight.
    Network network = Network.of(28, new int[] {256, 256, 256}, 1, Activations.named("relu"));
    long products = 6L * (28 * 256 + 256 * 256 * 2 + 256);
    assertThat(network.operations()).isEqualTo(products + 50 * 3 * 256);
    TrainingPlan plan = plan(network, 256, 0);
    assertThat(shards(plan, 20_000, 0)).isEqualTo(1);
    assertThat(shards(plan, 57_000, 0)).isEqualTo(1);
    assertThat(shards(plan, 59_000, 0)).isEqualTo(2);
    assertThat(shards(plan, 20_000, 2_000_000)).as("validation rows do not fit").isEqualTo(2);
    assertThat(shards(plan(network, 256, 3), 20_000, 0)).as("a number that is set").isEqualTo(3);
    assertThat(shards(plan(network, 0, 0), 20_000, 0)).as("all rows a step").isEqualTo(2);
    Network members = new Network(List.of(new Ensemble(8, network.layers(), Link.IDENTITY)));
    assertThat(shards(plan(members, 256, 0), 57_000, 0)).as("as one network").isEqualTo(1);
    assertThat(shards(plan(members, 256, 0), 59_000, 0)).as("as one network").isEqualTo(2);
  }

  private static int shards(TrainingPlan plan, long rows, long others) {
    return SparkTraining.layout(plan, new Census(rows, 28 * rows, others)).shards();
  }

  private static TrainingPlan plan(Network network, int batchSize, int shards) {
    return new TrainingPlan(
        network,
        Initialization.of(Initializer.AUTO),
        Losses.named("squared"),
        Losses.named("squared").mainMetrics(),
        Plans.gradient("adam"),
        new RoundsSpec(batchSize, 1, shards),
        StoppingRule.maxEpochs(1),
        Monitor.TRAIN_LOSS,
        1);
  }

  @Test
  void aTrainingThatDivergesKeepsTheWeightsBeforeTheEpoch() {
    Solver.Gradient fast =
        new Solver.Gradient(
            Plans.gradient("sgd").optimizer(),
            new Rates(1e30, Schedules.named("constant", java.util.Map.of(), 1, 0), null));
    TrainingPlan plan = Plans.plan(fast, 100, 1, 1);
    try (DealtRows dealt = deal(plan)) {
      TrainingState onSpark = SparkTraining.run(dealt, plan, Trainings.options()).state();
      assertThat(onSpark.stop().reason()).isEqualTo(Stop.Reason.DIVERGED);
      TrainingState inMemory =
          train(new ShardRounds(shards(dealt), ShardSteps.of(plan, ROWS), 1), plan);
      for (TrainingState state : List.of(onSpark, inMemory)) {
        assertThat(state.best()).isNull();
        assertThat(state.weights()).containsExactly(start(plan).weights());
      }
    }
  }
}
