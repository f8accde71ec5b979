package io.plateau.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The table of update rules, with the defaults of torch.optim. */
public final class Rules {
  private static final NamedRecords<Rule> TABLE =
      new NamedRecords<>(
          "optimizer",
          List.of(
              row("sgd", 0.01, new Sgd()),
              row("momentum", 0.01, new Momentum(0.9)),
              row("nesterov", 0.01, new Nesterov(0.9)),
              row("adagrad", 0.01, new AdaGrad(1e-10)),
              row("rmsprop", 0.01, new RmsProp(0.99, 1e-8, 0, false)),
              row("adadelta", 1, new AdaDelta(0.9, 1e-6)),
              row("adam", 0.001, new Adam(0.9, 0.999, 1e-8)),
              // Adam with decoupled weight decay by default: Loshchilov and Hutter (2019).
              new NamedRecords.Row<>("adamw", 0.001, 0.01, new Adam(0.9, 0.999, 1e-8)),
              row("amsgrad", 0.001, new AmsGrad(0.9, 0.999, 1e-8)),
              row("adamax", 0.002, new Adamax(0.9, 0.999, 1e-8)),
              row("nadam", 0.002, new NAdam(0.9, 0.999, 1e-8, 4e-3))));

  private Rules() {}

  private static NamedRecords.Row<Rule> row(String name, double rate, Rule standard) {
    return new NamedRecords.Row<>(name, rate, 0, standard);
  }

  /** The rule of a name, with its default settings. */
  public static Rule named(String name) {
    return named(name, Map.of());
  }

  /**
   * The rule of a name.
   *
   * @param parameters named numbers of that rule, such as {@code beta1}; a flag such as {@code
   *     centered} is 0 or 1; those not given have defaults
   */
  public static Rule named(String name, Map<String, Double> parameters) {
    return TABLE.row(name).make(TABLE.kind(), parameters, Double.NaN);
  }

  public static List<String> names() {
    return TABLE.names();
  }

  /** The parameters of a rule and their defaults. */
  public static Map<String, Double> parameters(String name) {
    return TABLE.row(name).defaults();
  }

  /** The learning rate of a rule unless one is given. */
  public static double defaultRate(String name) {
    return TABLE.row(name).rate();
  }

  /** The decoupled weight decay beside a rule unless one is given: 0 for all but adamw. */
  public static double defaultWeightDecay(String name) {
    return TABLE.row(name).weightDecay();
  }

  /**
   * The whole chain: clipping by value, clipping by norm, elastic net, the rule, factors of the
   * learning rate, decoupled decay. Only the gradient of the data loss is clipped, whatever the
   * penalties.
   *
   * <p>Decoupled decay of a part is multiplied by the square of its factor, as in the published
   * RealMLP: {@code u ← u + weightDecay·rate·factor²·θ} (pytabkit, {@code optimizers.py}).
   *
   * <p>Of several networks that share no parameter the chain is given the gradient of their mean
   * loss, and updates each network as by a chain of its own.
   *
   * @param parts in their order; parameters outside have the learning rate itself and no penalties
   * @param networks their number, 1 for a single one
   */
  public static Optimizer chain(
      Rule rule, Clipping clipping, Regularization penalty, List<Part> parts, int networks) {
    Clipping bounds = clipping.ofMean(networks);
    Regularization added = penalty.ofMean(networks);
    List<Rule> rules = new ArrayList<>();
    if (Double.isFinite(bounds.value())) {
      rules.add(new ClipValue(bounds.value()));
    }
    if (Double.isFinite(bounds.norm())) {
      rules.add(new ClipNorm(bounds.norm()));
    }
    if (added.l1() > 0 || added.l2() > 0) {
      rules.add(new ElasticNet(added.l1(), added.l2(), Ranges.of(parts, Part::penalized)));
    }
    if (networks > 1) {
      rules.add(new GradientScale(networks));
    }
    rules.add(rule);
    double[] factors = parts.stream().mapToDouble(Part::rate).distinct().toArray();
    for (double factor : factors) {
      if (factor != 1) {
        rules.add(new RateFactor(factor, Ranges.of(parts, part -> part.rate() == factor)));
      }
    }
    for (double factor : factors) {
      int[] decayed = Ranges.of(parts, part -> part.penalized() && part.rate() == factor);
      if (penalty.weightDecay() > 0 && decayed.length > 0) {
        rules.add(new DecoupledDecay(penalty.weightDecay() * factor * factor, decayed));
      }
    }
    return new Optimizer(rules);
  }
}
