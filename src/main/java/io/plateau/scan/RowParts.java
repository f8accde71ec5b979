package io.plateau.scan;

import java.io.Serializable;

/** Assignment of the rows of a block to parts of a table. */
@FunctionalInterface
public interface RowParts extends Serializable {
  byte TRAINING = 0;
  byte VALIDATION = 1;
  byte TEST = 2;
  byte SKIPPED = 3;

  /** How many parts there are. */
  int COUNT = 4;

  /** The part of each row of a block. */
  byte[] of(ColumnBlock block);
}
