package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.LocalSpark;
import io.plateau.engine.shard.Counted;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.math.Key;
import io.plateau.nn.Column;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.loss.LabelType;
import io.plateau.spec.LossSpec;
import io.plateau.spec.MemberSpec;
import io.plateau.spec.NetworkSpec;
import io.plateau.spec.OptimizerSpec;
import io.plateau.spec.Recipe;
import io.plateau.spec.RoundsSpec;
import io.plateau.spec.StoppingSpec;
import io.plateau.spec.TrainingPlan;
import io.plateau.spec.TrainingSpec;
import io.plateau.spec.Values;
import io.plateau.train.EpochRecord;
import io.plateau.train.Stage;
import io.plateau.train.StageListener;
import io.plateau.train.Stop;
import io.plateau.train.StopRequest;
import io.plateau.train.StoppingRule;
import io.plateau.train.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;

class CycleTrialsTest {
  /** Epochs after which the cycles of lengths 1, 2, 4 and 8 in 64 epochs end: 64 (2ᵏ-1) / 15. */
  private static final List<Integer> ENDS =
      IntStream.of(2, 3, 4).mapToObj(k -> (int) Math.ceil(64 * ((1 << k) - 1) / 15.0)).toList();

  private static final StageListener SILENT = new StageListener() {};

  private static TrainingPlan plan(Values values) {
    TrainingSpec spec =
        TrainingSpec.of(
            values
                .with(Recipe.NAME, "tabular")
                .with(RoundsSpec.BATCH_SIZE, 64)
                .with(NetworkSpec.HIDDEN, List.of(48, 48)));
    List<Float> bins = IntStream.rangeClosed(-12, 12).mapToObj(i -> i / 6f).toList();
    Column column = spec.network().columns().number(new Numbers(1), bins);
    return spec.plan(Collections.nCopies(6, column), 1, LabelType.NUMBER, false);
  }

  /** Rows whose label follows from two of six features, but for noise. */
  private static JavaRDD<Example> rows(int count, int partitions, double noise) {
    List<Integer> numbers = IntStream.range(0, count).boxed().toList();
    return LocalSpark.context()
        .parallelize(numbers, partitions)
        .map(
            i -> {
              Key key = Key.of(5).with(i);
              float[] x = new float[6];
              for (int f = 0; f < x.length; f++) {
                x[f] = key.normal(f);
              }
              double y = x[0] + Math.sin(2 * x[1]) + noise * key.normal(9);
              return Example.dense(x, new float[] {(float) y}, 1);
            });
  }

  /** Rows whose label is a count with a mean that follows from one of six features. */
  private static JavaRDD<Example> counts() {
    return rows(300, 2, 0)
        .map(
            row -> {
              double noise = Key.of(6).normal(Float.floatToIntBits(row.values[0]));
              double y = Math.rint(10 * Math.exp(0.5 * row.values[0] + 0.5 * noise));
              return Example.dense(row.values, new float[] {(float) y}, 1);
            });
  }

  private static DealtRows deal(JavaRDD<Example> rows, Optional<JavaRDD<Example>> validation) {
    return DealtRows.deal(
        rows,
        validation,
        SparkTraining.layout(plan(Values.NONE), Counted.of(rows)),
        TrainingListener.NONE);
  }

  private static TrainingPlan decided(DealtRows dealt, TrainingPlan plan) {
    return CycleTrials.decided(dealt, plan, new StopRequest(), SILENT);
  }

  /** The losses on the rows held out at the ends of cycles, of a training of their own. */
  private static double[] losses(DealtRows dealt, int fold) {
    return losses(dealt, fold, Values.NONE);
  }

  private static double[] losses(DealtRows dealt, int fold, Values values) {
    List<EpochRecord> epochs = epochs(dealt, fold, values);
    assertThat(epochs).hasSize(64);
    return ENDS.stream().mapToDouble(end -> loss(epochs.get(end - 1))).toArray();
  }

  private static double loss(EpochRecord epoch) {
    return epoch.validationLoss().orElseThrow();
  }

  private static List<EpochRecord> epochs(DealtRows dealt, int fold, Values values) {
    try (DealtRows part = dealt.withHeldOut(fold, 5)) {
      return Trainings.run(
              part.training().examples(),
              part.validation().map(ShardedRows::examples),
              plan(values.with(StoppingSpec.MIN_CYCLE_GAIN, 0.0)),
              Trainings.options())
          .state()
          .history()
          .epochs();
    }
  }

