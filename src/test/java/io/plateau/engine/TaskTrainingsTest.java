package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.checkpoint.CheckpointPlan;
import io.plateau.engine.round.SparkRound;
import io.plateau.engine.shard.Counted;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.nn.Network;
import io.plateau.nn.activation.Activations;
import io.plateau.optim.Lbfgs;
import io.plateau.spec.Solver;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.DataException;
import io.plateau.train.EpochRecord;
import io.plateau.train.Monitor;
import io.plateau.train.Rounds;
import io.plateau.train.RunIdentity;
import io.plateau.train.Stop;
import io.plateau.train.StopRequest;
import io.plateau.train.StoppingRule;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.storage.BlockUpdatedInfo;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole trainings in tasks come to the bits of those in rounds. */
class TaskTrainingsTest {
  private static DealtRows deal(boolean validation) {
    JavaSparkContext spark = LocalSpark.context();
    return deal(
        spark, validation ? Optional.of(Examples.classified(spark, 200, 2)) : Optional.empty());
  }

  private static DealtRows deal(JavaSparkContext spark, Optional<JavaRDD<Example>> validation) {
    return deal(spark, validation, plan("adam", 100));
  }

  private static DealtRows deal(
      JavaSparkContext spark, Optional<JavaRDD<Example>> validation, TrainingPlan plan) {
    JavaRDD<Example> training = Examples.classified(spark, 500, 3);
    return DealtRows.deal(
        training,
        validation,
        SparkTraining.layout(plan, Counted.of(training)),
        TrainingListener.NONE);
  }

  /** Rows in several shards, all of which a step takes. */
  private static DealtRows dealAll(JavaSparkContext spark, boolean validation) {
    return deal(
        spark,
        validation ? Optional.of(Examples.classified(spark, 200, 2)) : Optional.empty(),
        FULL_BATCH);
  }

  private static final TrainingPlan FULL_BATCH = Plans.all().get("full batch");

  /** Plans that take all rows at each step. */
  private static List<TrainingPlan> fullBatches() {
    return List.of(
        FULL_BATCH,
        Plans.all().get("l-bfgs"),
        Plans.tabular(0, 1, 8),
        Plans.plan(Plans.averaging("adam"), 0, 1, 8));
  }

  private static TrainingPlan plan(String rule, int batchSize) {
    return Plans.plan(Plans.gradient(rule), batchSize, 1, 1);
  }

  private static TrainingPlan with(TrainingPlan plan, Network network, StoppingRule stopping) {
    return with(plan, network, stopping, plan.monitor());
  }

  private static TrainingPlan with(
      TrainingPlan plan, Network network, StoppingRule stopping, Monitor monitor) {
    return Plans.with(plan, network, stopping, monitor, plan.seed());
  }

  private static List<TrainingPlan> plans() {
    TrainingPlan adam = plan("adam", 100);
    Network wide = Network.of(4, new int[] {20}, 3, Activations.named("relu"));
    StoppingRule plateau =
        StoppingRule.plateau(adam.monitor(), 1, 0.01).or(StoppingRule.maxEpochs(6));
    return List.of(
        adam,
        plan("nadam", 300),
        plan("adagrad", 50),
        Plans.tabular(100, 1, 1),
        Plans.plan(Plans.averaging("adam"), 100, 1, 1),
        with(adam, wide.withDropout(0, 0.3), plateau));
  }

  private static void assertSame(TrainingResult result, TrainingResult expected) {
    TrainingState state = result.state();
    assertThat(state.weights()).containsExactly(expected.state().weights());
    assertThat(state.optimizer().slots()).isDeepEqualTo(expected.state().optimizer().slots());
    assertThat(state.history().epochs())
        .usingRecursiveComparison()
        .ignoringFields("seconds")
        .isEqualTo(expected.state().history().epochs());
    assertThat(state.kept()).containsExactly(expected.state().kept());
    assertThat(state.stop()).isEqualTo(expected.state().stop());
    assertThat(result.identity()).isEqualTo(expected.identity());
    assertThat(result.rows()).isEqualTo(expected.rows());
  }

