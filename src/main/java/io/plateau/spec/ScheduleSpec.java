package io.plateau.spec;

import io.plateau.optim.Schedules;
import io.plateau.train.Monitor;
import io.plateau.train.Rates;
import io.plateau.train.ReduceOnPlateau;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Course of the learning rate over the epochs.
 *
 * @param name of {@link Schedules}, or plateau, which reduces the rate when the monitor no longer
 *     improves
 * @param warmup epochs of linear warm-up before the schedule
 * @param settings all further settings of that schedule, such as floor
 */
public record ScheduleSpec(String name, double warmup, Map<String, Double> settings)
    implements Serializable {
  private static final String PLATEAU = "plateau";
  private static final Map<String, Double> REDUCTION =
      Map.of("factor", 0.1, "patience", 5.0, "floor", 0.0);

  public static final Setting<String> NAME =
      Setting.of(
          new Setting.Name("optimizer.schedule.name", "schedule"),
          Domain.oneOf(Stream.concat(Schedules.names().stream(), Stream.of(PLATEAU)).toList()),
          "constant",
          "how the learning rate changes over the epochs",
          spec -> spec.schedule().name());

  public static final Setting<Double> WARMUP =
      Setting.of(
          new Setting.Name("optimizer.schedule.warmup", "warmup"),
          Domain.notNegative(),
          0.0,
          "epochs over which the learning rate rises linearly from a hundredth",
          spec -> spec.schedule().warmup());

  /** Settings that only some schedules take. */
  public static final List<Setting<Double>> OWN =
      List.of(
          own("every", Domain.positive(), "epochs between two steps"),
          own("factor", Domain.between0And1(), "factor that the rate is multiplied by"),
          own("power", Domain.positive(), "exponent of the polynomial"),
          own("floor", Domain.fraction(), "smallest factor"),
          own("patience", Domain.wholeReal(0), "epochs without improvement before a reduction"));

  static final List<Setting<?>> SETTINGS =
      Stream.<Setting<?>>concat(Stream.of(NAME, WARMUP), OWN.stream()).toList();

  public ScheduleSpec {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  private static Setting<Double> own(String name, Domain<Double> domain, String doc) {
    return new Setting<>(
        new Setting.Name("optimizer.schedule." + name, ""),
        domain.or("null", Double.NaN),
        new Setting.Derived<>(
            "the schedule's own; null where it takes none",
            v -> defaults(v.get(NAME)).getOrDefault(name, Double.NaN)),
        doc,
        spec -> spec.schedule().settings().getOrDefault(name, Double.NaN));
  }

  /**
   * The setting of {@link #OWN} of a name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Setting<Double> own(String name) {
    return Own.named("schedule", OWN, name);
  }

  static ScheduleSpec of(Values values) {
    String name = values.get(NAME);
    return new ScheduleSpec(name, values.get(WARMUP), Own.values(values, OWN, defaults(name)));
  }

  /** The settings of a schedule beside the warm-up, with their defaults. */
  public static Map<String, Double> defaults(String name) {
    return name.equals(PLATEAU) ? REDUCTION : Schedules.parameters(name);
  }

  /** The rates of a training of so many epochs. */
  Rates rates(double base, StoppingSpec stopping, Monitor monitor) {
    if (!name.equals(PLATEAU)) {
      return new Rates(base, Schedules.named(name, settings, stopping.maxEpochs(), warmup), null);
    }
    return new Rates(
        base,
        Schedules.named("constant", Map.of(), stopping.maxEpochs(), warmup),
        new ReduceOnPlateau(
            monitor,
            settings.get("factor"),
            settings.get("patience").intValue(),
            stopping.minDelta(),
            settings.get("floor")));
  }
}
