package io.plateau.score;

/**
 * The matrix products of 784-256-128-10 as fast as Java's compiler makes them: on arrays that stay
 * in the nearest cache, whatever their values.
 */
public final class JavaLimit {
  private static final int[] WIDTHS = {784, 256, 128, 10};
  private static final float[][][] WEIGHTS = {
    new float[4][256], new float[4][128], new float[4][10]
  };
  private static final float[][] OUTPUTS = {new float[256], new float[128], new float[10]};

  private JavaLimit() {}

  /** The outputs of as many rows; all are the same. */
  public static float[] products(int rows) {
    for (int j = 0; j < rows; j++) {
      for (int l = 0; l < OUTPUTS.length; l++) {
        float[][] w = WEIGHTS[l];
        for (int p = 0; p < WIDTHS[l]; p += 4) {
          Product.add(true, w[0], w[1], w[2], w[3], 1e-3f, 2e-3f, 3e-3f, p, OUTPUTS[l]);
        }
      }
    }
    return OUTPUTS[2];
  }
}
