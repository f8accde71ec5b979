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
  public static final Setting<Double> BIAS = of("bias", "biases", 0.1);
  public static final Setting<Double> SCALE = of("scale", "the factors of network.scaleInputs", 6);
  public static final Setting<Double> ACTIVATION =
      of("activation", "the parameters of parametric activations", 0.1);
  public static final Setting<Double> NUMBERS = of("numbers", "the embeddings of numbers", 0.1);
  public static final Setting<Double> CATEGORIES =
      of("categories", "the vectors of categories and of bins of dates", 1);

  public static final Setting<Double> MEMBERS =
      of("members", "the factors by which members that share weights differ", 1);

  private static final Map<Role, Setting<Double>> BY_ROLE = settings();

  static final List<Setting<Double>> SETTINGS = List.copyOf(BY_ROLE.values());

  public RateFactors {
    byRole = Map.copyOf(byRole);
  }

  private static Setting<Double> of(String name, String what, double tabular) {
    String param = name + "RateFactor";
    return new Setting<>(
        new Setting.Name("optimizer.rateFactors." + name, param),
        Domain.positive(),
        tabular == 1 ? new Setting.Constant<>(1.0) : Recipe.by(tabular, 1.0),
        "factor of the learning rate of " + what);
  }

  private static Map<Role, Setting<Double>> settings() {
    Map<Role, Setting<Double>> byRole = new EnumMap<>(Role.class);
    byRole.put(Role.BIAS, BIAS);
    byRole.put(Role.SCALE, SCALE);
    byRole.put(Role.ACTIVATION, ACTIVATION);
    byRole.put(Role.NUMBER_EMBEDDING, NUMBERS);
    byRole.put(Role.CATEGORY_EMBEDDING, CATEGORIES);
    byRole.put(Role.MEMBER, MEMBERS);
    return byRole;
  }

  static RateFactors of(Values values) {
    Map<Role, Double> factors = new EnumMap<>(Role.class);
    BY_ROLE.forEach((role, setting) -> factors.put(role, values.get(setting)));
    return new RateFactors(factors);
  }

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
