package io.plateau.ml.fit;

import org.apache.spark.ml.param.shared.HasThresholds;

/** The param {@code thresholds} of stages of classes or labels, of which each has one. */
public final class Thresholds {
  private Thresholds() {}

  /**
   * Checks that a stage has one for each class, or none.
   *
   * @throws IllegalArgumentException for another number
   */
  public static void require(HasThresholds stage, int classes) {
    if (stage.isDefined(stage.thresholds()) && stage.getThresholds().length != classes) {
      throw new IllegalArgumentException(
          "thresholds must have one for each of %d classes, got %d"
              .formatted(classes, stage.getThresholds().length));
    }
  }
}
