package io.plateau.scan;

import io.plateau.table.SecondPass;
import java.io.Serializable;
import java.util.Arrays;

/** Second pass over a block. */
final class BlockMeasures {
  private BlockMeasures() {}

  /** <em>Adds into</em> a pass the training rows of a block. */
  static void add(SecondPass pass, ColumnBlock block, byte[] parts) {
    int training = 0;
    for (byte part : parts) {
      training += part == RowParts.TRAINING ? 1 : 0;
    }
    pass.rows(training);
    for (int slot = 0; slot < block.columns.length; slot++) {
      if (!pass.wants(slot)) {
        continue;
      }
      Serializable column = block.columns[slot];
      if (column instanceof NumberColumn numbers) {
        for (int row = 0; row < parts.length; row++) {
          if (parts[row] == RowParts.TRAINING) {
            pass.add(slot, numbers.at(row));
          }
        }
      } else if (column instanceof TextColumn texts) {
        int at = slot;
        double[] parsed =
            Arrays.stream(texts.dictionary()).mapToDouble(text -> pass.parsed(at, text)).toArray();
        for (int row = 0; row < parts.length; row++) {
          if (parts[row] == RowParts.TRAINING) {
            int code = texts.code(row);
            pass.add(slot, code < 0 ? Double.NaN : parsed[code]);
          }
        }
      } else {
        add(pass, slot, block.vectors(slot), parts);
      }
    }
  }

  private static void add(SecondPass pass, int slot, VectorColumn column, byte[] parts) {
    for (int row = 0; row < parts.length; row++) {
      if (parts[row] == RowParts.TRAINING) {
        for (int p = column.start(row); p < column.start(row + 1); p++) {
          pass.add(slot, column.place(row, p), column.value(p));
        }
      }
    }
  }
}
