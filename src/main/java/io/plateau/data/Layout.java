package io.plateau.data;

import io.plateau.scan.ColumnBlock;
import io.plateau.scan.NumberColumn;
import io.plateau.scan.VectorColumn;
import java.io.Serializable;

/**
 * Places of the numbers that have moments: each number feature, the elements of each vector, then
 * the labels that are numbers.
 *
 * @param starts by slot, the place of its first number, or −1
 * @param widths by slot, how many numbers it has
 * @param size of all
 */
record Layout(int[] starts, int[] widths, int size) implements Serializable {

  /**
   * @param vectorWidths by slot
   * @param vectors whether elements of vectors have moments
   */
  static Layout of(ScanPlan plan, int[] vectorWidths, boolean vectors) {
    int slots = plan.slots().size();
    int[] starts = new int[slots];
    int[] widths = new int[slots];
    int size = 0;
    for (int slot = 0; slot < slots; slot++) {
      boolean used = slot < plan.features() + plan.labels();
      widths[slot] =
          switch (plan.slots().get(slot).form()) {
            case VECTOR -> used && vectors ? vectorWidths[slot] : 0;
            case NUMBER -> used ? 1 : 0;
            default -> 0;
          };
      starts[slot] = widths[slot] > 0 ? size : -1;
      size += widths[slot];
    }
    return new Layout(starts, widths, size);
  }

  /** Takes a number of a column. */
  interface Numbers {
    void add(int place, double x);
  }

  /** Gives all stored numbers of a row. */
  void each(ColumnBlock block, int row, Numbers to) {
    for (int slot = 0; slot < starts.length; slot++) {
      if (starts[slot] < 0) {
        continue;
      }
      if (block.columns[slot] instanceof NumberColumn column) {
        to.add(starts[slot], column.at(row));
      } else {
        VectorColumn vectors = block.vectors(slot);
        for (int p = vectors.start(row); p < vectors.start(row + 1); p++) {
          to.add(starts[slot] + vectors.place(row, p), vectors.value(p));
        }
      }
    }
  }
}
