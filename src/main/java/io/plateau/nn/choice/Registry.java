package io.plateau.nn.choice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Table of the values that users choose by name, with the hyperparameters each of them takes.
 *
 * @param kind of the values, for messages
 * @param rows in the order they are listed
 */
public record Registry<T extends Choice>(String kind, List<Row<T>> rows) {
  /** Row of the table; the maker gets a value for each hyperparameter. */
  public record Row<T>(
      String name, List<Hyperparameter> hyperparameters, Function<Map<String, Double>, T> maker) {
    /** Row of a value without hyperparameters. */
    public static <T extends Choice> Row<T> of(T value) {
      return new Row<>(value.name(), List.of(), settings -> value);
    }

    /** Row of a value with one hyperparameter. */
    public static <T extends Choice> Row<T> of(Hyperparameter only, Function<Double, T> maker) {
      String name = maker.apply(only.byDefault()).name();
      return new Row<>(name, List.of(only), settings -> maker.apply(settings.get(only.name())));
    }
  }

  public List<String> names() {
    return rows.stream().map(Row::name).toList();
  }

  public Row<T> row(String name) {
    for (Row<T> row : rows) {
      if (row.name().equals(name)) {
        return row;
      }
    }
    throw new IllegalArgumentException(
        "%s must be one of %s, got \"%s\"".formatted(kind, String.join(", ", names()), name));
  }

  /** The name, with the settings that differ from their defaults. */
  public String text(T choice) {
    Map<String, Double> settings = choice.settings();
    String set =
        row(choice.name()).hyperparameters().stream()
            .filter(one -> settings.get(one.name()) != one.byDefault())
            .map(one -> one.name() + "=" + settings.get(one.name()))
            .collect(Collectors.joining(", "));
    return set.isEmpty() ? choice.name() : choice.name() + "(" + set + ")";
  }

  public T make(String name, Map<String, Double> given) {
    Row<T> row = row(name);
    Map<String, Double> settings = new LinkedHashMap<>();
    for (Hyperparameter one : row.hyperparameters()) {
      settings.put(one.name(), one.byDefault());
    }
    for (Map.Entry<String, Double> setting : given.entrySet()) {
      if (!settings.containsKey(setting.getKey())) {
        throw new IllegalArgumentException(
            "%s %s has no setting \"%s\"; known: %s"
                .formatted(
                    kind,
                    name,
                    setting.getKey(),
                    settings.isEmpty() ? "none" : String.join(", ", settings.keySet())));
      }
      settings.put(setting.getKey(), setting.getValue());
    }
    return row.maker().apply(settings);
  }
}