  @Test
  void sideBySideTheyAreTheTrainingsOneAfterTheOther() {
    for (boolean validation : new boolean[] {true, false}) {
      try (DealtRows dealt = deal(validation)) {
        List<TrainingPlan> plans = validation ? plans() : List.of(training(plans().get(0)));
        List<Double> progress = new ArrayList<>();
        List<Supplier<TrainingResult>> results =
            TaskTrainings.run(dealt, plans, new StopRequest(), progress::add).orElseThrow();
        for (int i = 0; i < plans.size(); i++) {
          assertSame(results.get(i).get(), inRounds(dealt, plans.get(i)));
        }
        assertThat(progress).hasSize(plans.size()).endsWith(1.0);
      }
    }
    assertThat(LocalSpark.context().getPersistentRDDs()).isEmpty();
  }

  @Test
  void fullBatchesOfSeveralShardsSideBySideAreTheTrainingsOneAfterTheOther() {
    try (DealtRows dealt = dealAll(LocalSpark.context(), true)) {
      List<TrainingPlan> plans = fullBatches();
      List<Supplier<TrainingResult>> results =
          TaskTrainings.run(dealt, plans, new StopRequest(), done -> {}).orElseThrow();
      for (int i = 0; i < plans.size(); i++) {
        assertSame(results.get(i).get(), inRounds(dealt, plans.get(i)));
        assertThat(results.get(i).get().shards()).isEqualTo(8);
      }
    }
  }

  /** With a job for each round, whose every state is looked at. */
  private static TrainingResult inRounds(DealtRows dealt, TrainingPlan plan) {
    return inRounds(dealt, plan, new ArrayList<>());
  }

  /**
   * @param best is given the best epoch so far after each epoch
   */
  private static TrainingResult inRounds(DealtRows dealt, TrainingPlan plan, List<Integer> best) {
    List<Integer> rounds = new ArrayList<>();
    TrainingListener reads =
        new TrainingListener() {
          @Override
          public void round(Rounds.Round round, Rounds.Outcome outcome) {
            rounds.add(round.epoch());
          }

          @Override
          public void epoch(TrainingState state) {
            best.add(state.keptEpoch());
          }
        };
    TrainingResult result = SparkTraining.run(dealt, plan, Trainings.toldTo(reads));
    assertThat(rounds).isNotEmpty();
    return result;
  }

  @Test
  void inStretchesOfEpochsTheyAreTheSame() {
    for (boolean validation : new boolean[] {true, false}) {
      try (DealtRows dealt = deal(validation)) {
        for (TrainingPlan plan : validation ? plans() : List.of(training(plans().get(0)))) {
          assertStretches(dealt, plan);
        }
      }
      try (DealtRows dealt = dealAll(LocalSpark.context(), validation)) {
        for (TrainingPlan plan : fullBatches()) {
          assertStretches(dealt, validation ? plan : training(plan));
        }
      }
    }
    assertThat(LocalSpark.context().getPersistentRDDs()).isEmpty();
  }

  private static void assertStretches(DealtRows dealt, TrainingPlan plan) {
    Told told = new Told();
    TrainingResult result = SparkTraining.run(dealt, plan, Trainings.toldTo(told));
    List<Integer> best = new ArrayList<>();
    TrainingResult expected = inRounds(dealt, plan, best);
    assertSame(result, expected);
    assertThat(result.time().rounds()).isLessThan(expected.time().rounds());
    assertThat(told.epochs)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seconds")
        .isEqualTo(expected.state().history().epochs());
    assertThat(told.last.stop()).isEqualTo(expected.state().stop());
    assertThat(told.best).isEqualTo(best);
  }

  /** That L-BFGS has converged is told as it is in rounds. */
  @Test
  void anEndThatTheSolverFindsIsToldFromATask() {
    Lbfgs coarse = new Lbfgs(10, 0.01, 0, 1e-4, Plans.NETWORK.penalized());
    TrainingPlan plan =
        Plans.until(
            Plans.plan(new Solver.QuasiNewton(coarse), 0, 1, 5), StoppingRule.maxEpochs(500), 17);
    try (DealtRows dealt = dealAll(LocalSpark.context(), true)) {
      Told told = new Told();
      TrainingResult result = SparkTraining.run(dealt, plan, Trainings.toldTo(told));
      assertThat(result.state().stop().reason()).isEqualTo(Stop.Reason.CONVERGED);
      assertThat(told.last.stop()).isEqualTo(result.state().stop());
      assertSame(result, inRounds(dealt, plan));
    }
  }

