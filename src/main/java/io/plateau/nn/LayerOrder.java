package io.plateau.nn;

import java.util.List;

/** Checks that layers make a network one after the other. */
final class LayerOrder {
  private LayerOrder() {}

  /**
   * Refuses layers that do not fit.
   *
   * @throws IllegalArgumentException which says what does not
   */
  static void require(List<Layer> layers) {
    requireWidths(layers);
    requireParameters("the network", layers);
    requireApart(layers);
    requireMembers(layers);
    requireCorrectionLast(layers);
  }

  /**
   * Refuses layers that cannot be what a {@link Residual} adds.
   *
   * @throws IllegalArgumentException which says why
   */
  static void requireBranch(List<Layer> layers) {
    requireParameters("what a residual layer adds", layers);
    requireWidths(layers);
    requireApart(layers);
    int given = layers.get(layers.size() - 1).outputs();
    int taken = layers.get(0).inputs();
    if (taken != given) {
      throw new IllegalArgumentException(
          "a residual layer adds as many numbers as it takes, got %d and %d"
              .formatted(taken, given));
    }
    if (layers.stream().anyMatch(LayerOrder::isOfNetworksAlone)) {
      throw new IllegalArgumentException(
          "a residual layer takes neither columns of a table, nor layers of members, nor a clamp or unsmooth; got "
              + layers);
    }
  }

  /**
   * Refuses layers that cannot be those of a member of an {@link Ensemble}.
   *
   * @throws IllegalArgumentException which says why
   */
  static void requireMember(List<Layer> layers) {
    require(layers);
    if (layers.stream()
        .anyMatch(layer -> layer instanceof Membered || layer instanceof Correction)) {
      throw new IllegalArgumentException(
          "a member of an ensemble has neither members of its own nor a clamp or unsmooth; got "
              + layers);
    }
  }

  private static boolean isOfNetworksAlone(Layer layer) {
    return layer instanceof Columns || layer instanceof Membered || layer instanceof Correction;
  }

  private static void requireWidths(List<Layer> layers) {
    for (int l = 1; l < layers.size(); l++) {
      int given = layers.get(l - 1).outputs();
      int taken = layers.get(l).inputs();
      if (taken != given) {
        throw new IllegalArgumentException(
            "layer %d takes %d inputs but layer %d gives %d".formatted(l + 1, taken, l, given));
      }
      if (layers.get(l) instanceof Columns) {
        throw new IllegalArgumentException(
            "the columns of a table must be the first layer, got them as layer " + (l + 1));
      }
    }
  }

  private static void requireParameters(String what, List<Layer> layers) {
    long parameters = layers.stream().mapToLong(Layer::parameters).sum();
    if (parameters == 0) {
      throw new IllegalArgumentException(
          what + " must have at least one layer with parameters, got " + layers);
    }
    if (parameters > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s has %d parameters, more than the %d an array can hold; make layers narrower"
              .formatted(what, parameters, Integer.MAX_VALUE));
    }
  }

  /** Masks of dropout depend on the number of layers with parameters before. */
  private static void requireApart(List<Layer> layers) {
    boolean dropped = false;
    for (Layer layer : layers) {
      if (layer instanceof Dropout && dropped) {
        throw new IllegalArgumentException(
            "between two layers of dropout there must be one with parameters");
      }
      dropped = layer.parameters() == 0 && (dropped || layer instanceof Dropout);
    }
  }

  private static void requireCorrectionLast(List<Layer> layers) {
    for (int l = 0; l < layers.size(); l++) {
      boolean behind =
          l > 0 && (layers.get(l - 1) instanceof Dense || layers.get(l - 1) instanceof Averaged);
      if (layers.get(l) instanceof Correction && !(behind && l + 1 == layers.size())) {
        throw new IllegalArgumentException(
            "a clamp or unsmooth must be the last layer, behind a dense layer, the heads of members or an ensemble; got "
                + layers);
      }
    }
  }

  /** Layers of members lie between one that makes their columns and their heads, the last layer. */
  private static void requireMembers(List<Layer> all) {
    boolean corrected = all.get(all.size() - 1) instanceof Correction;
    List<Layer> layers = corrected ? all.subList(0, all.size() - 1) : all;
    if (layers.stream().anyMatch(Ensemble.class::isInstance)) {
      if (layers.size() > 1) {
        throw new IllegalArgumentException(
            "an ensemble has all layers within, but a clamp or unsmooth; got " + layers);
      }
      return;
    }
    int members = 0;
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      int taken = layer instanceof Membered own && !(layer instanceof Members) ? own.members() : 0;
      boolean fits = layer instanceof Members ? members == 0 : taken == 0 || taken == members;
      if (!fits || layer instanceof MemberHeads && l + 1 < layers.size()) {
        throw new IllegalArgumentException(
            "layer %d, \"%s\", does not fit: one layer makes the columns of members, layers of as many members may follow, and their heads are the last layer; got %s"
                .formatted(l + 1, layer, layers));
      }
      members = layer instanceof Members first ? first.members() : members;
    }
    if (members > 0 && !(layers.get(layers.size() - 1) instanceof MemberHeads)) {
      throw new IllegalArgumentException(
          "the last layer of %d members must be their heads, got %s".formatted(members, layers));
    }
  }
}
