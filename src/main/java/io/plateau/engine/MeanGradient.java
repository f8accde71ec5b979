package io.plateau.engine;

/** The one division of a summed gradient, by its weight. */
final class MeanGradient {
  private MeanGradient() {}

  /** <em>Overwrites</em> the sum with the mean. */
  static void divide(Partial sum) {
    float scale = (float) (1 / sum.weight);
    float[] g = sum.sum;
    for (int i = 0; i < g.length; i++) {
      g[i] *= scale;
    }
  }

  /** The Euclidean norm; four sums take turns, so that no addition waits for the one before. */
  static double norm(float[] g) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < g.length; i += 4) {
      a += (double) g[i] * g[i];
      b += (double) g[i + 1] * g[i + 1];
      c += (double) g[i + 2] * g[i + 2];
      d += (double) g[i + 3] * g[i + 3];
    }
    for (; i < g.length; i++) {
      a += (double) g[i] * g[i];
    }
    return Math.sqrt(a + b + (c + d));
  }
}
