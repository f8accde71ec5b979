package io.plateau.job.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The names a job may choose from, and the settings each of them takes. */
final class Names {
  /** The optimizer that is no update rule but a full-batch method. */
  static final String LBFGS = "l-bfgs";

  /** The schedule that is a fold over the history instead of a function of time. */
  static final String ON_PLATEAU = "plateau";

  private static final Map<String, List<String>> RULES =
      Map.ofEntries(
          Map.entry("sgd", List.of()),
          Map.entry("momentum", List.of("momentum", "dampening")),
          Map.entry("nesterov", List.of("momentum")),
          Map.entry("adagrad", List.of("epsilon")),
          Map.entry("rmsprop", List.of("alpha", "epsilon", "momentum", "centered")),
          Map.entry("adadelta", List.of("rho", "epsilon")),
          Map.entry("adam", List.of("beta1", "beta2", "epsilon")),
          Map.entry("adamw", List.of("beta1", "beta2", "epsilon")),
          Map.entry("amsgrad", List.of("beta1", "beta2", "epsilon")),
          Map.entry("adamax", List.of("beta1", "beta2", "epsilon")),
          Map.entry("nadam", List.of("beta1", "beta2", "epsilon")));

  private static final Map<String, List<String>> SCHEDULES =
      Map.of(
          "constant",
          List.of(),
          "step",
          List.of("every", "factor"),
          "exponential",
          List.of("factor"),
          "cosine",
          List.of("floor"),
          "polynomial",
          List.of("power", "floor"),
          ON_PLATEAU,
          List.of("factor", "patience", "floor"));

  private Names() {}

  static List<String> activations() {
    return List.of(
        "identity", "sigmoid", "tanh", "relu", "leakyRelu", "elu", "gelu", "silu", "softplus");
  }

  static List<String> losses() {
    return withAuto(
        List.of(
            "softmaxCrossEntropy",
            "sigmoidCrossEntropy",
            "squared",
            "absolute",
            "huber",
            "poisson"));
  }

  static List<String> initializers() {
    return withAuto(
        List.of(
            "glorotUniform",
            "glorotNormal",
            "heUniform",
            "heNormal",
            "lecunUniform",
            "lecunNormal"));
  }

  static List<String> optimizers() {
    List<String> names = new ArrayList<>(RULES.keySet().stream().sorted().toList());
    names.add(LBFGS);
    return names;
  }

  static List<String> schedules() {
    return SCHEDULES.keySet().stream().sorted().toList();
  }

  /** Keys beside the common ones that this optimizer takes. */
  static List<String> optimizerSettings(String name) {
    return RULES.getOrDefault(name, List.of());
  }

  /** Keys beside the common ones that this schedule takes. */
  static List<String> scheduleSettings(String name) {
    return SCHEDULES.getOrDefault(name, List.of());
  }

  /** All that {@link #optimizerSettings} may name. */
  static List<String> ruleSettings() {
    return RULES.values().stream().flatMap(List::stream).distinct().sorted().toList();
  }

  /** All that {@link #scheduleSettings(String)} may name. */
  static List<String> scheduleSettings() {
    return SCHEDULES.values().stream().flatMap(List::stream).distinct().sorted().toList();
  }

  private static List<String> withAuto(List<String> names) {
    List<String> all = new ArrayList<>(List.of("auto"));
    all.addAll(names);
    return all;
  }
}
