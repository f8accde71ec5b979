package io.plateau.nn.column;

import io.plateau.nn.Column;
import io.plateau.nn.Pass;

/**
 * Number that may be missing: x gives {@code (x, 0)}, and NaN, which stands for a missing number,
 * gives {@code (fill, 1)}.
 *
 * @param fill a finite number
 */
public record ImputedNumber(float fill) implements Column {
  public ImputedNumber {
    if (!Float.isFinite(fill)) {
      throw new IllegalArgumentException("fill must be a finite number, got " + fill);
    }
  }

  @Override
  public boolean takesMissing() {
    return true;
  }

  @Override
  public int outputs() {
    return 2;
  }

  @Override
  public void forward(float[] theta, int at, Rows x, Rows y, Pass pass) {
    for (int j = 0; j < x.examples(); j++) {
      float value = x.values()[x.at(j)];
      boolean missing = Float.isNaN(value);
      y.values()[y.at(j)] = missing ? fill : value;
      y.values()[y.at(j) + 1] = missing ? 1 : 0;
    }
  }
}
