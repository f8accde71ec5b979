package io.plateau.scan;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Blocks in which whole numbers of some slots are strings, as {@link Slot} names categories. */
final class NamedBlocks implements Iterator<ColumnBlock> {
  private final Iterator<ColumnBlock> blocks;
  private final List<Integer> slots;

  /**
   * @param blocks that stay as they are
   */
  NamedBlocks(Iterator<ColumnBlock> blocks, List<Integer> slots) {
    this.blocks = blocks;
    this.slots = slots;
  }

  @Override
  public boolean hasNext() {
    return blocks.hasNext();
  }

  @Override
  public ColumnBlock next() {
    ColumnBlock block = blocks.next().copy();
    for (int slot : slots) {
      block.columns[slot] = named(block.numbers(slot), block.rows);
    }
    return block;
  }

  private static TextColumn named(NumberColumn numbers, int rows) {
    Map<Double, Integer> known = new HashMap<>();
    int[] codes = new int[rows];
    for (int row = 0; row < rows; row++) {
      double number = numbers.at(row) + 0.0; // never −0
      codes[row] = number != number ? -1 : known.computeIfAbsent(number, next -> known.size());
    }
    String[] dictionary = new String[known.size()];
    known.forEach((number, code) -> dictionary[code] = Long.toString(number.longValue()));
    return new TextColumn(dictionary, codes);
  }
}
