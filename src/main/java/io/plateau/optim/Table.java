package io.plateau.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Things that are made by name from named numbers.
 *
 * @param kind what they are, for messages
 * @param rows in the order they are listed
 */
record Table<T>(String kind, List<Row<T>> rows) {
  /** Makes one thing of its numbers; {@code epochs} are those of the training. */
  @FunctionalInterface
  interface Maker<T> {
    T make(Map<String, Double> parameters, double epochs);
  }

  /**
   * @param rate the default learning rate, of rules
   * @param defaults of all its parameters
   */
  record Row<T>(String name, double rate, Map<String, Double> defaults, Maker<T> maker) {
    T make(String kind, Map<String, Double> given, double epochs) {
      Map<String, Double> parameters = new LinkedHashMap<>(defaults);
      given.forEach(
          (key, value) -> {
            if (!defaults.containsKey(key)) {
              throw new IllegalArgumentException(
                  kind
                      + " "
                      + name
                      + " has no parameter \""
                      + key
                      + "\"; known: "
                      + (defaults.isEmpty() ? "none" : String.join(", ", defaults.keySet())));
            }
            parameters.put(key, value);
          });
      return maker.make(parameters, epochs);
    }
  }

  List<String> names() {
    return rows.stream().map(Row::name).toList();
  }

  Row<T> row(String name) {
    return rows.stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown " + kind + " \"" + name + "\"; known: " + String.join(", ", names())));
  }

  /** Names and values in turn, in the order given. */
  static Map<String, Double> defaults(Object... namesAndValues) {
    Map<String, Double> defaults = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      defaults.put((String) namesAndValues[i], (Double) namesAndValues[i + 1]);
    }
    return defaults;
  }
}
