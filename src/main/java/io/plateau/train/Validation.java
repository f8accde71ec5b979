package io.plateau.train;

import java.util.Map;

/** A measurement of weights on rows that are not trained on. */
@FunctionalInterface
public interface Validation {
  /** Mean loss and metrics at these weights. */
  Score score(float[] weights);

  /**
   * @param loss weighted mean
   * @param metrics by name
   */
  record Score(double loss, Map<String, Double> metrics) {}
}
