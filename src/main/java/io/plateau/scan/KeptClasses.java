package io.plateau.scan;

import java.util.Set;

/**
 * Parts of a table in which validation rows of some classes are training rows: those of a class
 * that only rows drawn for validation have, which nothing could be learned of.
 *
 * @param parts as the rows were drawn
 * @param slot of the label
 * @param classes strings or numbers, as the label is read
 */
public record KeptClasses(RowParts parts, int slot, Set<?> classes) implements RowParts {
  @Override
  public byte[] of(ColumnBlock block) {
    byte[] of = parts.of(block);
    for (int row = 0; row < of.length; row++) {
      if (of[row] == VALIDATION && classes.contains(value(block, slot, row))) {
        of[row] = TRAINING;
      }
    }
    return of;
  }

  /** The value of a row, a string or a number as a slot has it; null where it is missing. */
  static Object value(ColumnBlock block, int slot, int row) {
    if (block.columns[slot] instanceof NumberColumn numbers) {
      double number = numbers.at(row) + 0.0; // never −0
      return Double.isNaN(number) ? null : number;
    }
    TextColumn texts = block.texts(slot);
    return texts.code(row) < 0 ? null : texts.dictionary()[texts.code(row)];
  }
}