  /** States that are due come back from a task, but those that would be deleted in it. */
  @ParameterizedTest
  @CsvSource({"1, 2, 6", "2, 2, 9", "4, 3, 6", "1, 100, 40"})
  void aTaskSendsTheStatesThatAreKept(int every, int keep, int epochs) {
    TrainingPlan plan = Plans.until(plan("adam", 100), StoppingRule.maxEpochs(epochs), 17);
    SparkRound jobs = new SparkRound(LocalSpark.context().sc());
    CheckpointPlan checkpoints = new CheckpointPlan("none", every, Optional.empty(), keep, false);
    List<Integer> kept = new ArrayList<>();
    TrainingListener keeps =
        new TrainingListener() {
          @Override
          public void epoch(TrainingState state) {
            kept.add(state.history().size());
          }
        };
    List<String> stretches;
    try (DealtRows dealt = deal(true);
        TaskRows rows = TaskRows.of(dealt, plan)) {
      TrainingState start = PlanRounds.start(plan, Optional.empty(), jobs, dealt.training());
      RunIdentity identity = PlanIdentity.of(plan, Optional.empty(), dealt);
      EpochStretches made =
          new EpochStretches(jobs, rows, plan, identity, Optional.of(checkpoints));
      stretches =
          LocalSpark.descriptions(
              () -> made.run(start, keeps, TrainingListener.NONE, new StopRequest()));
    }
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < stretches.size(); i++) {
      int first = first(stretches.get(i));
      int last = i + 1 < stretches.size() ? first(stretches.get(i + 1)) - 1 : epochs;
      List<Integer> due =
          IntStream.range(first, last).boxed().filter(epoch -> epoch % every == 0).toList();
      // The last state comes back in any case.
      int others = Math.min(due.size(), last % every == 0 ? keep - 1 : keep);
      expected.addAll(due.subList(due.size() - others, due.size()));
      expected.add(last);
    }
    assertThat(kept).isEqualTo(expected);
    // A task holds no more than sixteen beside the last.
    assertThat(stretches).hasSizeGreaterThanOrEqualTo(keep > 16 ? 3 : 1);
  }

  private static int first(String stretch) {
    return Integer.parseInt(stretch.replaceAll("epochs from (\\d+) on", "$1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 0})
  void aStopEndsStretches(int batchSize) {
    TrainingPlan adam = plan("adam", batchSize);
    TrainingPlan endless = with(adam, adam.network(), StoppingRule.maxEpochs(1_000_000));
    StopRequest request = new StopRequest();
    Told told =
        new Told() {
          @Override
          public void epoch(TrainingState state) {
            super.epoch(state);
            request.make();
          }
        };
    try (DealtRows dealt = deal(true)) {
      RunControl control = new RunControl(Optional.empty(), request);
      TrainingState end =
          SparkTraining.run(dealt, endless, new RunOptions(Optional.empty(), told, control))
              .state();
      assertThat(end.stop().reason()).isEqualTo(Stop.Reason.INTERRUPTED);
      assertThat(end.history().size()).isEqualTo(told.epochs.size()).isPositive();
      StoppingRule as = StoppingRule.maxEpochs(end.history().size());
      // Of as many epochs, in stretches too: in rounds they are hundreds of jobs.
      TrainingPlan ends = with(endless, endless.network(), as);
      TrainingResult expected = SparkTraining.run(dealt, ends, Trainings.toldTo(new Told()));
      assertThat(end.weights()).containsExactly(expected.state().weights());
    }
  }

  /** A listener to epochs alone. */
  private static class Told implements TrainingListener {
    final List<EpochRecord> epochs = new ArrayList<>();
    final List<Integer> best = new ArrayList<>();
    TrainingState last;

    @Override
    public boolean readsStates() {
      return false;
    }

    @Override
    public void epoch(TrainingState state) {
      epochs.add(state.history().last());
      assertThat(state.history().size()).isEqualTo(epochs.size());
      best.add(state.keptEpoch());
      last = state;
    }
  }

  private static TrainingPlan training(TrainingPlan plan) {
    return with(plan, plan.network(), plan.stopping(), Monitor.TRAIN_LOSS);
  }

  /** Side by side, and where of shards that two executors hold one gathers those of the other. */
  @ParameterizedTest
  @ValueSource(classes = {JavaSerializer.class, KryoSerializer.class})
  void onExecutorsTheyAreTheSame(Class<?> serializer) {
    List<TrainingResult> here = new ArrayList<>();
    try (DealtRows dealt = dealAll(LocalSpark.context(), true)) {
      fullBatches().forEach(plan -> here.add(inRounds(dealt, plan)));
    }
    List<Supplier<TrainingResult>> alone;
    try (DealtRows dealt = deal(true)) {
      alone = TaskTrainings.run(dealt, plans(), new StopRequest(), done -> {}).orElseThrow();
    }
    LocalSpark.on(
        "local-cluster[2,1,512]",
        Map.of("spark.serializer", serializer.getName(), "spark.locality.wait", "60s"),
        spark -> {
          while (ExecutorLossTest.executors(spark).size() < 2) {
            // Both register in a while.
          }
          try (DealtRows dealt = dealAll(spark, true)) {
            assertThat(
                    dealt
                        .training()
                        .rdd()
                        .mapPartitions(shards -> List.of(ProcessHandle.current().pid()).iterator())
                        .collect())
                .hasSize(2)
                .doesNotHaveDuplicates();
            for (int i = 0; i < here.size(); i++) {
              TrainingResult there =
                  SparkTraining.run(dealt, fullBatches().get(i), Trainings.toldTo(new Told()));
              assertSame(there, here.get(i));
              assertThat(there.time().rounds()).isLessThan(4);
            }
          }
          try (DealtRows dealt = deal(spark, Optional.of(Examples.classified(spark, 200, 2)))) {
            List<Supplier<TrainingResult>> there =
                TaskTrainings.run(dealt, plans(), new StopRequest(), done -> {}).orElseThrow();
            for (int i = 0; i < alone.size(); i++) {
              assertSame(there.get(i).get(), alone.get(i).get());
            }
          }
          return null;
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 0})
  void aStopEndsAllOfThem(int batchSize) throws Exception {
    TrainingPlan endless =
        with(plan("adam", batchSize), Plans.NETWORK, StoppingRule.maxEpochs(Integer.MAX_VALUE));
    StopRequest request = new StopRequest();
    Tasks tasks = new Tasks(request);
    try (DealtRows dealt = deal(true)) {
      LocalSpark.context().sc().listenerBus().waitUntilEmpty();
      LocalSpark.context().sc().addSparkListener(tasks);
      assertThat(TaskTrainings.run(dealt, List.of(endless, endless), request, done -> {}))
          .isEmpty();
      assertThat(tasks.end()).isTrue();
      // The cores are free again.
      assertThat(
              TaskTrainings.run(dealt, List.of(plan("adam", 100)), new StopRequest(), done -> {}))
          .isPresent();
    } finally {
      LocalSpark.context().sc().removeSparkListener(tasks);
    }
    assertThat(LocalSpark.context().getPersistentRDDs()).isEmpty();
  }

  /** A count of the tasks that run, which are asked to stop when there are two. */
  private static final class Tasks extends SparkListener {
    private final StopRequest request;
    private int started;
    private int ended;

    Tasks(StopRequest request) {
      this.request = request;
    }

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart task) {
      started++;
      if (started == 2) {
        request.make();
      }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
      ended++;
      notifyAll();
    }

    /** Whether two tasks have begun and come to their end, within a minute. */
    synchronized boolean end() throws InterruptedException {
      long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      while (ended < 2 && System.nanoTime() < until) {
        wait(1000);
      }
      return started == 2 && ended == 2;
    }
  }

  /** A task is sent its own training, not those beside it. */
  @Test
  void whatAllTasksAreSentDoesNotGrowWithTheTrainings() {
    // 60 kB of weights.
    Network wide = Network.of(4, new int[] {100, 150}, 3, Activations.named("relu"));
    TrainingPlan plan = with(plan("adam", 100), wide, StoppingRule.maxEpochs(1));
    try (DealtRows dealt = deal(true)) {
      long two = broadcast(() -> trainAll(dealt, Collections.nCopies(2, plan)));
      long six = broadcast(() -> trainAll(dealt, Collections.nCopies(6, plan)));
      assertThat(six).isBetween(1L, two + 5_000);
    }
  }

  private static void trainAll(DealtRows dealt, List<TrainingPlan> plans) {
    assertThat(TaskTrainings.run(dealt, plans, new StopRequest(), done -> {}).orElseThrow())
        .hasSameSizeAs(plans);
  }

  /** Bytes of all that Spark broadcasts meanwhile, such as the functions of tasks. */
  private static long broadcast(Runnable work) {
    AtomicLong bytes = new AtomicLong();
    LocalSpark.listening(
        new SparkListener() {
          @Override
          public void onBlockUpdated(SparkListenerBlockUpdated update) {
            BlockUpdatedInfo block = update.blockUpdatedInfo();
            // A block that is removed, of whatever ran before, is told with its size, too.
            if (block.storageLevel().isValid()
                && block.blockId().name().matches("broadcast_\\d+_piece\\d+")) {
              bytes.addAndGet(block.memSize());
            }
          }
        },
        work);
    return bytes.get();
  }

  /** Where data do not allow one training, that is its result, and those beside it have theirs. */
  @Test
  void dataThatDoNotAllowOneTrainingEndThatAlone() {
    JavaSparkContext spark = LocalSpark.context();
    JavaRDD<Example> oneClass =
        Examples.classified(spark, 200, 2).filter(row -> row.target[0] == 1);
    TrainingPlan adam = plan("adam", 100);
    TrainingPlan undetermined =
        with(adam, adam.network(), adam.stopping(), new Monitor("auc", true));
    List<TrainingPlan> plans = List.of(adam, undetermined, plan("nadam", 300));
    try (DealtRows dealt = deal(spark, Optional.of(oneClass))) {
      List<Supplier<TrainingResult>> results =
          TaskTrainings.run(dealt, plans, new StopRequest(), done -> {}).orElseThrow();
      assertUndetermined(results.get(1)::get);
      for (int i : new int[] {0, 2}) {
        TrainingState expected = inRounds(dealt, plans.get(i)).state();
        assertThat(results.get(i).get().state().kept()).containsExactly(expected.kept());
        assertThat(results.get(i).get().state().stop()).isEqualTo(expected.stop());
      }
      // In stretches of epochs and in rounds it is told alike.
      assertUndetermined(
          () -> SparkTraining.run(dealt, undetermined, Trainings.toldTo(new Told())));
      assertUndetermined(() -> inRounds(dealt, undetermined));
    }
    assertThat(spark.getPersistentRDDs()).isEmpty();
  }

  private static void assertUndetermined(ThrowingCallable training) {
    assertThatThrownBy(training)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("the validation rows do not determine auc");
  }

  @Test
  void aFailureIsToldAsSparkTellsIt() {
    TrainingPlan wrong =
        with(
            plan("adam", 100),
            Plans.NETWORK,
            history -> {
              throw new IllegalStateException("no rule");
            });
    try (DealtRows dealt = deal(true)) {
      assertThatThrownBy(
              () -> TaskTrainings.run(dealt, List.of(wrong), new StopRequest(), done -> {}))
          .isInstanceOf(SparkException.class)
          .hasMessageContaining("no rule");
    }
  }

  @Test
  void smallTrainingsAndStatesThatCanBeSentFit() {
    Network large = Network.of(4, new int[] {2000, 1000}, 3, Activations.named("relu"));
    try (DealtRows dealt = deal(false)) {
      TrainingPlan plan = plan("adam", 100);
      assertThat(TaskTrainings.fits(dealt, plan)).isTrue();
      assertThat(TaskTrainings.fits(dealt, with(plan, large, plan.stopping()))).isFalse();
    }
  }

  @Test
  void fewOperationsOfEachStepFitWhereAllRowsAreInIt() {
    TrainingPlan quasiNewton = Plans.all().get("l-bfgs");
    // 12 million operations a row, with 500 rows 6 billion.
    Network wide = Network.of(4, new int[] {1000, 2000}, 3, Activations.named("relu"));
    try (DealtRows dealt = dealAll(LocalSpark.context(), true)) {
      for (TrainingPlan plan : fullBatches()) {
        assertThat(TaskTrainings.fits(dealt, plan)).isTrue();
      }
      assertThat(TaskTrainings.fits(dealt, with(FULL_BATCH, wide, FULL_BATCH.stopping())))
          .isFalse();
      assertThat(TaskTrainings.fits(dealt, with(quasiNewton, wide, FULL_BATCH.stopping())))
          .isFalse();
      // A step of a part of the rows of each of several shards.
      assertThat(TaskTrainings.fits(dealt, plan("adam", 100))).isFalse();
    }
  }
}
