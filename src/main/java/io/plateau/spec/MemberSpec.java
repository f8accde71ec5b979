package io.plateau.spec;

import java.io.Serializable;
import java.util.List;

/**
 * Members of a network, which share most weights and whose mean is the prediction.
 *
 * @param count 1 for a network without
 * @param layers that have parameters of each member beside the last: the first, or all
 */
public record MemberSpec(int count, String layers) implements Serializable {
  static final String FIRST = "first";
  static final String ALL = "all";

  public static final Setting<Integer> COUNT =
      Setting.of(
          new Setting.Name("network.members", "members"),
          Domain.integer(1),
          1,
          "networks that are trained as one and share most weights; their mean is the prediction",
          spec -> spec.network().members().count());

  public static final Setting<String> LAYERS =
      Setting.of(
          new Setting.Name("network.memberLayers", "memberLayers"),
          Domain.oneOf(List.of(FIRST, ALL)),
          FIRST,
          "where members differ beside the last layer: in factors of the inputs (TabM-mini), or in"
              + " factors of the inputs and outputs of all layers (TabM)",
          spec -> spec.network().members().layers());

  static final List<Setting<?>> SETTINGS = List.of(COUNT, LAYERS);

  static MemberSpec of(Values values) {
    return new MemberSpec(values.get(COUNT), values.get(LAYERS));
  }

  /** Whether there are several. */
  boolean areSeveral() {
    return count > 1;
  }

  /** Whether all layers have factors of each member. */
  boolean inAllLayers() {
    return layers.equals(ALL);
  }
}
