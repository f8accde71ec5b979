package io.plateau.nn.column;

import io.plateau.nn.Column;
import io.plateau.nn.Pass;

/**
 * Numbers as they are: columns of numbers side by side, or a vector.
 *
 * @param width how many, at least 1
 */
public record Numbers(int width) implements Column {
  public Numbers {
    if (width < 1) {
      throw new IllegalArgumentException("width must be at least 1, got " + width);
    }
  }

  @Override
  public int inputs() {
    return width;
  }

  @Override
  public int outputs() {
    return width;
  }

  @Override
  public boolean isIdentity() {
    return true;
  }

  @Override
  public void forward(float[] theta, int at, Rows x, Rows y, Pass pass) {
    float[] from = x.values();
    float[] to = y.values();
    for (int j = 0; j < x.examples(); j++) {
      if (width == 1) {
        to[y.at(j)] = from[x.at(j)];
      } else {
        System.arraycopy(from, x.at(j), to, y.at(j), width);
      }
    }
  }
}
