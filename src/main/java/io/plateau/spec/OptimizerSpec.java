package io.plateau.spec;

import io.plateau.nn.Network;
import io.plateau.nn.ParameterGroup;
import io.plateau.optim.Clipping;
import io.plateau.optim.Lbfgs;
import io.plateau.optim.Optimizer;
import io.plateau.optim.Regularization;
import io.plateau.optim.Rules;
import io.plateau.train.Rates;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * Update rule with its settings, or l-bfgs.
 *
 * @param rule of {@link Rules}, or l-bfgs
 * @param learningRate base rate; NaN with l-bfgs, which searches along a line
 * @param averaging decay of the average of the weights, 0 for none
 */
public record OptimizerSpec(
    Named rule,
    double learningRate,
    RateFactors rateFactors,
    Clipping clipping,
    Regularization regularization,
    double averaging)
    implements Serializable {
  /** The full-batch method among the update rules. */
  public static final String LBFGS = "l-bfgs";

  /** As in Spark's MultilayerPerceptronClassifier. */
  private static final Map<String, Double> QUASI_NEWTON = Map.of("memory", 10.0, "tolerance", 1e-6);

  private static final Setting<String> NAME =
      Setting.of(
          new Setting.Name("optimizer.name", "solver"),
          Domain.oneOf(Stream.concat(Rules.names().stream(), Stream.of(LBFGS)).toList()),
          "adam",
          "update rule");

  public static final Family FAMILY =
      new Family(
          NAME,
          name -> name.equals(LBFGS) ? QUASI_NEWTON : Rules.parameters(name),
          values -> isTuned(values) ? Map.of("beta2", 0.95) : Map.of(),
          own());

  public static final Setting<Double> LEARNING_RATE =
      new Setting<>(
          new Setting.Name("optimizer.learningRate", "stepSize"),
          Domain.positive().or("null", Double.NaN),
          new Setting.Derived<>(
              "0.04, in a regression of standardized labels 0.2; the rule's own with recipe plain"
                  + " or a rule that is not adam",
              OptimizerSpec::defaultRate),
          "learning rate, the factor of a step");

  public static final Setting<Double> L1 =
      Setting.of(
          new Setting.Name("optimizer.l1", ""),
          Domain.notNegative(),
          0.0,
          "factor of the sum of |w| in the loss");

  public static final Setting<Double> L2 =
      Setting.of(
          new Setting.Name("optimizer.l2", ""),
          Domain.notNegative(),
          0.0,
          "factor of half the sum of w² in the loss");

  public static final Setting<Double> WEIGHT_DECAY =
      new Setting<>(
          new Setting.Name("optimizer.weightDecay", "weightDecay"),
          Domain.notNegative(),
          new Setting.Derived<>(
              "0.02; with recipe plain or a rule that is not adam 0, and 0.01 with adamw",
              OptimizerSpec::defaultDecay),
          "fraction of the weights (not the biases) taken off in each step, times the learning rate"
              + " and the square of its factor");

  public static final Setting<Double> CLIP_NORM =
      new Setting<>(
          new Setting.Name("optimizer.clipNorm", "clipNorm"),
          Domain.positive().or("null", Double.POSITIVE_INFINITY),
          new Setting.Derived<>(
              "30 in a regression; no limit with classes, recipe plain or a rule that is not adam",
              OptimizerSpec::defaultNorm),
          "largest norm of a gradient; a larger one is scaled down; of members that share no weights"
              + " times the root of their number");

  public static final Setting<Double> CLIP_VALUE =
      Setting.of(
          new Setting.Name("optimizer.clipValue", "clipValue"),
          Domain.positive().or("null", Double.POSITIVE_INFINITY),
          Double.POSITIVE_INFINITY,
          "largest component of a gradient");

  public static final Setting<Double> AVERAGING =
      Setting.of(
          new Setting.Name("optimizer.averaging", "averaging"),
          Domain.fraction(),
          0.0,
          "decay of an exponential moving average of the weights after each step,"
              + " such as 0.999; the average is validated and kept; 0 for none");

  static final List<Setting<?>> SETTINGS =
      Stream.<Setting<?>>concat(
              Stream.of(
                  FAMILY.name(),
                  LEARNING_RATE,
                  L1,
                  L2,
                  WEIGHT_DECAY,
                  CLIP_NORM,
                  CLIP_VALUE,
                  AVERAGING),
              Stream.concat(FAMILY.own().stream(), RateFactors.SETTINGS.stream()))
          .toList();

  private static List<Family.Own> own() {
    return List.of(
        new Family.Own("beta1", Domain.fraction(), "decay rate of the mean gradient"),
        new Family.Own("beta2", Domain.fraction(), "decay rate of the mean squared gradient"),
        new Family.Own("epsilon", Domain.normalFloat(), "added to the denominator"),
        new Family.Own("momentum", Domain.fraction(), "fraction of the last update that is kept"),
        new Family.Own("momentumDecay", Domain.notNegative(), "how fast NAdam's momentum grows"),
        new Family.Own("rho", Domain.fraction(), "decay rate of the means of RMSProp and AdaDelta"),
        new Family.Own(
            "centered", Domain.flag(), "whether RMSProp divides by the standard deviation"),
        new Family.Own(
            "memory", Domain.integerReal(1), "pairs of points and gradients that l-bfgs keeps"),
        new Family.Own(
            "tolerance",
            Domain.notNegative(),
            "relative change of the loss at which l-bfgs has converged"));
  }

  static OptimizerSpec of(Values values) {
    return new OptimizerSpec(
        FAMILY.of(values),
        values.get(LEARNING_RATE),
        RateFactors.of(values),
        new Clipping(values.get(CLIP_VALUE), values.get(CLIP_NORM)),
        new Regularization(values.get(L1), values.get(L2), values.get(WEIGHT_DECAY)),
        values.get(AVERAGING));
  }

  static boolean isQuasiNewton(Values values) {
    return values.get(FAMILY.name()).equals(LBFGS);
  }

  /** Whether the rule is the one that the recipe for tables was tuned with. */
  static boolean isTuned(Values values) {
    return Recipe.isTabular(values) && values.get(NAME).equals("adam");
  }

  /** Outputs that are no standardized labels are logits, or logarithms of means of counts. */
  private static double defaultRate(Values values) {
    String name = values.get(NAME);
    boolean standardized = !values.facts().classes() && values.get(LossSpec.STANDARDIZE_LABEL);
    return isTuned(values)
        ? standardized ? 0.2 : 0.04
        : name.equals(LBFGS) ? Double.NaN : Rules.defaultRate(name);
  }

  /**
   * At the rate of a regression the first steps on few columns, in which all gradients point alike,
   * take the outputs far beyond the labels, and Adam's memory of such gradients stays in the way.
   * Gradients of a few large counts have the same effect.
   */
  private static double defaultNorm(Values values) {
    return isTuned(values) && !values.facts().classes() ? 30 : Double.POSITIVE_INFINITY;
  }

  private static double defaultDecay(Values values) {
    String name = values.get(NAME);
    return isTuned(values) ? 0.02 : name.equals(LBFGS) ? 0 : Rules.defaultWeightDecay(name);
  }

  /** The name of the rule, or l-bfgs. */
  public String name() {
    return rule.name();
  }

  /** Whether this is l-bfgs. */
  public boolean isQuasiNewton() {
    return name().equals(LBFGS);
  }

  /**
   * The chain of the update rule over parameters by role, with the average of them.
   *
   * @param networks that share no parameter, 1 for a single one
   */
  public Optimizer chain(List<ParameterGroup> groups, int networks) {
    return Rules.chain(
            Rules.named(name(), rule.settings()),
            clipping,
            regularization,
            rateFactors.parts(groups),
            networks)
        .averaging(averaging);
  }

  /**
   * The solver over the network's weights.
   *
   * @param rates of a training by its base rate
   */
  Solver solver(DoubleFunction<Rates> rates, Network network) {
    Regularization penalties = regularization.ofMean(network.separateNetworks());
    return isQuasiNewton()
        ? new Solver.QuasiNewton(
            new Lbfgs(
                rule.whole("memory"),
                rule.settings().get("tolerance"),
                penalties.l1(),
                penalties.l2(),
                network.penalized()))
        : new Solver.Gradient(
            chain(network.groups(), network.separateNetworks()), rates.apply(learningRate));
  }
}
