package io.plateau.nn.column;

import io.plateau.nn.Column;
import io.plateau.nn.Pass;

/**
 * Category as a vector with a 1 in the place of its value and zeros elsewhere; all zeros for other
 * values. One of two values is a single number instead, −1 for the first and 1 for the second, and
 * 0 for others.
 */
public record OneHot(Codes codes) implements Column {
  @Override
  public int outputs() {
    return codes.values() == 2 ? 1 : codes.values();
  }

  @Override
  public void forward(float[] theta, int at, Rows x, Rows y, Pass pass) {
    float[] to = y.values();
    int width = outputs();
    for (int j = 0; j < x.examples(); j++) {
      int value = codes.of(x, j) - codes.first();
      int from = y.at(j);
      if (codes.values() == 2) {
        to[from] = value < 0 ? 0 : 2 * value - 1;
        continue;
      }
      for (int i = 0; i < width; i++) {
        to[from + i] = i == value ? 1 : 0;
      }
    }
  }
}
