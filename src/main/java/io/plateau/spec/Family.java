package io.plateau.spec;

import io.plateau.nn.choice.Hyperparameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Alternatives that are chosen by name and have settings of their own: activations, losses, rules,
 * schedules.
 */
public final class Family {
  private final Setting<String> name;
  private final Function<String, Map<String, Double>> defaults;
  private final Function<Values, Map<String, Double>> byRecipe;
  private final List<Setting<Double>> own;

  /**
   * A setting that only some alternatives have.
   *
   * @param name without the path of the family
   */
  record Own(String name, Domain<Double> domain, String doc) {}

  /**
   * A family.
   *
   * @param name the setting that chooses; its key ends in {@code .name}
   * @param defaults the settings of an alternative with their defaults
   * @param own all settings that alternatives have
   */
  Family(Setting<String> name, Function<String, Map<String, Double>> defaults, List<Own> own) {
    this(name, defaults, values -> Map.of(), own);
  }

  /**
   * A family of which a recipe has defaults of its own.
   *
   * @param byRecipe these defaults, of the settings that the chosen alternative has
   */
  Family(
      Setting<String> name,
      Function<String, Map<String, Double>> defaults,
      Function<Values, Map<String, Double>> byRecipe,
      List<Own> own) {
    this.name = name;
    this.defaults = defaults;
    this.byRecipe = byRecipe;
    this.own = own.stream().map(this::setting).toList();
  }

  /** The settings that the alternatives of {@code nn} have, each once. */
  static List<Own> own(
      List<String> alternatives, Function<String, List<Hyperparameter>> hyperparameters) {
    Map<String, Own> own = new LinkedHashMap<>();
    for (String alternative : alternatives) {
      for (Hyperparameter one : hyperparameters.apply(alternative)) {
        own.put(one.name(), new Own(one.name(), Domain.of(one), one.doc()));
      }
    }
    return List.copyOf(own.values());
  }

  static Map<String, Double> defaults(List<Hyperparameter> hyperparameters) {
    return hyperparameters.stream()
        .collect(Collectors.toMap(Hyperparameter::name, Hyperparameter::byDefault));
  }

  private Setting<Double> setting(Own one) {
    String path = name.key().substring(0, name.key().lastIndexOf('.'));
    return new Setting<>(
        new Setting.Name(path + "." + one.name(), ""),
        one.domain().or("null", Double.NaN),
        new Setting.Derived<>(
            "by " + name.key() + "; null where it has none",
            values -> defaults(values).getOrDefault(one.name(), Double.NaN)),
        one.doc());
  }

  /** The setting that chooses an alternative. */
  public Setting<String> name() {
    return name;
  }

  /** The settings that only some alternatives have. */
  public List<Setting<Double>> own() {
    return own;
  }

  /** The setting of {@link #own} of a name, or an IllegalArgumentException. */
  public Setting<Double> own(String setting) {
    return own.stream()
        .filter(one -> leaf(one).equals(setting))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown setting \"%s\" of %s; known: %s"
                        .formatted(
                            setting,
                            name.param(),
                            String.join(", ", own.stream().map(Family::leaf).toList()))));
  }

  /** The settings of an alternative with their defaults. */
  public Map<String, Double> defaults(String alternative) {
    return defaults.apply(alternative);
  }

  /** The settings of the chosen alternative with their defaults beside these values. */
  private Map<String, Double> defaults(Values values) {
    Map<String, Double> settings = new TreeMap<>(defaults(values.get(name)));
    byRecipe.apply(values).forEach((own, value) -> settings.replace(own, value));
    return settings;
  }

  /** The setting that chooses, followed by those of alternatives. */
  Stream<Setting<?>> all() {
    return Stream.concat(Stream.of(name), own.stream());
  }

  /** The alternative that values choose. */
  Named of(Values values) {
    Map<String, Double> settings = new TreeMap<>();
    defaults(values).keySet().forEach(key -> settings.put(key, values.get(own(key))));
    return new Named(values.get(name), settings);
  }

  /** The last part of a setting's key. */
  static String leaf(Setting<?> setting) {
    return setting.key().substring(setting.key().lastIndexOf('.') + 1);
  }
}
