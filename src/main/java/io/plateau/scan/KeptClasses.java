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
      if (of[row] == VALIDATION && classes.contains(label(block, row))) {
        of[row] = TRAINING;
      }
    }
    return of;
  }

  private Object label(ColumnBlock block, int row) {
    if (block.columns[slot] instanceof NumberColumn numbers) {
      return numbers.at(row) + 0.0; // never −0
    }
    TextColumn texts = block.texts(slot);
    return texts.code(row) < 0 ? "" : texts.dictionary()[texts.code(row)];
  }
}
