package io.plateau.engine;

import io.plateau.engine.shard.DealtRows;
import io.plateau.spec.HeldOut;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.DataException;
import io.plateau.train.EpochRecord;
import io.plateau.train.History;
import io.plateau.train.Stage;
import io.plateau.train.StageListener;
import io.plateau.train.Stop;
import io.plateau.train.StopRequest;
import io.plateau.train.StoppingRule;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Trainings on four fifths of rows so few that all are learned from. The loss on the fifth that is
 * held out tells after which cycle of the learning rate a training on all rows should end: labels
 * with much noise are learned better in fewer epochs (measured on the page tables.md). A second
 * trial, with another fifth, is made where the last cycle of the first did not lower the loss, and
 * the mean of both decides.
 */
public final class CycleTrials {
  private static final int TRIALS = 2;
  private static final int FOLDS = 5;

  /**
   * A loss that is lower than that of the last epoch by no more than such a fraction of it is not
   * worth an earlier end: the training has more rows than a trial, and more rows bear more epochs.
   */
  private static final double WORTH = 0.05;

  /** Ends of a trial that tells nothing. */
  private static final Set<Stop.Reason> UNTOLD =
      EnumSet.of(Stop.Reason.INTERRUPTED, Stop.Reason.DIVERGED);

  /** Of fewer rows too few would be held out. */
  private static final long FEWEST = 100;

  private CycleTrials() {}

  /** Trainings of plans on the same rows. */
  @FunctionalInterface
  private interface Trainings {
    /** Their histories, in the order of the plans; empty where a stop was asked for. */
    Optional<List<History>> of(DealtRows rows, List<TrainingPlan> plans);
  }

  /**
   * The plan of a training from random weights, with the end that trials have chosen where there is
   * a choice.
   *
   * @param request ends a trial, and nothing is chosen
   */
  public static TrainingPlan decided(
      DealtRows dealt, TrainingPlan plan, StopRequest request, StageListener stages) {
    RunOptions options =
        new RunOptions(
            Optional.empty(), TrainingListener.NONE, new RunControl(Optional.empty(), request));
    Trainings alone =
        (rows, plans) ->
            Optional.of(List.of(history(() -> SparkTraining.quiet(rows, plans.get(0), options))));
    return decided(dealt, List.of(plan), alone, stages).get(0);
  }

  /**
   * The plans, with the ends that trials have chosen where there is a choice; the trials are made
   * side by side.
   *
   * @param plans of trainings that {@link TaskTrainings#fits fit} into tasks
   */
  public static List<TrainingPlan> decided(
      DealtRows dealt, List<TrainingPlan> plans, StopRequest request, StageListener stages) {
    Trainings inTasks =
        (rows, trials) ->
            TaskTrainings.run(rows, trials, request, fraction -> {})
                .map(results -> results.stream().map(CycleTrials::history).toList());
    return decided(dealt, plans, inTasks, stages);
  }

  private static List<TrainingPlan> decided(
      DealtRows dealt, List<TrainingPlan> plans, Trainings trainings, StageListener stages) {
    boolean few =
        dealt.validation().isEmpty()
            && dealt.training().rows() >= FEWEST
            && dealt.training().rows() < HeldOut.LEAST;
    List<Choice> choices =
        plans.stream()
            .filter(plan -> few && !plan.stopping().choices().isEmpty())
            .map(Choice::new)
            .toList();
    if (!choices.isEmpty()) {
      stages.during(Stage.CHOOSE, "", () -> make(dealt, choices, trainings));
    }
    return plans.stream()
        .map(
            plan ->
                choices.stream()
                    .filter(choice -> choice.plan == plan)
                    .findFirst()
                    .map(Choice::decided)
                    .orElse(plan))
        .toList();
  }

  private static void make(DealtRows dealt, List<Choice> choices, Trainings trainings) {
    List<Choice> open = choices;
    for (int fold = 0; fold < TRIALS && !open.isEmpty(); fold++) {
      List<TrainingPlan> plans = open.stream().map(Choice::trial).toList();
      List<History> made =
          histories(dealt, fold, plans, trainings)
              .orElse(Collections.nCopies(plans.size(), History.EMPTY));
      for (int i = 0; i < made.size(); i++) {
        open.get(i).add(made.get(i));
      }
      open = open.stream().filter(Choice::isOpen).toList();
    }
  }

  private static Optional<List<History>> histories(
      DealtRows dealt, int fold, List<TrainingPlan> plans, Trainings trainings) {
    try (DealtRows rows = dealt.withHeldOut(fold, FOLDS)) {
      return trainings.of(rows, plans);
    } catch (DataException e) {
      // All rows are alike, in one fold.
      return Optional.empty();
    }
  }

  /**
   * The epochs of a trial; none where it is not made to its end, as the training on all rows will
   * tell.
   */
  private static History history(Supplier<TrainingResult> trial) {
    try {
      TrainingState end = trial.get().state();
      return UNTOLD.contains(end.stop().reason()) ? History.EMPTY : end.history();
    } catch (DataException e) {
      return History.EMPTY;
    }
  }

  /** What trials have told of a plan. */
  private static final class Choice {
    private final TrainingPlan plan;
    private final List<Integer> ends;

    /**
     * For each end the losses of all trials on rows held out; null once nothing is to be chosen.
     */
    private double[] losses;

    Choice(TrainingPlan plan) {
      this.plan = plan;
      this.ends = plan.stopping().choices();
      this.losses = new double[ends.size()];
    }

    /**
     * The plan of a trial, which ends as the training on all rows would; of members that share no
     * weights one tells almost as much as all.
     */
    TrainingPlan trial() {
      return plan.ofTrial(plan.stopping().unvalidated());
    }

    /** Adds the losses of a trial at the ends that it came to, at the others that of its own. */
    void add(History trial) {
      int made = trial.size();
      for (int i = 0; made > 0 && i < losses.length; i++) {
        EpochRecord end = trial.epochs().get(Math.min(ends.get(i), made) - 1);
        losses[i] += end.validationLoss().orElse(Double.NaN);
      }
      if (made == 0 || last() <= losses[lowest()]) {
        losses = null;
      }
    }

    boolean isOpen() {
      return losses != null;
    }

    /** The end before the last with the lowest loss. */
    private int lowest() {
      int lowest = 0;
      for (int i = 1; i < losses.length - 1; i++) {
        if (losses[i] < losses[lowest]) {
          lowest = i;
        }
      }
      return lowest;
    }

    private double last() {
      return losses[losses.length - 1];
    }

    TrainingPlan decided() {
      return losses != null && isWorth()
          ? plan.until(StoppingRule.chosen(ends.get(lowest())).or(plan.stopping()))
          : plan;
    }

    /** Losses of counts may be negative. */
    private boolean isWorth() {
      return last() - losses[lowest()] > WORTH * Math.abs(last());
    }
  }
}
