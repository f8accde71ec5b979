package io.plateau.engine;

/** The one division of a summed gradient, by its weight. */
final class MeanGradient {
  private MeanGradient() {}

  /** <em>Overwrites</em> the sum with the mean; its Euclidean norm. */
  static double of(Partial sum) {
    float scale = (float) (1 / sum.weight);
    double squares = 0;
    float[] g = sum.sum;
    for (int i = 0; i < g.length; i++) {
      g[i] *= scale;
      squares += (double) g[i] * g[i];
    }
    return Math.sqrt(squares);
  }
}
