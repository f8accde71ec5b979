package io.plateau.scan;

import io.plateau.table.fit.TableFit;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Blocks in which strings that do not write the numbers or dates of their columns are missing
 * values. All blocks of a partition are needed, in their order.
 */
public final class WrittenBlocks implements Iterator<ColumnBlock> {
  private final Iterator<ColumnBlock> blocks;
  private final List<TableFit.Written> written;
  private final boolean skips;

  /** Counts of the parts of files so far. */
  private final Map<String, long[]> seen = new HashMap<>();

  /**
   * @param blocks of a {@link BlockScan}, which stay as they are
   * @param written by strings of columns
   * @param skips whether rows that miss one are skipped
   */
  public WrittenBlocks(
      Iterator<ColumnBlock> blocks, List<TableFit.Written> written, boolean skips) {
    this.blocks = blocks;
    this.written = written;
    this.skips = skips;
  }

  @Override
  public boolean hasNext() {
    return blocks.hasNext();
  }

  @Override
  public ColumnBlock next() {
    ColumnBlock from = blocks.next();
    ColumnBlock block = from.copy();
    block.skipped = from.skipped.clone();
    block.segments.clear();
    for (TableFit.Written each : written) {
      TextColumn texts = from.texts(each.slot()).where(each::by);
      block.columns[each.slot()] = texts;
      for (int row = 0; row < block.rows; row++) {
        block.skipped[row] |= skips && texts.code(row) < 0;
      }
    }
    int row = 0;
    for (ColumnBlock.Segment before : from.segments) {
      long[] counted = seen.computeIfAbsent(before.file + '\n' + before.position, k -> new long[3]);
      ColumnBlock.Segment segment =
          new ColumnBlock.Segment(before.file, before.position, counted.clone());
      for (int end = row + (int) before.counts[0]; row < end; row++) {
        segment.add(block, row, counted);
      }
      block.segments.add(segment);
    }
    return block;
  }
}
