package io.plateau.data;

import io.plateau.scan.ColumnBlock;
import io.plateau.scan.VectorColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the checks of a table find in one block of its rows. */
final class Findings implements Serializable {
  private static final long serialVersionUID = 1L;

  final List<ColumnBlock.Segment> segments;
  final long rows;

  /** By check, the number of bad rows and the first of them in the block, or −1. */
  final long[][] bad;

  /** By slot, for vectors: how many have a size, and the first; null for other columns. */
  final List<Map<Integer, long[]>> sizes = new ArrayList<>();

  private Findings(ColumnBlock block, long[][] bad) {
    this.segments = block.segments;
    this.rows = block.rows;
    this.bad = bad;
  }

  static Findings of(ColumnBlock block, List<Check> checks) {
    long[][] bad = new long[checks.size()][];
    for (int c = 0; c < bad.length; c++) {
      bad[c] = checks.get(c).count(block);
    }
    Findings findings = new Findings(block, bad);
    for (int slot = 0; slot < block.columns.length; slot++) {
      boolean vectors = block.columns[slot] instanceof VectorColumn;
      findings.sizes.add(vectors ? Check.sizes(block, slot) : null);
    }
    return findings;
  }
}
