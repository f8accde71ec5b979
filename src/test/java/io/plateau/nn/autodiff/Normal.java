package io.plateau.nn.autodiff;

/** The standard normal distribution in double precision. */
public final class Normal {
  private Normal() {}

  /**
   * Φ(x): {@code ½ + φ(x) Σ x²ᵏ⁺¹ / (2k + 1)!!} (Marsaglia 2004) near the middle, Laplace's
   * continued fraction in the tails.
   */
  public static double cdf(double x) {
    double density = StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * StrictMath.PI);
    if (StrictMath.abs(x) > 2.5) {
      double fraction = 0;
      for (int k = 200; k >= 1; k--) {
        fraction = k / (StrictMath.abs(x) + fraction);
      }
      double tail = density / (StrictMath.abs(x) + fraction);
      return x < 0 ? tail : 1 - tail;
    }
    double term = x;
    double sum = 0;
    for (int k = 1; k < 100; k++) {
      sum += term;
      term *= x * x / (2 * k + 1);
    }
    return 0.5 + density * sum;
  }
}
