package io.plateau.optim;

import java.io.Serializable;

/**
 * Bounds of the gradient of the data loss; infinite for none.
 *
 * @param value largest magnitude of a component, as in {@link ClipValue}; positive
 * @param norm largest Euclidean norm, as in {@link ClipNorm}; positive
 */
public record Clipping(double value, double norm) implements Serializable {
  /** Clips nothing. */
  public static final Clipping NONE =
      new Clipping(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  public Clipping {
    require("clipValue", value);
    require("clipNorm", norm);
  }

  /**
   * The bounds of a gradient that is the mean over networks which share no parameter, so that each
   * network has these bounds: a component is divided by their number, and a norm, of networks whose
   * own norms are equal, by the root of it.
   */
  Clipping ofMean(int networks) {
    return new Clipping(value / networks, norm / Math.sqrt(networks));
  }

  private static void require(String name, double limit) {
    if (!(limit > 0)) {
      throw new IllegalArgumentException(name + " must be positive, got " + limit);
    }
  }
}
