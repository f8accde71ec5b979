package io.plateau.spec;

import io.plateau.nn.ParameterGroup;
import io.plateau.nn.ParameterGroup.Role;
import io.plateau.optim.Part;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Factors of the learning rate by the role of parameters; 1 for weights.
 *
 * @param byRole of all roles but weights
 */
public record RateFactors(Map<Role, Double> byRole) implements Serializable {
  public static final Setting<Double> BIAS = of(Role.BIAS, "bias", "biases", 0.1);
  public static final Setting<Double> SCALE =
      of(Role.SCALE, "scale", "the factors of network.scaleInputs", 6);
  public static final Setting<Double> ACTIVATION =
      of(Role.ACTIVATION, "activation", "the parameters of parametric activations", 0.1);
  public static final Setting<Double> NUMBERS =
      of(Role.NUMBER_EMBEDDING, "numbers", "the embeddings of numbers", 0.1);
  public static final Setting<Double> CATEGORIES =
      of(Role.CATEGORY_EMBEDDING, "categories", "the vectors of categories", 1);

  public static final Setting<Double> MEMBERS =
      of(Role.MEMBER, "members", "the factors that tell members apart", 1);

  static final List<Setting<Double>> SETTINGS =
      List.of(BIAS, SCALE, ACTIVATION, NUMBERS, CATEGORIES, MEMBERS);

  private static final List<Role> ROLES =
      List.of(
          Role.BIAS,
          Role.SCALE,
          Role.ACTIVATION,
          Role.NUMBER_EMBEDDING,
          Role.CATEGORY_EMBEDDING,
          Role.MEMBER);

  public RateFactors {
    byRole = Map.copyOf(byRole);
  }

  private static Setting<Double> of(Role role, String name, String what, double tabular) {
    String param = name + "RateFactor";
    return new Setting<>(
        new Setting.Name("optimizer.rateFactors." + name, param),
        Domain.positive(),
        tabular == 1 ? new Setting.Constant<>(1.0) : Recipe.by(tabular, 1.0),
        "factor of the learning rate of " + what,
        spec -> spec.optimizer().rateFactors().byRole().get(role));
  }

  static RateFactors of(Values values) {
    Map<Role, Double> byRole = new EnumMap<>(Role.class);
    for (int i = 0; i < ROLES.size(); i++) {
      byRole.put(ROLES.get(i), values.get(SETTINGS.get(i)));
    }
    return new RateFactors(byRole);
  }

  /** The parts of a network's parameters. */
  List<Part> parts(List<ParameterGroup> groups) {
    return groups.stream()
        .map(
            group ->
                new Part(
                    group.from(),
                    group.to(),
                    byRole.getOrDefault(group.role(), 1.0),
                    group.role().isPenalized()))
        .toList();
  }
}
