package io.plateau.nn.loss;

import io.plateau.nn.choice.Hyperparameter;
import io.plateau.nn.choice.Registry;
import io.plateau.nn.choice.Registry.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Table of the losses. */
public final class Losses {
  private static final Registry<Loss> TABLE =
      new Registry<>(
          "loss",
          List.of(
              Row.of(SoftmaxCrossEntropy.SMOOTHING, SoftmaxCrossEntropy::new),
              Row.of(new SigmoidCrossEntropy()),
              Row.of(new ElementwiseLoss.Squared()),
              Row.of(new ElementwiseLoss.Absolute()),
              Row.of(Huber.DELTA, Huber::new),
              Row.of(Quantile.TAU, Quantile::new),
              Row.of(new Poisson())));

  private Losses() {}

  /** The loss of this name with its default settings. */
  public static Loss named(String name) {
    return named(name, Map.of());
  }

  /**
   * The loss of a name in job files.
   *
   * @param settings values of {@link #hyperparameters}; those not given have their defaults
   * @throws IllegalArgumentException where the name or a setting is unknown, or a value is out of
   *     range
   */
  public static Loss named(String name, Map<String, Double> settings) {
    return TABLE.make(name, settings);
  }

  public static List<String> names() {
    return TABLE.names();
  }

  /** The losses for targets of one kind, by name. */
  public static List<String> names(Target target) {
    return names().stream().filter(name -> named(name).target() == target).toList();
  }

  /** The settings of a loss. */
  public static List<Hyperparameter> hyperparameters(String name) {
    return TABLE.row(name).hyperparameters();
  }

  /** The metrics of all losses, one of each name. */
  public static List<Metric> metrics() {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    for (String name : names()) {
      named(name).metrics().forEach(metric -> metrics.putIfAbsent(metric.name(), metric));
    }
    return List.copyOf(metrics.values());
  }
}
