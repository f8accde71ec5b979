package io.plateau.scan;

import java.io.Serializable;
import java.util.stream.IntStream;

/** Assignment of the rows of a block to parts of a table. */
@FunctionalInterface
public interface RowParts extends Serializable {
  byte TRAINING = 0;
  byte VALIDATION = 1;
  byte TEST = 2;
  byte SKIPPED = 3;

  /** How many parts there are. */
  int COUNT = 4;

  byte[] of(ColumnBlock block);

  /** The rows of a part among those of a block. */
  static int[] rows(byte[] parts, byte part) {
    return IntStream.range(0, parts.length).filter(row -> parts[row] == part).toArray();
  }
}
