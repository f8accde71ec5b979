package io.plateau.spec;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings that a rule or schedule has of its own, in the order of the table. */
final class Own {
  private Own() {}

  /** Those of {@code settings} that have defaults, with the values given; NaN is the default. */
  static Map<String, Double> values(
      Values values, List<Setting<Double>> settings, Map<String, Double> defaults) {
    Map<String, Double> own = new TreeMap<>();
    for (Setting<Double> setting : settings) {
      String name = leaf(setting);
      if (defaults.containsKey(name)) {
        double value = values.get(setting);
        own.put(name, Double.isNaN(value) ? defaults.get(name) : value);
      }
    }
    return own;
  }

  static Setting<Double> named(String of, List<Setting<Double>> settings, String name) {
    return settings.stream()
        .filter(setting -> leaf(setting).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no %s has a setting \"%s\"; known: %s"
                        .formatted(of, name, settings.stream().map(Own::leaf).toList())));
  }

  /** The last part of a setting's key. */
  static String leaf(Setting<?> setting) {
    return setting.key().substring(setting.key().lastIndexOf('.') + 1);
  }
}
