package io.plateau.job;

import io.plateau.nn.Activations;
import io.plateau.nn.Initializer;
import io.plateau.nn.Losses;
import io.plateau.nn.Metric;
import io.plateau.optim.Rules;
import io.plateau.optim.Schedules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The names a job may choose from, and the settings each of them takes. */
final class Names {
  /** The optimizer that is no update rule but a full-batch method. */
  static final String LBFGS = "l-bfgs";

  /** The schedule that is a fold over the history instead of a function of time. */
  static final String ON_PLATEAU = "plateau";

  /** A setting of some rules that is a key of all. */
  static final String WEIGHT_DECAY = "weightDecay";

  /** Defaults of {@link io.plateau.train.ReduceOnPlateau} in a job. */
  private static final Map<String, Double> REDUCTION =
      Map.of("factor", 0.1, "patience", 5.0, "floor", 0.0);

  /** Defaults of l-bfgs, as in Spark's MLPC. */
  private static final Map<String, Double> QUASI_NEWTON = Map.of("memory", 10.0, "tolerance", 1e-6);

  private Names() {}

  static List<String> activations() {
    return Activations.names();
  }

  static List<String> losses() {
    return plus(Stream.of("auto"), Losses.names());
  }

  static List<String> initializers() {
    return Initializer.names();
  }

  static List<String> logs() {
    return List.of("none", "tensorboard");
  }

  /** Losses, and the metrics of any loss. */
  static List<String> monitors() {
    return plus(
        Stream.of("trainLoss", "validationLoss"),
        Losses.metrics().stream().map(Metric::name).toList());
  }

  static List<String> optimizers() {
    return plus(Rules.names().stream(), List.of(LBFGS));
  }

  static List<String> schedules() {
    return plus(Schedules.names().stream(), List.of(ON_PLATEAU));
  }

  /** Settings that this optimizer takes beside those of all, with their defaults. */
  static Map<String, Double> optimizerSettings(String name) {
    return new TreeMap<>(name.equals(LBFGS) ? QUASI_NEWTON : Rules.parameters(name));
  }

  /** Settings that this schedule takes beside the warm-up, with their defaults. */
  static Map<String, Double> scheduleSettings(String name) {
    return new TreeMap<>(name.equals(ON_PLATEAU) ? REDUCTION : Schedules.parameters(name));
  }

  private static List<String> plus(Stream<String> names, List<String> more) {
    return Stream.concat(names, more.stream()).toList();
  }
}
