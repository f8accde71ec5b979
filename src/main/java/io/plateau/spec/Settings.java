package io.plateau.spec;

import java.util.List;
import java.util.stream.Stream;

/**
 * Table of all settings of a training, in the order of a resolved job. The keys of job files, the
 * params of spark.ml and the tables of both reference pages follow from it.
 */
public final class Settings {
  public static final List<Setting<?>> ALL =
      Stream.of(
              List.of(TrainingSpec.SEED, Recipe.NAME, Effort.NAME, LossSpec.STANDARDIZE_LABEL),
              NetworkSpec.SETTINGS,
              LossSpec.FAMILY.all().toList(),
              OptimizerSpec.SETTINGS,
              ScheduleSpec.SETTINGS,
              RoundsSpec.SETTINGS,
              StoppingSpec.SETTINGS,
              List.of(TrainingSpec.CALIBRATION))
          .<Setting<?>>flatMap(List::stream)
          .toList();

  /** Settings that are chosen by name and have further settings. */
  static final List<Family> FAMILIES =
      List.of(
          OptimizerSpec.FAMILY,
          ScheduleSpec.FAMILY,
          NetworkSpec.ACTIVATION,
          LossSpec.FAMILY,
          ColumnSpec.NUMBERS);

  private Settings() {}

  /** The setting of a spark.ml param, whatever the type of its values. */
  @SuppressWarnings("unchecked")
  public static Setting<Object> ofParam(String param) {
    return ALL.stream()
        .filter(setting -> setting.param().equals(param))
        .map(setting -> (Setting<Object>) setting)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no setting has the param " + param));
  }
}
