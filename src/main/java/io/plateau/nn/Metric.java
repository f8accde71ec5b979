package io.plateau.nn;

import java.io.Serializable;

/** A measure of predictions, as a weighted sum that parts of the rows add to. */
public interface Metric extends Serializable {
  /** The name in histories and reports, such as {@code accuracy}. */
  String name();

  /** Whether larger values are better. */
  boolean higherIsBetter();

  /** The part of n examples: their weighted sum, with logits z (k×n) and targets as in a loss. */
  double sum(float[] z, int k, int n, float[] y, float[] weights);

  /** The metric, from the sum and the weight of all examples. */
  double of(double sum, double weight);
}
