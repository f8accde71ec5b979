package io.plateau.scan;

import io.plateau.table.ColumnStatistics;
import io.plateau.table.DateStatistics;
import io.plateau.table.NumberStatistics;
import io.plateau.table.TextStatistics;
import io.plateau.table.VectorStatistics;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** First pass over blocks: statistics of the training rows by slot, and how many rows are where. */
public final class FirstPass implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<ColumnStatistics> statistics = new ArrayList<>();
  private final long[] rows = new long[RowParts.COUNT];

  FirstPass(List<Slot> slots) {
    slots.forEach(slot -> statistics.add(ColumnStatistics.empty(slot.form())));
  }

  /** Statistics by slot. */
  public List<ColumnStatistics> statistics() {
    return statistics;
  }

  /** How many rows a part has. */
  public long rows(byte part) {
    return rows[part];
  }

  /** <em>Adds</em> the rows of a block. */
  void add(ColumnBlock block, byte[] parts) {
    for (byte part : parts) {
      rows[part]++;
    }
    for (int slot = 0; slot < statistics.size(); slot++) {
      ColumnStatistics to = statistics.get(slot);
      if (to instanceof NumberStatistics numbers) {
        NumberColumn column = block.numbers(slot);
        for (int row = 0; row < parts.length; row++) {
          if (parts[row] == RowParts.TRAINING) {
            numbers.add(column.at(row), 1);
          }
        }
      } else if (to instanceof DateStatistics dates) {
        NumberColumn column = block.numbers(slot);
        for (int row = 0; row < parts.length; row++) {
          if (parts[row] == RowParts.TRAINING) {
            dates.add(column.at(row), 1);
          }
        }
      } else if (to instanceof TextStatistics texts) {
        add(block.texts(slot), parts, texts);
      } else {
        add(block.vectors(slot), parts, (VectorStatistics) to);
      }
    }
  }

  private static void add(TextColumn column, byte[] parts, TextStatistics to) {
    long[] counts = new long[column.dictionary().length];
    for (int row = 0; row < parts.length; row++) {
      if (parts[row] == RowParts.TRAINING) {
        int code = column.code(row);
        if (code < 0) {
          to.missing(1);
        } else {
          counts[code]++;
        }
      }
    }
    for (int code = 0; code < counts.length; code++) {
      if (counts[code] > 0) {
        to.add(column.dictionary()[code], counts[code]);
      }
    }
  }

  private static void add(VectorColumn column, byte[] parts, VectorStatistics to) {
    for (int row = 0; row < parts.length; row++) {
      if (parts[row] != RowParts.TRAINING) {
        continue;
      }
      if (column.size(row) < 0) {
        to.absent();
        continue;
      }
      to.vector(column.size(row));
      for (int p = column.start(row); p < column.start(row + 1); p++) {
        to.element(column.place(row, p), column.value(p));
      }
    }
  }

  /** <em>Adds into</em> this what a pass over other rows found. */
  void add(FirstPass other) {
    for (int part = 0; part < rows.length; part++) {
      rows[part] += other.rows[part];
    }
    for (int slot = 0; slot < statistics.size(); slot++) {
      statistics.get(slot).add(other.statistics.get(slot));
    }
  }
}
