package io.plateau.ml.predict;

import java.util.Arrays;

/** Numbers of a sparse row that are not zero, with their places; one object serves all rows. */
final class NonZeros {
  private int[] places = {};
  private float[] numbers = {};
  private int count;

  void clear() {
    count = 0;
  }

  /** Appends a number, unless it is zero; places ascend. */
  void add(int place, float number) {
    if (number == 0) {
      return;
    }
    if (count == places.length) {
      places = Arrays.copyOf(places, Math.max(16, 2 * count));
      numbers = Arrays.copyOf(numbers, places.length);
    }
    places[count] = place;
    numbers[count] = number;
    count++;
  }

  /** Writes the row as a vector of so many numbers. */
  void write(Cells cells, int width) {
    cells.sparse(width, places, numbers, count);
  }
}
