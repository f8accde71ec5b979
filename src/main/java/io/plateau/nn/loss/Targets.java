package io.plateau.nn.loss;

/**
 * Targets of examples and the weight of each example.
 *
 * @param y as many numbers for each example as the loss takes
 * @param weights one for each example; empty where each weighs 1
 */
public record Targets(float[] y, float[] weights) {
  private static final float[] ONES = {};

  /** Targets of examples that weigh 1 each. */
  public Targets(float[] y) {
    this(y, ONES);
  }

  /** The weight of example j. */
  public float weight(int j) {
    return weights.length == 0 ? 1 : weights[j];
  }

  /**
   * The first n examples several times, one repetition after the other.
   *
   * @param numbers targets of the n examples
   */
  public Targets repeated(int times, int numbers, int n) {
    if (times == 1) {
      return this;
    }
    float[] all = repeated(y, numbers, times);
    return weights.length == 0 ? new Targets(all) : new Targets(all, repeated(weights, n, times));
  }

  private static float[] repeated(float[] once, int length, int times) {
    float[] all = new float[Math.multiplyExact(length, times)];
    for (int i = 0; i < times; i++) {
      System.arraycopy(once, 0, all, i * length, length);
    }
    return all;
  }

  /** The weight of the first n examples together. */
  public double totalWeight(int n) {
    if (weights.length == 0) {
      return n;
    }
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += weights[j];
    }
    return sum;
  }
}
