package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.engine.shard.Counted;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.EpochRecord;
import io.plateau.train.RunIdentity;
import io.plateau.train.StoppingRule;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that tells how long it will take is the training that does not. */
class EpochTrialTest {
  private static final int ROWS = 500;

  static Stream<String> plans() {
    return Plans.all().keySet().stream();
  }

  private static TrainingState train(TrainingPlan plan, TrainingListener listener) {
    JavaSparkContext spark = LocalSpark.context();
    return Trainings.run(
            Examples.classified(spark, ROWS, 3),
            Optional.of(Examples.classified(spark, 100, 2)),
            plan,
            Trainings.toldTo(listener))
        .state();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void changesNoBit(String name) {
    changesNoBit(Plans.all().get(name), true);
  }

  @Test
  void changesNoBitOfEpochsInOneTask() {
    changesNoBit(Plans.all().get("full batch"), false);
    changesNoBit(Plans.all().get("one shard"), false);
  }

  /** Of two epochs: the first follows the trial, the second its memories. */
  private static void changesNoBit(TrainingPlan whole, boolean readsStates) {
    TrainingPlan plan = Plans.until(whole, StoppingRule.maxEpochs(2), whole.seed());
    List<OptionalDouble> told = new ArrayList<>();
    TrainingState asked =
        train(
            plan,
            new TrainingListener() {
              @Override
              public boolean readsStates() {
                return readsStates;
              }

              @Override
              public void starts(long rows, int epochs, Supplier<OptionalDouble> epochSeconds) {
                assertThat(rows).isEqualTo(ROWS);
                assertThat(epochs).isEqualTo(plan.stopping().most());
                told.add(epochSeconds.get());
              }
            });
    TrainingState unasked = train(plan, TrainingListener.NONE);
    assertThat(told).hasSize(1);
    assertThat(told.get(0).getAsDouble()).isPositive().isFinite();
    assertThat(asked.weights()).containsExactly(unasked.weights());
    assertThat(asked.optimizer().step()).isEqualTo(unasked.optimizer().step());
    assertThat(asked.optimizer().slots()).isDeepEqualTo(unasked.optimizer().slots());
    assertThat(asked.history().epochs().stream().map(EpochRecord::trainLoss))
        .containsExactlyElementsOf(
            unasked.history().epochs().stream().map(EpochRecord::trainLoss).toList());
  }

  @Test
  void isNotAmongTheSecondsOfTheTraining() {
    JavaSparkContext spark = LocalSpark.context();
    LongAdder asleep = new LongAdder();
    AtomicLong began = new AtomicLong();
    TrainingListener slow =
        new TrainingListener() {
          @Override
          public void begin(RunIdentity identity) {
            began.set(System.nanoTime());
          }

          @Override
          public void starts(long rows, int epochs, Supplier<OptionalDouble> epochSeconds) {
            long from = System.nanoTime();
            LockSupport.parkNanos(1_000_000_000);
            asleep.add(System.nanoTime() - from);
          }
        };
    TrainingPlan plan = Plans.until(Plans.all().get("full batch"), StoppingRule.maxEpochs(2), 1);
    TrainingTime time =
        Trainings.run(
                Examples.classified(spark, ROWS, 3), Optional.empty(), plan, Trainings.toldTo(slow))
            .time();
    double took = (System.nanoTime() - began.get()) * 1e-9;
    assertThat(time.compute() + time.waiting() + time.driver())
        .isLessThan(took - asleep.sum() * 1e-9);
  }

  @Test
  void takesLessTimeForAShortTraining() {
    EpochTrial.Enough one = trial(StoppingRule.maxEpochs(1000)).enough(50);
    assertThat(one.seconds(1)).isEqualTo(1);
    assertThat(one.seconds(1e-5)).isEqualTo(0.01);
    assertThat(one.times(0.25).seconds(1)).isEqualTo(0.25);
    assertThat(one.times(0.25).seconds(1e-5)).isEqualTo(0.0025);
  }

  @Test
  void takesLessTimeForATrainingWithAShortBudget() {
    StoppingRule budget = StoppingRule.maxEpochs(1000).or(StoppingRule.timeBudget(5));
    assertThat(trial(budget).enough(50).seconds(1)).isEqualTo(0.1);
  }

  private static EpochTrial trial(StoppingRule end) {
    return new EpochTrial(null, Plans.until(Plans.all().get("full batch"), end, 1), null, false);
  }

  @Test
  void isNotMadeWhereTheWeightsTakeMuchMemory() {
    TrainingPlan plan = Plans.plan(Plans.gradient("adam"), 64, 1, 8);
    JavaRDD<Example> rows = Examples.classified(LocalSpark.context(), ROWS, 3);
    try (DealtRows dealt =
        DealtRows.deal(
            rows,
            Optional.empty(),
            SparkTraining.layout(plan, Counted.of(rows)),
            TrainingListener.NONE)) {
      EpochTrial trial = new EpochTrial(dealt, plan, null, false);
      assertThat(trial.seconds(new float[12 << 20], null, null)).isEmpty();
    }
  }
}
