package io.plateau.ml;

import io.plateau.ml.params.HasNetworkParams;

/** Column that tells how far the members of a network differ in a prediction. */
final class SpreadColumn {
  private SpreadColumn() {}

  /**
   * Its name, or empty for none.
   *
   * @throws IllegalArgumentException where there is one without members
   */
  static String of(HasNetworkParams params, int members) {
    String column = params.getPredictionSpreadCol();
    if (!column.isEmpty() && members < 2) {
      throw new IllegalArgumentException(
          "predictionSpreadCol \"%s\" needs a network of 2 members or more, got %d; set members before a fit, or leave predictionSpreadCol empty"
              .formatted(column, members));
    }
    return column;
  }
}
