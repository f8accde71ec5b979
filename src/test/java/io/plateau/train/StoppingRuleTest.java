package io.plateau.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.optim.Schedule;
import io.plateau.optim.Schedules;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StoppingRuleTest {
  private static final double NAN = Double.NaN;
  private static final Monitor ACCURACY = new Monitor("accuracy", true);

  /** The end of a run over this history, epoch after epoch, or null. */
  private static Stop run(StoppingRule rule, History history) {
    for (int epochs = 1; epochs <= history.size(); epochs++) {
      Stop stop = rule.check(Records.prefix(history, epochs)).orElse(null);
      if (stop != null) {
        return stop;
      }
    }
    return null;
  }

  @Test
  void stopsAtThePlateauOfALoss() {
    StoppingRule rule = StoppingRule.plateau(Monitor.TRAIN_LOSS, 2, 0.1);
    assertThat(run(rule, Records.trainLosses(3, 2, 1.95, 1.85, 1.8, 1.76, 1)))
        .isEqualTo(
            new Stop(Stop.Reason.PLATEAU, "trainLoss has not improved by 0.1 in 2 epochs", 6));
    assertThat(run(rule, Records.trainLosses(3, 2, 1.95, 1.8, 1.75, 1.6))).isNull();
  }

  @Test
  void stopsAtThePlateauOfAnErrorWhateverItsUnit() {
    Monitor error = new Monitor("trainLoss", false, Ties.FIRST, true);
    double[] values = {3, 2, 1.95, 1.85, 1.84, 1.7};
    for (double unit : new double[] {1e-20, 1, 1e20}) {
      double[] errors = Arrays.stream(values).map(value -> unit * value).toArray();
      assertThat(run(StoppingRule.plateau(error, 3, 0.09), Records.trainLosses(errors)))
          .isEqualTo(
              new Stop(Stop.Reason.PLATEAU, "trainLoss has not improved by 9 % in 3 epochs", 5));
      assertThat(run(StoppingRule.plateau(error, 3, 0.07), Records.trainLosses(errors))).isNull();
    }
  }

  @Test
  void stopsAtThePlateauOfAMetricThatShouldBeHigh() {
    History history =
        Records.validated(new double[] {5, 6, 7, 8, 9}, new double[] {0.1, 0.5, 0.6, 0.6, 0.55});
    assertThat(run(StoppingRule.plateau(ACCURACY, 2, 0), history))
        .isEqualTo(new Stop(Stop.Reason.PLATEAU, "accuracy has not improved in 2 epochs", 5));
    assertThat(run(StoppingRule.plateau(Monitor.VALIDATION_LOSS, 1, 0), history))
        .isEqualTo(new Stop(Stop.Reason.PLATEAU, "validationLoss has not improved in 1 epoch", 2));
  }

  @Test
  void notANumberIsNoImprovement() {
    History history =
        Records.validated(new double[] {1, 1, 1, 1}, new double[] {NAN, 0.5, NAN, NAN});
    assertThat(run(StoppingRule.plateau(ACCURACY, 2, 0), history).epoch()).isEqualTo(4);
    assertThat(run(StoppingRule.plateau(Monitor.TRAIN_LOSS, 1, 0), Records.trainLosses(NAN)))
        .isNotNull();
    assertThat(
            run(
                StoppingRule.target(ACCURACY, 0),
                Records.validated(new double[] {1}, new double[] {NAN})))
        .isNull();
  }

  /** Validation losses of three cycles of 8, 16 and 32 epochs, each lowest at its end. */
  private static Stop afterCycles(double gain, double first, double second) {
    double[] losses = new double[8 + 16 + 31];
    Arrays.fill(losses, 100);
    losses[7] = first;
    losses[8 + 15] = second;
    return afterCycles(8, gain, losses);
  }

  /** Cycles of so many epochs, of twice as many and so on; training losses are a little lower. */
  private static Stop afterCycles(int epochs, double gain, double... losses) {
    double[] training = Arrays.stream(losses).map(loss -> loss - 0.01).toArray();
    return afterCycles(epochs, gain, training, losses);
  }

  private static Stop afterCycles(int epochs, double gain, double[] training, double[] losses) {
    return afterCycles(epochs, gain, Guess.UNKNOWN, training, losses);
  }

  private static Stop afterCycles(
      int epochs, double gain, Guess guess, double[] training, double[] losses) {
    Schedule schedule = Schedules.named("cosineLog", Map.of("cycles", 3.0), 7 * epochs, 0);
    return run(
        StoppingRule.cycles(schedule, gain, guess),
        Records.validated(training, losses, new double[losses.length]));
  }

  @Test
  void stopsAfterACycleThatBringsTooLittle() {
    assertThat(afterCycles(0.25, 4, 3.5))
        .isEqualTo(
            new Stop(
                Stop.Reason.PLATEAU,
                "the last cycle of the learning rate has lowered validationLoss by less than 25 %",
                24));
    assertThat(afterCycles(0.1, 4, 3.5)).isNull();
    assertThat(afterCycles(0.07, 4, 3.9).detail()).endsWith(" by less than 7 %");
    assertThat(afterCycles(0.25, 4, 5).epoch()).isEqualTo(24);
  }

  @Test
  void ofALossBelowZeroTheFractionIsOfItsSize() {
    assertThat(afterCycles(0.25, -4, -4.5).epoch()).isEqualTo(24);
    assertThat(afterCycles(0.25, -4, -5.5)).isNull();
  }

  @Test
  void comparesTheBestEpochsNotTheLast() {
    double[] losses = new double[24];
    Arrays.fill(losses, 9);
    losses[2] = 4;
    losses[12] = 2;
    assertThat(afterCycles(8, 0.25, losses)).isNull();
    losses[2] = 2;
    assertThat(afterCycles(8, 0.25, losses).epoch()).isEqualTo(24);
  }

  /** Of the parity of columns a network learns nothing for many epochs, and then all. */
  @Test
  void goesOnWhileNothingIsLearned() {
    double[] losses = new double[24];
    Arrays.fill(losses, 0.69);
    Guess alike = new Guess(Math.log(2), false);
    assertThat(afterCycles(8, 0.25, alike, losses, losses)).isNull();
    double[] learned = losses.clone();
    learned[1] = 0.67; // 0.97 times ln 2 is 0.672
    assertThat(afterCycles(8, 0.25, alike, losses, learned).epoch()).isEqualTo(24);
    // By heart, as a network learns a few hundred rows of a parity before it learns the parity.
    assertThat(afterCycles(8, 0.25, alike, learned, losses)).isNull();
    // Labels of the validation rows may vary more than those of which the guess is.
    Guess mean = new Guess(Math.log(2), true);
    assertThat(afterCycles(8, 0.25, mean, learned, losses).epoch()).isEqualTo(24);
  }

  /** Training rows that are predicted worse say that there is more to learn than a cycle showed. */
  @Test
  void goesOnWhileTheTrainingLossIsClearlyAbove() {
    double[] losses = new double[24];
    Arrays.fill(losses, 4);
    double[] training = losses.clone();
    training[23] = 4.17;
    assertThat(afterCycles(8, 0.25, training, losses)).isNull();
    // A few validation rows may be easier by chance.
    training[23] = 4.15;
    assertThat(afterCycles(8, 0.25, training, losses).epoch()).isEqualTo(24);
    Arrays.fill(losses, -4);
    training[23] = -3.83;
    assertThat(afterCycles(8, 0.25, training, losses)).isNull();
    training[23] = -3.85;
    assertThat(afterCycles(8, 0.25, training, losses).epoch()).isEqualTo(24);
  }

  @Test
  void doesNotJudgeCyclesOfFewEpochs() {
    double[] same = new double[20];
    Arrays.fill(same, 1);
    assertThat(afterCycles(3, 0.5, same)).isNull();
    assertThat(afterCycles(4, 0.5, same).epoch()).isEqualTo(12);
  }

  @Test
  void cyclesNeverEndATrainingWithoutThemOrWithoutValidationRows() {
    double[] same = new double[64];
    Arrays.fill(same, 1);
    History validated = Records.validated(new double[64], same, same);
    assertThat(run(StoppingRule.cycles(new Schedules.Constant(), 0.5, Guess.UNKNOWN), validated))
        .isNull();
    Schedule schedule = Schedules.named("cosineLog", Map.of(), 64, 0);
    assertThat(run(StoppingRule.cycles(schedule, 0.5, Guess.UNKNOWN), validated)).isNotNull();
    assertThat(run(StoppingRule.cycles(schedule, 0.5, Guess.UNKNOWN), Records.trainLosses(same)))
        .isNull();
    Arrays.fill(same, NAN);
    assertThat(
            run(StoppingRule.cycles(schedule, 0.5, Guess.UNKNOWN), Records.validated(same, same)))
        .isNull();
  }

  @Test
  void stopsAfterAllEpochs() {
    assertThat(run(StoppingRule.maxEpochs(3), Records.trainLosses(4, 3, 2, 1)))
        .isEqualTo(new Stop(Stop.Reason.MAX_EPOCHS, "all 3 epochs are done", 3));
    assertThat(run(StoppingRule.maxEpochs(1), Records.trainLosses(4, 3)))
        .isEqualTo(new Stop(Stop.Reason.MAX_EPOCHS, "the one epoch is done", 1));
  }

  @Test
  void stopsWhenTheTimeIsUsedUp() {
    assertThat(run(StoppingRule.timeBudget(2.5), Records.trainLosses(4, 3, 2, 1)))
        .isEqualTo(new Stop(Stop.Reason.TIME_BUDGET, "the budget of 2.5 s is used up", 3));
  }

  @Test
  void stopsAtTheTarget() {
    History history = Records.validated(new double[] {3, 2, 1}, new double[] {0.7, 0.9, 0.95});
    assertThat(run(StoppingRule.target(ACCURACY, 0.9), history))
        .isEqualTo(new Stop(Stop.Reason.TARGET, "accuracy has reached 0.9", 2));
    assertThat(run(StoppingRule.target(Monitor.VALIDATION_LOSS, 1.5), history).epoch())
        .isEqualTo(3);
  }

  @Test
  void stopsAtTheFirstNumberThatIsNotFinite() {
    Stop stop = run(StoppingRule.divergence("less may help"), Records.trainLosses(2, NAN, 1));
    assertThat(stop)
        .isEqualTo(
            new Stop(
                Stop.Reason.DIVERGED,
                "the loss or its gradient is no longer finite; less may help",
                2));
    double inf = Double.POSITIVE_INFINITY;
    EpochRecord gradient =
        new EpochRecord(1, 1, OptionalDouble.empty(), Map.of(), 0.1, inf, 10, 1, "");
    assertThat(gradient.diverged()).isTrue();
    assertThat(
            run(
                StoppingRule.divergence("less may help"),
                Records.validated(new double[] {inf}, new double[] {0.5})))
        .isNotNull();
    assertThat(run(StoppingRule.divergence("less may help"), Records.trainLosses(2, 1))).isNull();
  }

  @Test
  void composesAndTheFirstGivesTheReason() {
    StoppingRule both =
        StoppingRule.maxEpochs(2).or(StoppingRule.plateau(Monitor.TRAIN_LOSS, 1, 0));
    assertThat(run(both, Records.trainLosses(2, 3)).reason()).isEqualTo(Stop.Reason.MAX_EPOCHS);
    StoppingRule swapped =
        StoppingRule.plateau(Monitor.TRAIN_LOSS, 1, 0).or(StoppingRule.maxEpochs(2));
    assertThat(run(swapped, Records.trainLosses(2, 3)).reason()).isEqualTo(Stop.Reason.PLATEAU);
    assertThat(run(swapped, Records.trainLosses(2, 1)).reason()).isEqualTo(Stop.Reason.MAX_EPOCHS);
    assertThat(run(swapped, Records.trainLosses(2))).isNull();
  }

  @Test
  void knowsTheMostEpochs() {
    StoppingRule plateau = StoppingRule.plateau(ACCURACY, 8, 1e-4);
    assertThat(plateau.most()).isEqualTo(Integer.MAX_VALUE);
    assertThat(plateau.or(StoppingRule.maxEpochs(60)).most()).isEqualTo(60);
    assertThat(StoppingRule.maxEpochs(60).or(StoppingRule.maxEpochs(2)).or(plateau).most())
        .isEqualTo(2);
  }

  @Test
  void knowsTheShortestTimeBudget() {
    StoppingRule ten = StoppingRule.timeBudget(10);
    assertThat(ten.or(StoppingRule.maxEpochs(60)).budget()).isEqualTo(10);
    assertThat(StoppingRule.timeBudget(20).or(ten).unvalidated().budget()).isEqualTo(10);
    assertThat(StoppingRule.maxEpochs(60).budget()).isInfinite();
  }

  @Test
  void printsAsWhatItWaitsFor() {
    assertThat(StoppingRule.plateau(ACCURACY, 8, 1e-4).or(StoppingRule.maxEpochs(60)))
        .hasToString("accuracy has not improved by 0.0001 in 8 epochs, or all 60 epochs are done");
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> StoppingRule.maxEpochs(0))
        .hasMessage("maxEpochs must be at least 1, got 0");
    assertThatThrownBy(() -> StoppingRule.plateau(ACCURACY, 0, 0))
        .hasMessage("patience must be at least 1, got 0");
    assertThatThrownBy(() -> StoppingRule.plateau(ACCURACY, 1, NAN))
        .hasMessage("minDelta must not be negative and be finite, got NaN");
    assertThatThrownBy(() -> StoppingRule.cycles(new Schedules.Constant(), 0, Guess.UNKNOWN))
        .hasMessage("minCycleGain must be positive and finite, got 0.0");
    assertThatThrownBy(() -> StoppingRule.timeBudget(0))
        .hasMessage("the time budget must be positive and finite, in seconds, got 0.0");
    assertThatThrownBy(() -> StoppingRule.target(ACCURACY, NAN))
        .hasMessage("the target must be a finite number, got NaN");
  }

  @Test
  void refusesAMonitorThatIsNotThere() {
    History none = Records.trainLosses(1);
    assertThatThrownBy(() -> Monitor.VALIDATION_LOSS.of(none.last()))
        .hasMessage("validationLoss is watched but there are no validation rows");
    assertThatThrownBy(() -> new Monitor("f1", true).of(none.last()))
        .hasMessage("unknown monitor \"f1\"; known: trainLoss, validationLoss");
    History some = Records.validated(new double[] {1}, new double[] {0.5});
    assertThatThrownBy(() -> new Monitor("f1", true).of(some.last()))
        .hasMessage("unknown monitor \"f1\"; known: trainLoss, validationLoss, accuracy");
  }

  /** The cycles of 64 epochs end after 64/15, 3·64/15, 7·64/15 and 64 of them. */
  @Test
  void trialsMayChooseTheEndsOfCyclesThatAreNotTooShort() {
    assertThat(choices(64, 4)).containsExactly(13, 30, 64);
    assertThat(choices(24, 4)).isEmpty();
    assertThat(choices(64, 1)).isEmpty();
    assertThat(choices(1_500_000_000, 4))
        .containsExactly(100_000_000, 300_000_000, 700_000_000, 1_500_000_000);
    StoppingRule rule = StoppingRule.lastOrCycle(Schedules.named("constant", Map.of(), 64, 0), 64);
    assertThat(rule.choices()).isEmpty();
    assertThat(rule.most()).isEqualTo(64);
  }

  private static List<Integer> choices(int epochs, double cycles) {
    Schedule schedule = Schedules.named("cosineLog", Map.of("cycles", cycles), epochs, 0);
    StoppingRule rule = StoppingRule.lastOrCycle(schedule, epochs);
    return StoppingRule.target(ACCURACY, 0.9).or(rule).choices();
  }

  @Test
  void endsWhereTrialsHaveChosen() {
    StoppingRule rule = StoppingRule.chosen(2).or(StoppingRule.maxEpochs(3));
    assertThat(rule.most()).isEqualTo(2);
    assertThat(rule.choices()).isEmpty();
    assertThat(run(rule, Records.trainLosses(3, 2, 1)))
        .isEqualTo(
            new Stop(
                Stop.Reason.PLATEAU,
                "in trials, the loss on rows that were held out was lowest after 2 epochs",
                2));
  }

  @Test
  void sparesATrialWhatValidationRowsTell() {
    double[] same = new double[64];
    Arrays.fill(same, 1);
    History history = Records.validated(same, same);
    StoppingRule cycles =
        StoppingRule.cycles(Schedules.named("cosineLog", Map.of(), 64, 0), 0.5, Guess.UNKNOWN);
    StoppingRule rule = cycles.or(StoppingRule.plateau(Monitor.TRAIN_LOSS, 40, 0));
    assertThat(run(rule, history).epoch()).isEqualTo(13);
    assertThat(run(rule.or(StoppingRule.maxEpochs(50)).unvalidated(), history).epoch())
        .isEqualTo(41);
    assertThat(run(cycles.or(StoppingRule.maxEpochs(50)).unvalidated(), history).epoch())
        .isEqualTo(50);
    assertThat(rule.or(StoppingRule.maxEpochs(50)).unvalidated().most()).isEqualTo(50);
  }
}
