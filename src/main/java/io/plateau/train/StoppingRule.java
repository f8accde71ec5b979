package io.plateau.train;

import io.plateau.math.Counted;
import io.plateau.optim.Require;
import io.plateau.optim.Schedule;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A rule that decides only from the history whether training ends. A pure function of the history,
 * so there is nothing to save with a checkpoint. Rules compose with {@link #or} and print as what
 * they wait for.
 */
@FunctionalInterface
public interface StoppingRule extends Serializable {
  /** Epochs of a cycle that tell whether another is worth while. */
  int SHORTEST_CYCLE = 8;

  /** A training loss of so many validation losses says that there is more to learn. */
  double LEARNING = 1.04;

  /** The end, or empty to continue. The history holds at least one epoch. */
  Optional<Stop> check(History history);

  /** The most epochs that it lets pass, the largest number where it sets none. */
  default int most() {
    return Integer.MAX_VALUE;
  }

  /** The seconds of epochs that it lets pass, infinite where it sets none. */
  default double budget() {
    return Double.POSITIVE_INFINITY;
  }

  /**
   * Numbers of epochs, ascending, of which trials on a part of the rows may choose one to end
   * after; empty where there is nothing to choose. The last is {@link #most}, unless one before it
   * has been chosen.
   */
  default List<Integer> choices() {
    return List.of();
  }

  /** The same rule for a training whose validation rows it does not see. It chooses nothing. */
  default StoppingRule unvalidated() {
    return new NamedStoppingRule(
        toString(), most(), budget(), List.of(), history -> check(history.unvalidated()));
  }

  /** A condition on the history. */
  @FunctionalInterface
  interface Ends extends Predicate<History>, Serializable {}

  /** Ends as soon as this rule or another does; where both do, this one gives the reason. */
  default StoppingRule or(StoppingRule other) {
    return new NamedStoppingRule(
        this + ", or " + other,
        Math.min(most(), other.most()),
        Math.min(budget(), other.budget()),
        choices().isEmpty() ? other.choices() : choices(),
        history -> check(history).or(() -> other.check(history)));
  }

  /** Ends after a number of epochs. */
  static StoppingRule maxEpochs(int epochs) {
    return last(epochs);
  }

  private static NamedStoppingRule last(int epochs) {
    if (epochs < 1) {
      throw new IllegalArgumentException("maxEpochs must be at least 1, got " + epochs);
    }
    return when(
            Stop.Reason.MAX_EPOCHS,
            epochs == 1 ? "the one epoch is done" : "all " + epochs + " epochs are done",
            history -> history.size() >= epochs)
        .atMost(epochs);
  }

  /**
   * Ends when {@code monitor} has not improved by more than {@code minDelta} for {@code patience}
   * epochs in a row: the loss has reached its plateau.
   *
   * @param minDelta not negative; as {@link Monitor#improves} takes it
   */
  static StoppingRule plateau(Monitor monitor, int patience, double minDelta) {
    if (patience < 1) {
      throw new IllegalArgumentException("patience must be at least 1, got " + patience);
    }
    Require.notNegative("minDelta", minDelta);
    return when(
        Stop.Reason.PLATEAU,
        monitor.name()
            + " has not improved"
            + (minDelta > 0 ? " by " + change(monitor, minDelta) : "")
            + " in "
            + Counted.of(patience, "epoch"),
        history -> waited(monitor, minDelta, history.epochs()) >= patience);
  }

  /**
   * Ends after a cycle of the learning rate in which the loss on the validation rows came down by
   * less than the fraction {@code gain} of its lowest value in the cycles before, unless the loss
   * on the training rows is {@value #LEARNING} times it or more: then there is more left to learn
   * than the draw of a few validation rows explains. At its lowest the rate tells what the cycle
   * has brought, while losses within a cycle rise and fall with the rate. An epoch belongs to the
   * cycle in which its middle lies; a cycle of fewer than {@value #SHORTEST_CYCLE} is too short to
   * judge. Without validation rows, and for a schedule without cycles, it never ends; nor while no
   * loss was below that of a guess: of some labels, such as the parity of several columns, a
   * network learns nothing for many epochs, and then all.
   *
   * @param gain positive
   */
  static StoppingRule cycles(Schedule schedule, double gain, Guess guess) {
    Require.positive("minCycleGain", gain);
    RateCycles cycles = new RateCycles(schedule);
    return when(
        Stop.Reason.PLATEAU,
        "the last cycle of the learning rate has lowered validationLoss by less than "
            + percent(gain),
        history -> {
          int ended = cycles.at(history.size());
          return ended > 0
              && cycles.isJudged(history.size())
              && !isLearning(history.last())
              && !guess.isAllThereIs(history.epochs())
              && cycles.gained(history.epochs(), ended) < gain;
        });
  }

  /**
   * Whether the training rows are predicted clearly worse than those for validation; their loss has
   * dropout and penalties, and of members it is the mean of theirs.
   */
  private static boolean isLearning(EpochRecord epoch) {
    double loss = epoch.validationLoss().orElse(Double.NaN);
    return epoch.trainLoss() - loss >= (LEARNING - 1) * Math.abs(loss);
  }

  /**
   * Ends after a number of epochs, unless trials choose the end of a cycle of the learning rate
   * before it.
   */
  static StoppingRule lastOrCycle(Schedule schedule, int epochs) {
    List<Integer> ends = new RateCycles(schedule).judged(epochs);
    return ends.isEmpty()
        ? maxEpochs(epochs)
        : last(epochs).choosing(Stream.concat(ends.stream(), Stream.of(epochs)).toList());
  }

  /** Ends after a number of epochs that trials have chosen. */
  static StoppingRule chosen(int epochs) {
    return when(
            Stop.Reason.PLATEAU,
            "in trials, the loss on rows that were held out was lowest after " + epochs + " epochs",
            history -> history.size() >= epochs)
        .atMost(epochs);
  }

  /** Ends with the first epoch at the end of which the epochs together took so many seconds. */
  static StoppingRule timeBudget(double seconds) {
    if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the time budget must be positive and finite, in seconds, got " + seconds);
    }
    return when(
            Stop.Reason.TIME_BUDGET,
            "the budget of " + plain(seconds) + " s is used up",
            history -> history.seconds() >= seconds)
        .within(seconds);
  }

  /** Ends when {@code monitor} is as good as {@code target}. */
  static StoppingRule target(Monitor monitor, double target) {
    if (!Double.isFinite(target)) {
      throw new IllegalArgumentException("the target must be a finite number, got " + target);
    }
    return when(
        Stop.Reason.TARGET,
        monitor.name() + " has reached " + plain(target),
        history -> {
          double value = monitor.of(history.last());
          return value == target || monitor.improves(value, target, 0);
        });
  }

  /**
   * Ends with the first loss or gradient that is infinite or not a number.
   *
   * @param remedy what may help, a clause
   */
  static StoppingRule divergence(String remedy) {
    return when(
        Stop.Reason.DIVERGED,
        "the loss or its gradient is no longer finite; " + remedy,
        history -> history.last().diverged());
  }

  /** Epochs since {@code monitor} last improved by more than {@code minDelta}. */
  private static int waited(Monitor monitor, double minDelta, List<EpochRecord> epochs) {
    double best = monitor.worst();
    int waited = 0;
    for (EpochRecord epoch : epochs) {
      double value = monitor.of(epoch);
      if (monitor.improves(value, best, minDelta)) {
        best = value;
        waited = 0;
      } else {
        waited++;
      }
    }
    return waited;
  }

  private static String change(Monitor monitor, double minDelta) {
    return monitor.relative() ? percent(minDelta) : plain(minDelta);
  }

  private static String percent(double fraction) {
    return BigDecimal.valueOf(fraction).movePointRight(2).stripTrailingZeros().toPlainString()
        + " %";
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static NamedStoppingRule when(Stop.Reason reason, String detail, Ends ends) {
    return new NamedStoppingRule(
        detail,
        Integer.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        List.of(),
        history ->
            ends.test(history)
                ? Optional.of(new Stop(reason, detail, history.size()))
                : Optional.empty());
  }
}
