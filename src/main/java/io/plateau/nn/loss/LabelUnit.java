package io.plateau.nn.loss;

import java.io.Serializable;

/**
 * Unit of labels that a network sees standardized, as {@code (label − mean) / deviation}, by
 * output.
 */
public record LabelUnit(double[] mean, double[] deviation) implements Serializable {
  /** Standardized labels are floats: what is left of a label of 0 is below this times the mean. */
  private static final double ROUNDING = 0x1p-22;

  /** A standardized number in the unit of the label; 0 where it is 0 but for rounding. */
  public double of(double standardized, int output) {
    double value = standardized * deviation[output] + mean[output];
    return Math.abs(value) <= ROUNDING * Math.abs(mean[output]) ? 0 : value;
  }
}
