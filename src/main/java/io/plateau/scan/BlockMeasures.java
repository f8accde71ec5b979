package io.plateau.scan;

import io.plateau.table.fit.SecondPass;
import java.util.Arrays;

/** Second pass over a block. */
final class BlockMeasures {
  private BlockMeasures() {}

  /** <em>Adds into</em> a pass the training rows of a block. */
  static void add(SecondPass pass, ColumnBlock block, byte[] parts) {
    int[] training = RowParts.rows(parts, RowParts.TRAINING);
    pass.rows(training.length);
    for (int slot = 0; slot < block.columns.length; slot++) {
      if (pass.wants(slot)) {
        add(pass, block, slot, training);
      }
    }
  }

  private static void add(SecondPass pass, ColumnBlock block, int slot, int[] rows) {
    if (block.columns[slot] instanceof VectorColumn vectors) {
      for (int row : rows) {
        for (int p = vectors.start(row); p < vectors.start(row + 1); p++) {
          pass.add(slot, vectors.place(row, p), vectors.value(p));
        }
      }
      return;
    }
    double[] values = new double[rows.length];
    if (block.columns[slot] instanceof NumberColumn numbers) {
      for (int n = 0; n < rows.length; n++) {
        values[n] = numbers.at(rows[n]);
      }
    } else {
      TextColumn texts = block.texts(slot);
      double[] parsed =
          Arrays.stream(texts.dictionary()).mapToDouble(text -> pass.parsed(slot, text)).toArray();
      for (int n = 0; n < rows.length; n++) {
        int code = texts.code(rows[n]);
        values[n] = code < 0 ? Double.NaN : parsed[code];
      }
    }
    pass.add(slot, values);
  }
}
