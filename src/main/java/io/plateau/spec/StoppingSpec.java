package io.plateau.spec;

import io.plateau.math.Word;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Metric;
import io.plateau.optim.Schedule;
import io.plateau.train.Guess;
import io.plateau.train.Monitor;
import io.plateau.train.StoppingRule;
import io.plateau.train.Ties;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Conditions that end a training.
 *
 * @param maxEpochs largest number of epochs
 * @param patience epochs without improvement after which training stops, or 0 for never
 * @param minCycleGain fraction of the validation loss by which a cycle of the learning rate must
 *     lower it for another to follow, unless the training loss is 4 % above it, or 0 for all cycles
 * @param minDelta smallest change of the monitor that is an improvement; of a metric in the unit of
 *     the label as a fraction of its best value
 * @param monitor trainLoss, validationLoss, a metric, or auto
 * @param ties which of several epochs with the best value of the monitor is kept
 * @param target value of the monitor at which training stops, or NaN for none
 * @param maxSeconds time budget of all epochs together, or infinite
 */
public record StoppingSpec(
    int maxEpochs,
    int patience,
    double minCycleGain,
    double minDelta,
    String monitor,
    Ties ties,
    double target,
    double maxSeconds)
    implements Serializable {
  private static final String AUTO = "auto";

  /** Monitors of any loss. */
  private static final List<String> LOSSES =
      List.of(AUTO, Monitor.TRAIN_LOSS.name(), Monitor.VALIDATION_LOSS.name());

  public static final Setting<Integer> MAX_EPOCHS =
      new Setting<>(
          new Setting.Name("stopping.maxEpochs", "maxIter"),
          Domain.integer(1),
          Effort.MAX_EPOCHS,
          "largest number of epochs, passes over the rows; with l-bfgs of iterations");

  public static final Setting<Integer> PATIENCE =
      new Setting<>(
          new Setting.Name("stopping.patience", "patience"),
          Domain.integer(0),
          new Setting.Derived<>(
              "0; with recipe plain 10, and 0 with l-bfgs",
              v -> OptimizerSpec.isQuasiNewton(v) || Recipe.isTabular(v) ? 0 : 10),
          "epochs without improvement after which training stops; 0 for never");

  public static final Setting<Double> MIN_CYCLE_GAIN =
      new Setting<>(
          new Setting.Name("stopping.minCycleGain", "minCycleGain"),
          Domain.fraction(),
          new Setting.Derived<>(
              "0.01 with schedule cosineLog and recipe tabular unless members share weights, else 0",
              v ->
                  Recipe.isTabular(v)
                          && ScheduleSpec.hasCycles(v)
                          && !MemberSpec.of(v).shareWeights()
                      ? 0.01
                      : 0),
          "fraction by which a cycle of schedule cosineLog must lower the validation loss for another"
              + " cycle to follow, unless the training loss is 4 % above the validation loss, or no"
              + " validation loss, and in a regression no training loss, was below 0.97 of that of a"
              + " guess (all classes alike, or the mean);"
              + " cycles of fewer than "
              + StoppingRule.SHORTEST_CYCLE
              + " epochs are not judged; 0 for all cycles. With 100 to 1,999 rows and no"
              + " validation rows, trials on four fifths of the rows choose the last cycle, unless this"
              + " is 0 or stopping.maxTime is set");

  public static final Setting<Double> MIN_DELTA =
      Setting.of(
          new Setting.Name("stopping.minDelta", "tol"),
          Domain.notNegative(),
          1e-4,
          "smallest change of the monitor that is an improvement; of rmse, mae and pinball a fraction"
              + " of the best value");

  public static final Setting<String> MONITOR =
      Setting.of(
          new Setting.Name("stopping.monitor", "monitor"),
          Domain.oneOf(monitors()),
          AUTO,
          "value that must improve: trainLoss, validationLoss or a metric of the loss: of classes and"
              + " labels accuracy, logLoss, auc, balancedAccuracy, f1, brier, of numbers rmse, mae,"
              + " r2, mape, and pinball of the loss quantile; auto is"
              + " trainLoss without validation rows, else validationLoss");

  public static final Setting<String> TIES =
      new Setting<>(
          new Setting.Name("stopping.ties", "ties"),
          Domain.oneOf(Word.all(Ties.class)),
          Recipe.by(Ties.LAST.word(), Ties.FIRST.word()),
          "which of several epochs with the same best value of the monitor is kept: the first or"
              + " the last");

  public static final Setting<Double> TARGET =
      Setting.of(
          new Setting.Name("stopping.target", "target"),
          Domain.real().or("null", Double.NaN),
          Double.NaN,
          "value of the monitor at which training stops; losses are those of standardized labels where"
              + " labels are standardized");

  public static final Setting<Double> MAX_TIME =
      Setting.of(
          new Setting.Name("stopping.maxTime", "maxTime"),
          Domain.seconds().or("null", Double.POSITIVE_INFINITY),
          Double.POSITIVE_INFINITY,
          "time budget of all epochs together");

  static final List<Setting<?>> SETTINGS =
      List.of(MAX_EPOCHS, PATIENCE, MIN_CYCLE_GAIN, MIN_DELTA, MONITOR, TIES, TARGET, MAX_TIME);

  static StoppingSpec of(Values values) {
    return new StoppingSpec(
        values.get(MAX_EPOCHS),
        values.get(PATIENCE),
        values.get(MIN_CYCLE_GAIN),
        values.get(MIN_DELTA),
        values.get(MONITOR),
        Word.named(Ties.class, "ties", values.get(TIES)),
        values.get(TARGET),
        values.get(MAX_TIME));
  }

  /** The losses on both sets, and the metrics of any loss. */
  private static List<String> monitors() {
    Stream<String> metrics = Losses.metrics().stream().map(Metric::name);
    return Stream.concat(LOSSES.stream(), metrics).toList();
  }

  /**
   * The first rule that holds ends the training.
   *
   * @param schedule of the learning rate
   */
  StoppingRule rule(Monitor monitor, Schedule schedule, Guess guess) {
    boolean tried = minCycleGain > 0 && maxSeconds == Double.POSITIVE_INFINITY;
    StoppingRule end =
        tried ? StoppingRule.lastOrCycle(schedule, maxEpochs) : StoppingRule.maxEpochs(maxEpochs);
    if (!Double.isNaN(target)) {
      end = StoppingRule.target(monitor, target).or(end);
    }
    if (maxSeconds < Double.POSITIVE_INFINITY) {
      end = end.or(StoppingRule.timeBudget(maxSeconds));
    }
    if (minCycleGain > 0) {
      end = StoppingRule.cycles(schedule, minCycleGain, guess).or(end);
    }
    return patience > 0 ? StoppingRule.plateau(monitor, patience, minDelta).or(end) : end;
  }

  /** Whether a training may end before its last epoch. */
  public boolean mayEndEarly() {
    return patience > 0
        || minCycleGain > 0
        || !Double.isNaN(target)
        || maxSeconds < Double.POSITIVE_INFINITY;
  }

  /** Whether a monitor cannot be measured without validation rows. */
  public static boolean needsValidation(String monitor) {
    return !monitor.equals(AUTO) && !monitor.equals(Monitor.TRAIN_LOSS.name());
  }

  /** The metrics of each epoch: the main ones of the loss, and the monitor. */
  List<Metric> metrics(Loss loss) {
    Stream<Metric> watched =
        loss.metrics().stream()
            .filter(metric -> metric.name().equals(monitor))
            .filter(metric -> !loss.mainMetrics().contains(metric));
    return Stream.concat(loss.mainMetrics().stream(), watched).toList();
  }

  Monitor monitor(Loss loss, boolean validation) {
    if (needsValidation(monitor) && !validation) {
      throw new IllegalArgumentException(
          "monitor \"%s\" is measured on validation rows and there are none; hold some out, or watch trainLoss"
              .formatted(monitor));
    }
    Monitor usual = validation ? Monitor.VALIDATION_LOSS : Monitor.TRAIN_LOSS;
    String name = monitor.equals(AUTO) ? usual.name() : monitor;
    Optional<Metric> metric =
        loss.metrics().stream().filter(each -> each.name().equals(name)).findFirst();
    return new Monitor(
        name,
        metric.map(Metric::higherIsBetter).orElse(false),
        ties,
        metric.map(Metric::hasUnitOfTarget).orElse(false));
  }

  /** Why a monitor is not measured with a loss; empty where it is. */
  static Optional<String> misfit(String monitor, Loss loss) {
    List<String> metrics = loss.metrics().stream().map(Metric::name).toList();
    return LOSSES.contains(monitor) || metrics.contains(monitor)
        ? Optional.empty()
        : Optional.of(
            "monitor must be %s or one of %s, got \"%s\""
                .formatted(String.join(", ", LOSSES), metrics, monitor));
  }
}
