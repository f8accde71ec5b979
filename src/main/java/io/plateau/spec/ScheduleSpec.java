package io.plateau.spec;

import io.plateau.optim.Schedule;
import io.plateau.optim.Schedules;
import io.plateau.train.Monitor;
import io.plateau.train.Rates;
import io.plateau.train.ReduceOnPlateau;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Course of the learning rate over the epochs.
 *
 * @param choice of {@link Schedules}, or plateau, which reduces the rate when the monitor no longer
 *     improves
 * @param warmup epochs of linear warm-up before the schedule
 * @param weightDecay name of the schedule of the weight decay
 */
public record ScheduleSpec(Named choice, double warmup, String weightDecay)
    implements Serializable {
  static final String CYCLES = "cosineLog";
  private static final String PLATEAU = "plateau";
  private static final Map<String, Double> REDUCTION =
      Map.of("factor", 0.1, "patience", 5.0, "floor", 0.0);

  public static final Family FAMILY =
      new Family(
          new Setting<>(
              new Setting.Name("optimizer.schedule.name", "schedule"),
              Domain.oneOf(Stream.concat(Schedules.names().stream(), Stream.of(PLATEAU)).toList()),
              new Setting.Derived<>(
                  "cosineLog; constant with recipe plain or a rule that is not adam",
                  values -> OptimizerSpec.isTuned(values) ? CYCLES : "constant"),
              "how the learning rate changes over the epochs"),
          name -> name.equals(PLATEAU) ? REDUCTION : Schedules.parameters(name),
          List.of(
              new Family.Own("every", Domain.positive(), "epochs between two steps"),
              new Family.Own("factor", Domain.between0And1(), "factor of the rate at each step"),
              new Family.Own("power", Domain.positive(), "exponent of the polynomial"),
              new Family.Own("floor", Domain.fraction(), "smallest factor"),
              new Family.Own(
                  "cycles",
                  Domain.integerReal(1, Schedules.CosineLog.MOST),
                  "number of cycles of cosineLog"),
              new Family.Own(
                  "flat", Domain.fraction(), "fraction of the epochs before flatCosine falls"),
              new Family.Own(
                  "patience", Domain.integerReal(0), "epochs without improvement let pass")));

  public static final Setting<Double> WARMUP =
      Setting.of(
          new Setting.Name("optimizer.schedule.warmup", "warmup"),
          Domain.notNegative(),
          0.0,
          "epochs over which the learning rate rises linearly from a hundredth");

  public static final Setting<String> WEIGHT_DECAY =
      Setting.of(
          new Setting.Name("optimizer.weightDecaySchedule", "weightDecaySchedule"),
          Domain.oneOf(Schedules.names()),
          "constant",
          "how the weight decay changes over the epochs");

  static final List<Setting<?>> SETTINGS =
      Stream.concat(FAMILY.all(), Stream.<Setting<?>>of(WARMUP, WEIGHT_DECAY)).toList();

  static ScheduleSpec of(Values values) {
    return new ScheduleSpec(FAMILY.of(values), values.get(WARMUP), values.get(WEIGHT_DECAY));
  }

  /** Whether the rate is the same in all steps. */
  public boolean isConstant() {
    return choice.name().equals("constant") && warmup == 0;
  }

  /**
   * The rates of a training of so many epochs.
   *
   * @param dropout name of the schedule of dropout
   */
  Rates rates(double base, String dropout, StoppingSpec stopping, Monitor monitor) {
    int epochs = stopping.maxEpochs();
    return new Rates(
        base,
        rate(stopping),
        isPlateau() ? reduction(stopping, monitor) : null,
        Schedules.named(dropout, Map.of(), epochs, 0),
        Schedules.named(weightDecay, Map.of(), epochs, 0));
  }

  /** Whether the rate of these values rises and falls in cycles. */
  static boolean hasCycles(Values values) {
    return values.get(FAMILY.name()).equals(CYCLES);
  }

  private boolean isPlateau() {
    return choice.name().equals(PLATEAU);
  }

  /** The learning rate but for what plateaus take off. */
  Schedule rate(StoppingSpec stopping) {
    int epochs = stopping.maxEpochs();
    return isPlateau()
        ? Schedules.named("constant", Map.of(), epochs, warmup)
        : Schedules.named(choice.name(), choice.settings(), epochs, warmup);
  }

  private ReduceOnPlateau reduction(StoppingSpec stopping, Monitor monitor) {
    return new ReduceOnPlateau(
        monitor,
        choice.settings().get("factor"),
        choice.whole("patience"),
        stopping.minDelta(),
        choice.settings().get("floor"));
  }
}