  @Test
  void noisyLabelsEndWithTheCycleWhoseLossOnRowsHeldOutIsLowest() {
    try (DealtRows dealt = deal(rows(300, 3, 2), Optional.empty())) {
      double[] first = losses(dealt, 0);
      double[] second = losses(dealt, 1);
      double[] both = IntStream.range(0, 3).mapToDouble(i -> first[i] + second[i]).toArray();
      int lowest =
          Arrays.stream(both).boxed().toList().indexOf(Arrays.stream(both).min().getAsDouble());
      assertThat(lowest).as("of %s", Arrays.toString(both)).isLessThan(2);
      TrainingPlan decided = decided(dealt, plan(Values.NONE));
      assertThat(decided.stopping().most()).isEqualTo(ENDS.get(lowest));
      Stop stop = SparkTraining.run(dealt, decided, Trainings.options()).state().stop();
      assertThat(stop.epoch()).isEqualTo(ENDS.get(lowest));
      assertThat(stop.detail())
          .isEqualTo(
              "in trials, the loss on rows that were held out was lowest after %d epochs"
                  .formatted(ENDS.get(lowest)));
    }
  }

  /**
   * Rules that end the training on all rows end trials, too: they may be of any number of epochs.
   */
  @Test
  void aTrialThatEndsEarlierIsJudgedByItsLastEpoch() {
    try (DealtRows dealt = deal(rows(300, 3, 2), Optional.empty())) {
      List<EpochRecord> all = epochs(dealt, 0, Values.NONE);
      double target =
          all.subList(0, 58).stream().mapToDouble(EpochRecord::trainLoss).min().orElseThrow();
      Values early = Values.NONE.with(StoppingSpec.TARGET, target);
      List<EpochRecord> first = epochs(dealt, 0, early);
      List<EpochRecord> second = epochs(dealt, 1, early);
      assertThat(first).hasSizeBetween(31, 58);
      assertThat(second).hasSizeBetween(31, 63);
      double third = loss(first.get(12)) + loss(second.get(12));
      double last = loss(first.get(first.size() - 1)) + loss(second.get(second.size() - 1));
      assertThat(third).isLessThan(0.95 * last);
      assertThat(decided(dealt, plan(early)).stopping().most()).isEqualTo(ENDS.get(0));
    }
  }

  @Test
  void trialsOfMembersAreOfOneOfThem() {
    TrainingPlan alone = plan(Values.NONE);
    TrainingPlan four = plan(Values.NONE.with(MemberSpec.COUNT, 4));
    assertThat(four.network().members()).isEqualTo(4);
    assertThat(four.trial().network()).isEqualTo(alone.network());
    assertThat(alone.trial().network()).isSameAs(alone.network());
    TrainingPlan shared =
        plan(Values.NONE.with(MemberSpec.COUNT, 4).with(MemberSpec.LAYERS, "first"));
    assertThat(shared.trial().network()).isSameAs(shared.network());
    try (DealtRows dealt = deal(rows(300, 3, 2), Optional.empty())) {
      StoppingRule end = decided(dealt, alone).stopping();
      assertThat(end.most()).isLessThan(64);
      assertThat(decided(dealt, four).stopping().most()).isEqualTo(end.most());
      TrainingPlan idle = plan(Values.NONE.with(OptimizerSpec.LEARNING_RATE, 1e-9));
      TrainingPlan ofIdle =
          new TrainingPlan(
              alone.network(),
              alone.initialization(),
              alone.loss(),
              alone.metrics(),
              alone.solver(),
              alone.rounds(),
              alone.stopping(),
              alone.monitor(),
              alone.seed(),
              idle.trial());
      assertThat(decided(dealt, ofIdle)).isSameAs(ofIdle);
    }
  }

  @Test
  void clearLabelsKeepAllEpochs() {
    try (DealtRows dealt = deal(rows(300, 3, 0), Optional.empty())) {
      double[] first = losses(dealt, 0);
      assertThat(first[2]).isLessThan(Math.min(first[0], first[1]));
      TrainingPlan plan = plan(Values.NONE);
      assertThat(decided(dealt, plan)).isSameAs(plan);
    }
  }

  /** The loss of counts leaves out what does not depend on predictions. */
  @Test
  void aLossBelowZeroThatIsHardlyLowerIsNotWorthAnEarlierEnd() {
    Values poisson = Values.NONE.with(LossSpec.FAMILY.name(), "poisson");
    try (DealtRows dealt = deal(counts(), Optional.empty())) {
      double[] first = losses(dealt, 0, poisson);
      double[] second = losses(dealt, 1, poisson);
      double last = first[2] + second[2];
      double lowest = Math.min(first[0] + second[0], first[1] + second[1]);
      assertThat(lowest).isBetween(1.04 * last, Math.nextDown(last));
      assertThat(Math.min(first[0], first[1])).isLessThan(first[2]);
      TrainingPlan plan = plan(poisson);
      assertThat(decided(dealt, plan)).isSameAs(plan);
    }
  }

