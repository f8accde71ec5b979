package io.plateau.ml.fit;

import io.plateau.ml.params.HasNetworkParams;

/** Column that tells how far the members of a network differ in a prediction. */
public final class SpreadColumn {
  private SpreadColumn() {}

  /**
   * Its name, or empty for none.
   *
   * @throws IllegalArgumentException where there is one without members
   */
  public static String of(HasNetworkParams params, int members) {
    require(params, members);
    return params.getPredictionSpreadCol();
  }

  static void require(HasNetworkParams params, int members) {
    String column = params.getPredictionSpreadCol();
    if (!column.isEmpty() && members < 2) {
      throw new IllegalArgumentException(
          "predictionSpreadCol \"%s\" needs a network of 2 members or more, got %d; set members before a fit, or leave predictionSpreadCol empty"
              .formatted(column, members));
    }
  }

  /**
   * The name before a fit of numbers, on whose rows the members depend where they are not set.
   *
   * @throws IllegalArgumentException where there is one without members
   */
  public static String beforeFit(HasNetworkParams params) {
    return params.isSet(params.members())
        ? of(params, params.getMembers())
        : params.getPredictionSpreadCol();
  }
}
