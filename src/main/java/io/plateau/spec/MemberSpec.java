package io.plateau.spec;

import java.io.Serializable;
import java.util.List;

/**
 * Members of a network, whose mean is the prediction.
 *
 * @param count 1 for a network without
 * @param layers what each member has to itself beside the last layer: all weights (separate), or
 *     factors of the first layer or of all
 */
public record MemberSpec(int count, String layers) implements Serializable {
  static final String FIRST = "first";
  static final String ALL = "all";
  static final String SEPARATE = "separate";

  public static final Setting<Integer> COUNT =
      new Setting<>(
          new Setting.Name("network.members", "members"),
          Domain.integer(1),
          Effort.MEMBERS,
          "networks that are trained as one and whose mean is the prediction");

  public static final Setting<String> LAYERS =
      Setting.of(
          new Setting.Name("network.memberLayers", "memberLayers"),
          Domain.oneOf(List.of(SEPARATE, FIRST, ALL)),
          SEPARATE,
          "weights that members do not share: separate for all weights (a deep"
              + " ensemble); first for the last layer, and factors of the inputs of the"
              + " first layer (TabM-mini); all for the last layer, and factors of the"
              + " inputs and outputs of all layers (TabM)");

  static final List<Setting<?>> SETTINGS = List.of(COUNT, LAYERS);

  static MemberSpec of(Values values) {
    return new MemberSpec(values.get(COUNT), values.get(LAYERS));
  }

  /** Whether there are several that share weights. */
  boolean shareWeights() {
    return count > 1 && !layers.equals(SEPARATE);
  }

  /** Whether there are several that share nothing. */
  boolean areSeparate() {
    return count > 1 && layers.equals(SEPARATE);
  }
}
