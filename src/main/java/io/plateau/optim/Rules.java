package io.plateau.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The table of update rules, with the defaults of torch.optim. */
public final class Rules {
  private static final Table<Rule> TABLE =
      new Table<>(
          "optimizer",
          List.of(
              row("sgd", 0.01, Map.of(), p -> new Sgd()),
              row(
                  "momentum",
                  0.01,
                  Table.defaults("momentum", 0.9),
                  p -> new Momentum(p.get("momentum"))),
              row(
                  "nesterov",
                  0.01,
                  Table.defaults("momentum", 0.9),
                  p -> new Nesterov(p.get("momentum"))),
              row(
                  "adagrad",
                  0.01,
                  Table.defaults("epsilon", 1e-10),
                  p -> new AdaGrad(p.get("epsilon"))),
              row(
                  "rmsprop",
                  0.01,
                  Table.defaults("rho", 0.99, "epsilon", 1e-8, "momentum", 0.0, "centered", 0.0),
                  p ->
                      new RmsProp(
                          p.get("rho"), p.get("epsilon"), p.get("momentum"), flag(p, "centered"))),
              row(
                  "adadelta",
                  1.0,
                  Table.defaults("rho", 0.9, "epsilon", 1e-6),
                  p -> new AdaDelta(p.get("rho"), p.get("epsilon"))),
              row(
                  "adam",
                  0.001,
                  Table.defaults("beta1", 0.9, "beta2", 0.999, "epsilon", 1e-8),
                  p -> new Adam(p.get("beta1"), p.get("beta2"), p.get("epsilon"))),
              row(
                  "adamw",
                  0.001,
                  Table.defaults(
                      "beta1", 0.9, "beta2", 0.999, "epsilon", 1e-8, "weightDecay", 0.01),
                  p ->
                      new AdamW(
                          p.get("beta1"), p.get("beta2"), p.get("epsilon"), p.get("weightDecay"))),
              row(
                  "amsgrad",
                  0.001,
                  Table.defaults("beta1", 0.9, "beta2", 0.999, "epsilon", 1e-8),
                  p -> new AmsGrad(p.get("beta1"), p.get("beta2"), p.get("epsilon"))),
              row(
                  "adamax",
                  0.002,
                  Table.defaults("beta1", 0.9, "beta2", 0.999, "epsilon", 1e-8),
                  p -> new Adamax(p.get("beta1"), p.get("beta2"), p.get("epsilon"))),
              row(
                  "nadam",
                  0.002,
                  Table.defaults(
                      "beta1", 0.9, "beta2", 0.999, "epsilon", 1e-8, "momentumDecay", 0.004),
                  p ->
                      new NAdam(
                          p.get("beta1"),
                          p.get("beta2"),
                          p.get("epsilon"),
                          p.get("momentumDecay")))));

  private Rules() {}

  /** By the name in job files, with its default settings. */
  public static Rule named(String name) {
    return named(name, Map.of());
  }

  /**
   * By the name in job files.
   *
   * @param parameters named numbers of that rule, such as {@code beta1}; a flag such as {@code
   *     centered} is 0 or 1; those not given have defaults
   */
  public static Rule named(String name, Map<String, Double> parameters) {
    return TABLE.row(name).make(TABLE.kind(), parameters, Double.NaN);
  }

  /** All names. */
  public static List<String> names() {
    return TABLE.names();
  }

  /** The parameters of a rule and their defaults. */
  public static Map<String, Double> parameters(String name) {
    return Map.copyOf(TABLE.row(name).defaults());
  }

  /** The learning rate used unless one is given. */
  public static double defaultRate(String name) {
    return TABLE.row(name).rate();
  }

  /**
   * The whole chain: clipping by value, clipping by norm, elastic net, the rule, decoupled decay.
   * What is clipped is thus the gradient of the loss alone, whatever the penalties. A positive
   * weight decay takes the place of {@link AdamW}'s own, so that none is counted twice.
   *
   * @param l1 of the elastic net, 0 for none
   * @param l2 of the elastic net, 0 for none
   * @param weightDecay of the penalised parameters, 0 for none
   * @param penalised pairs of first index and index after the last
   * @param clipNorm or null
   * @param clipValue or null
   */
  public static Optimizer chain(
      Rule rule,
      double l1,
      double l2,
      double weightDecay,
      Double clipNorm,
      Double clipValue,
      int[] penalised) {
    List<Rule> rules = new ArrayList<>();
    if (clipValue != null) {
      rules.add(new ClipValue(clipValue));
    }
    if (clipNorm != null) {
      rules.add(new ClipNorm(clipNorm));
    }
    // Anything but 0 is taken, for the record to refuse what is out of range.
    if (l1 != 0 || l2 != 0) {
      rules.add(new ElasticNet(l1, l2, penalised));
    }
    if (weightDecay != 0) {
      rules.add(rule instanceof AdamW adamW ? adamW.adam() : rule);
      rules.add(new DecoupledDecay(weightDecay, penalised));
    } else {
      rules.add(rule);
    }
    return new Optimizer(rules);
  }

  private static Table.Row<Rule> row(
      String name,
      double rate,
      Map<String, Double> defaults,
      java.util.function.Function<Map<String, Double>, Rule> maker) {
    return new Table.Row<>(name, rate, defaults, (parameters, epochs) -> maker.apply(parameters));
  }

  private static boolean flag(Map<String, Double> parameters, String name) {
    double value = parameters.get(name);
    if (value != 0 && value != 1) {
      throw new IllegalArgumentException(name + " must be 0 or 1, got " + value);
    }
    return value == 1;
  }
}
