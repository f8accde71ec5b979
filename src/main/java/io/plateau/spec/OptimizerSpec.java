package io.plateau.spec;

import io.plateau.optim.Clipping;
import io.plateau.optim.Lbfgs;
import io.plateau.optim.Optimizer;
import io.plateau.optim.Regularization;
import io.plateau.optim.Rules;
import io.plateau.train.Rates;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * Update rule with its settings, or l-bfgs.
 *
 * @param name of {@link Rules}, or l-bfgs
 * @param learningRate base rate; NaN with l-bfgs, which searches along a line
 * @param settings all further settings of that rule, such as beta1; centered is 1 or 0; l-bfgs has
 *     memory and tolerance
 */
public record OptimizerSpec(
    String name,
    double learningRate,
    Map<String, Double> settings,
    Clipping clipping,
    Regularization regularization)
    implements Serializable {
  /** The full-batch method among the update rules. */
  public static final String LBFGS = "l-bfgs";

  /** As in Spark's MultilayerPerceptronClassifier. */
  private static final Map<String, Double> QUASI_NEWTON = Map.of("memory", 10.0, "tolerance", 1e-6);

  public static final Setting<String> NAME =
      Setting.of(
          new Setting.Name("optimizer.name", "solver"),
          Domain.oneOf(Stream.concat(Rules.names().stream(), Stream.of(LBFGS)).toList()),
          "adam",
          "update rule",
          spec -> spec.optimizer().name());

  public static final Setting<Double> LEARNING_RATE =
      new Setting<>(
          new Setting.Name("optimizer.learningRate", "stepSize"),
          Domain.positive().or("null", Double.NaN),
          new Setting.Derived<>("the rule's own", v -> defaultRate(v.get(NAME))),
          "learning rate, the factor of a step",
          spec -> spec.optimizer().learningRate());

  public static final Setting<Double> L1 =
      Setting.of(
          new Setting.Name("optimizer.l1", ""),
          Domain.notNegative(),
          0.0,
          "factor of the sum of |w| in the loss",
          spec -> spec.optimizer().regularization().l1());

  public static final Setting<Double> L2 =
      Setting.of(
          new Setting.Name("optimizer.l2", ""),
          Domain.notNegative(),
          0.0,
          "factor of half the sum of w² in the loss",
          spec -> spec.optimizer().regularization().l2());

  public static final Setting<Double> WEIGHT_DECAY =
      new Setting<>(
          new Setting.Name("optimizer.weightDecay", "weightDecay"),
          Domain.notNegative(),
          new Setting.Derived<>("0; 0.01 with adamw", v -> defaultDecay(v.get(NAME))),
          "fraction of the weights (not the biases) taken off in each step, times the learning rate",
          spec -> spec.optimizer().regularization().weightDecay());

  public static final Setting<Double> CLIP_NORM =
      Setting.of(
          new Setting.Name("optimizer.clipNorm", "clipNorm"),
          Domain.positive().or("null", Double.POSITIVE_INFINITY),
          Double.POSITIVE_INFINITY,
          "largest norm of a gradient; a larger one is scaled down",
          spec -> spec.optimizer().clipping().norm());

  public static final Setting<Double> CLIP_VALUE =
      Setting.of(
          new Setting.Name("optimizer.clipValue", "clipValue"),
          Domain.positive().or("null", Double.POSITIVE_INFINITY),
          Double.POSITIVE_INFINITY,
          "largest component of a gradient",
          spec -> spec.optimizer().clipping().value());

  /** Settings that only some rules take. */
  public static final List<Setting<Double>> OWN =
      List.of(
          own("beta1", Domain.fraction(), "decay rate of the mean gradient"),
          own("beta2", Domain.fraction(), "decay rate of the mean squared gradient"),
          own("epsilon", Domain.positive(), "added to the denominator"),
          own("momentum", Domain.fraction(), "fraction of the last update that is kept"),
          own("momentumDecay", Domain.notNegative(), "how fast NAdam's momentum grows"),
          own("rho", Domain.fraction(), "decay rate of the means of RMSProp and AdaDelta"),
          own("centered", Domain.flag(), "whether RMSProp divides by the standard deviation"),
          own("memory", Domain.wholeReal(1), "pairs of points and gradients that l-bfgs keeps"),
          own(
              "tolerance",
              Domain.notNegative(),
              "relative change of the loss at which l-bfgs has converged"));

  static final List<Setting<?>> SETTINGS =
      Stream.<Setting<?>>concat(
              Stream.of(NAME, LEARNING_RATE, L1, L2, WEIGHT_DECAY, CLIP_NORM, CLIP_VALUE),
              OWN.stream())
          .toList();

  public OptimizerSpec {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  private static Setting<Double> own(String name, Domain<Double> domain, String doc) {
    return new Setting<>(
        new Setting.Name("optimizer." + name, ""),
        domain.or("null", Double.NaN),
        new Setting.Derived<>(
            "the rule's own; null where it takes none",
            v -> defaults(v.get(NAME)).getOrDefault(name, Double.NaN)),
        doc,
        spec -> spec.optimizer().settings().getOrDefault(name, Double.NaN));
  }

  /**
   * The setting of {@link #OWN} of a name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Setting<Double> own(String name) {
    return Own.named("optimizer", OWN, name);
  }

  static OptimizerSpec of(Values values) {
    String name = values.get(NAME);
    double rate = values.get(LEARNING_RATE);
    return new OptimizerSpec(
        name,
        Double.isNaN(rate) ? defaultRate(name) : rate,
        Own.values(values, OWN, defaults(name)),
        new Clipping(values.get(CLIP_VALUE), values.get(CLIP_NORM)),
        new Regularization(values.get(L1), values.get(L2), values.get(WEIGHT_DECAY)));
  }

  static boolean isQuasiNewton(Values values) {
    return values.get(NAME).equals(LBFGS);
  }

  private static double defaultRate(String name) {
    return name.equals(LBFGS) ? Double.NaN : Rules.defaultRate(name);
  }

  private static double defaultDecay(String name) {
    return name.equals(LBFGS) ? 0 : Rules.defaultWeightDecay(name);
  }

  /** The settings of a rule or of l-bfgs beside those that all have, with their defaults. */
  public static Map<String, Double> defaults(String name) {
    return name.equals(LBFGS) ? QUASI_NEWTON : Rules.parameters(name);
  }

  /** Whether this is l-bfgs. */
  public boolean isQuasiNewton() {
    return name.equals(LBFGS);
  }

  /**
   * The chain of the update rule.
   *
   * @param penalized pairs of first index and index after the last
   */
  public Optimizer chain(int[] penalized) {
    return Rules.chain(Rules.named(name, settings), clipping, regularization, penalized);
  }

  /**
   * The solver over the network's weights.
   *
   * @param rates of a training by its base rate
   */
  Solver solver(DoubleFunction<Rates> rates, int[] penalized) {
    return isQuasiNewton()
        ? new Solver.QuasiNewton(
            new Lbfgs(
                settings.get("memory").intValue(),
                settings.get("tolerance"),
                regularization.l1(),
                regularization.l2(),
                penalized))
        : new Solver.Gradient(chain(penalized), rates.apply(learningRate));
  }
}
