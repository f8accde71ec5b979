package io.plateau.nn.loss;

/**
 * Coefficient of determination R², the mean over outputs; 1 is best, and the mean of the targets as
 * prediction has 0.
 *
 * <p>Sums of plain squares suffice: targets are floats, whose own rounding is felt long before the
 * cancellation in doubles. Targets that differ by less than the rounding of sums count as equal.
 */
public record Determination(Link link) implements Metric {
  /** Sums of an output: w·y, w·y², w·(prediction − y)². */
  private static final int EACH = 3;

  /** A variance of less than this part of the mean square may be the rounding of sums. */
  private static final double LEAST = 1e-13;

  /**
   * R² of one output, {@code 1 − Σw·r² / Σw·(y − mean)²}, where the mean is weighted, too.
   *
   * @param squares Σw·r²
   * @param spread Σw·(y − mean)²
   * @return not finite where the targets do not vary
   */
  public static double of(double squares, double spread) {
    return 1 - squares / spread;
  }

  @Override
  public String name() {
    return "r2";
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  /** Σw, then those of each output. */
  @Override
  public int sums(int k) {
    return 1 + EACH * k;
  }

  @Override
  public void add(float[] z, int k, int n, Targets targets, double[] sums, int at) {
    // The sums of these examples first: adding each to those of all would round far more
    double[] own = new double[sums(k)];
    for (int j = 0; j < n; j++) {
      double w = targets.weight(j);
      if (w != 0) {
        own[0] += w;
        for (int i = 0; i < k; i++) {
          double y = targets.y()[j * k + i];
          double r = link.mean(z[j * k + i]) - y;
          int of = 1 + EACH * i;
          own[of] += w * y;
          own[of + 1] += w * y * y;
          own[of + 2] += w * r * r;
        }
      }
    }
    for (int i = 0; i < own.length; i++) {
      sums[at + i] += own[i];
    }
  }

  @Override
  public double value(double[] sums, int at, int k, double weight) {
    double total = 0;
    for (int i = 0; i < k; i++) {
      int of = at + 1 + EACH * i;
      double spread = sums[of + 1] - sums[of] * sums[of] / sums[at];
      boolean varies = spread > LEAST * sums[of + 1];
      total += varies ? of(sums[of + 2], spread) : Double.NaN;
    }
    return Double.isFinite(total) ? total / k : Double.NaN;
  }
}
