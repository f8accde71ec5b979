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
    double[] values = new double[training];
    for (int slot = 0; slot < block.columns.length; slot++) {
      if (!pass.wants(slot)) {
        continue;
      }
      Serializable column = block.columns[slot];
      if (column instanceof VectorColumn vectors) {
        add(pass, slot, vectors, parts);
        continue;
      }
      if (column instanceof NumberColumn numbers) {
        int n = 0;
        for (int row = 0; row < parts.length; row++) {
          if (parts[row] == RowParts.TRAINING) {
            values[n++] = numbers.at(row);
          }
        }
      } else {
        TextColumn texts = block.texts(slot);
        int at = slot;
        double[] parsed =
            Arrays.stream(texts.dictionary()).mapToDouble(text -> pass.parsed(at, text)).toArray();
        int n = 0;
        for (int row = 0; row < parts.length; row++) {
          if (parts[row] == RowParts.TRAINING) {
            int code = texts.code(row);
            values[n++] = code < 0 ? Double.NaN : parsed[code];
          }
        }
      }
      pass.add(slot, values);
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
