package io.plateau.spec;

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
 */
public record ScheduleSpec(Named choice, double warmup) implements Serializable {
  private static final String PLATEAU = "plateau";
  private static final Map<String, Double> REDUCTION =
      Map.of("factor", 0.1, "patience", 5.0, "floor", 0.0);

  public static final Family FAMILY =
      new Family(
          Setting.of(
              new Setting.Name("optimizer.schedule.name", "schedule"),
              Domain.oneOf(Stream.concat(Schedules.names().stream(), Stream.of(PLATEAU)).toList()),
              "constant",
              "how the learning rate changes over the epochs",
              spec -> spec.schedule().choice().name()),
          name -> name.equals(PLATEAU) ? REDUCTION : Schedules.parameters(name),
          spec -> spec.schedule().choice(),
          List.of(
              new Family.Own("every", Domain.positive(), "epochs between two steps"),
              new Family.Own("factor", Domain.between0And1(), "factor of the rate at each step"),
              new Family.Own("power", Domain.positive(), "exponent of the polynomial"),
              new Family.Own("floor", Domain.fraction(), "smallest factor"),
              new Family.Own(
                  "patience", Domain.integerReal(0), "epochs without improvement let pass")));

  public static final Setting<Double> WARMUP =
      Setting.of(
          new Setting.Name("optimizer.schedule.warmup", "warmup"),
          Domain.notNegative(),
          0.0,
          "epochs over which the learning rate rises linearly from a hundredth",
          spec -> spec.schedule().warmup());

  static final List<Setting<?>> SETTINGS =
      Stream.concat(FAMILY.all(), Stream.<Setting<?>>of(WARMUP)).toList();

  static ScheduleSpec of(Values values) {
    return new ScheduleSpec(FAMILY.of(values), values.get(WARMUP));
  }

  /** Whether the rate is the same in all steps. */
  public boolean isConstant() {
    return choice.name().equals("constant") && warmup == 0;
  }

  /** The rates of a training of so many epochs. */
  Rates rates(double base, StoppingSpec stopping, Monitor monitor) {
    if (!choice.name().equals(PLATEAU)) {
      return new Rates(
          base,
          Schedules.named(choice.name(), choice.settings(), stopping.maxEpochs(), warmup),
          null);
    }
    return new Rates(
        base,
        Schedules.named("constant", Map.of(), stopping.maxEpochs(), warmup),
        new ReduceOnPlateau(
            monitor,
            choice.settings().get("factor"),
            choice.whole("patience"),
            stopping.minDelta(),
            choice.settings().get("floor")));
  }
}
