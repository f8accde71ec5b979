package io.plateau.data.check;

import io.plateau.scan.ColumnBlock;
import io.plateau.scan.VectorColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the checks of a table find in one block of its rows.
 *
 * @param bad by check, the number of bad rows and the first of them in the block, or −1
 * @param examples by check, the text of that row where a message names it, else null
 * @param sizes by slot, for vectors: how many have a size, and the first; null for other columns
 */
public record Findings(
    List<ColumnBlock.Segment> segments,
    long rows,
    long[][] bad,
    String[] examples,
    List<Map<Integer, long[]>> sizes)
    implements Serializable {

  public static Findings of(ColumnBlock block, List<Check> checks) {
    List<Map<Integer, long[]>> sizes = new ArrayList<>();
    for (int slot = 0; slot < block.columns.length; slot++) {
      boolean vectors = block.columns[slot] instanceof VectorColumn;
      sizes.add(vectors ? Check.sizes(block, slot) : null);
    }
    long[][] bad = checks.stream().map(check -> check.count(block)).toArray(long[][]::new);
    String[] examples = new String[bad.length];
    for (int c = 0; c < examples.length; c++) {
      examples[c] = checks.get(c).example(block, bad[c][1]);
    }
    return new Findings(block.segments, block.rows, bad, examples, sizes);
  }

  /** Vectors of a slot that have another size: how many there are, and the first or −1. */
  long[] otherSizes(int slot, int size) {
    long[] others = {0, -1};
    sizes
        .get(slot)
        .forEach(
            (other, count) -> {
              if (other != size) {
                others[0] += count[0];
                others[1] = others[1] < 0 ? count[1] : Math.min(others[1], count[1]);
              }
            });
    return others;
  }
}
