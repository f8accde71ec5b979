package io.plateau.bench;

import io.plateau.math.Key;

/** Numbers to compute with. */
final class Numbers {
  private Numbers() {}

  static float[] normal(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = Key.of(1).normal(i);
    }
    return x;
  }
}