  @Test
  void aTrialIsOfRowsByContentWhateverTheirPartitions() {
    try (DealtRows one = deal(rows(300, 1, 2), Optional.empty());
        DealtRows many = deal(rows(300, 7, 2), Optional.empty())) {
      assertThat(losses(one, 1)).isEqualTo(losses(many, 1)).isNotEqualTo(losses(one, 0));
    }
  }

  @Test
  void foldsHoldOutEachRowOnceAndEqualRowsTogether() {
    JavaRDD<Example> once = rows(1_000, 2, 1);
    try (DealtRows dealt = deal(once.union(once), Optional.empty())) {
      List<String> all = texts(dealt.training());
      List<String> held = new ArrayList<>();
      for (int fold = 0; fold < 5; fold++) {
        try (DealtRows part = dealt.withHeldOut(fold, 5)) {
          List<String> out = texts(part.validation().orElseThrow());
          List<String> rest = texts(part.training());
          assertThat(out).doesNotContainAnyElementsOf(rest);
          assertThat(out.size() + rest.size()).isEqualTo(2_000);
          // Five deviations of a binomial of 1 000 rows.
          assertThat(out.size() / 2.0).isCloseTo(200, within(5 * Math.sqrt(160)));
          held.addAll(out);
        }
      }
      assertThat(held).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  private static List<String> texts(ShardedRows rows) {
    return rows.examples()
        .map(row -> Arrays.toString(Arrays.copyOfRange(row.values, row.from, row.to)))
        .collect();
  }

  @Test
  void nothingIsChosenWhereThereIsNoNeed() {
    TrainingPlan plan = plan(Values.NONE);
    JavaRDD<Example> noisy = rows(300, 2, 2);
    try (DealtRows validated = deal(noisy, Optional.of(rows(50, 1, 2)));
        DealtRows few = deal(rows(99, 2, 2), Optional.empty());
        DealtRows many = deal(rows(2_000, 2, 2), Optional.empty());
        DealtRows alike =
            deal(noisy.map(row -> Example.dense(new float[6], new float[1], 1)), Optional.empty());
        DealtRows dealt = deal(noisy, Optional.empty())) {
      for (DealtRows rows : List.of(validated, few, many, alike)) {
        assertThat(decided(rows, plan)).isSameAs(plan);
      }
      for (Values values :
          List.of(
              Values.NONE.with(StoppingSpec.MIN_CYCLE_GAIN, 0.0),
              Values.NONE.with(StoppingSpec.MAX_TIME, 60.0),
              Values.NONE.with(StoppingSpec.TARGET, 1e9), // there after one epoch
              Values.NONE.with(StoppingSpec.MAX_EPOCHS, 24))) {
        TrainingPlan other = plan(values);
        assertThat(decided(dealt, other)).isSameAs(other);
      }
      StopRequest stopped = new StopRequest();
      stopped.make();
      assertThat(CycleTrials.decided(dealt, plan, stopped, SILENT)).isSameAs(plan);
    }
  }

  @Test
  void trialsOfManyPlansAreThoseOfEach() {
    List<TrainingPlan> plans =
        List.of(
            plan(Values.NONE),
            plan(Values.NONE.with(StoppingSpec.MIN_CYCLE_GAIN, 0.0)),
            plan(Values.NONE.with(NetworkSpec.PARAMETRIC, false)));
    List<String> stages = new ArrayList<>();
    StageListener listener =
        new StageListener() {
          @Override
          public void stageBegins(Stage stage, String subject) {
            stages.add(stage.word());
          }
        };
    try (DealtRows dealt = deal(rows(300, 3, 2), Optional.empty())) {
      List<TrainingPlan> decided = CycleTrials.decided(dealt, plans, new StopRequest(), listener);
      assertThat(decided).hasSize(3);
      assertThat(decided.get(1)).isSameAs(plans.get(1));
      for (int i = 0; i < plans.size(); i++) {
        assertThat(decided.get(i).stopping().most())
            .isEqualTo(decided(dealt, plans.get(i)).stopping().most());
      }
      assertThat(stages).containsExactly("choose");
    }
  }
}
