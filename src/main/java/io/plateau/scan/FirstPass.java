package io.plateau.scan;

import io.plateau.table.Form;
import io.plateau.table.fit.ColumnStatistics;
import io.plateau.table.fit.DateStatistics;
import io.plateau.table.fit.NumberStatistics;
import io.plateau.table.fit.TextStatistics;
import io.plateau.table.fit.VectorStatistics;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * First pass over blocks: statistics of the training rows by slot, and how many rows are where; of
 * a label also those of the validation rows.
 */
public final class FirstPass implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<ColumnStatistics> statistics = new ArrayList<>();
  private final long[] rows = new long[RowParts.COUNT];

  /** The slot of a label of classes, or −1. */
  private final int label;

  /** Of the label in validation rows; null where these are not looked at. */
  private final ColumnStatistics heldOut;

  /**
   * @param label slot of a label of classes, whose strings do not share memory with those of
   *     features; −1 for none
   * @param looks whether the label of validation rows is looked at, too
   */
  FirstPass(List<Slot> slots, int label, boolean looks) {
    int texts = 0;
    for (int slot = 0; slot < slots.size(); slot++) {
      texts += slot != label && slots.get(slot).form() == Form.TEXT ? 1 : 0;
    }
    for (int slot = 0; slot < slots.size(); slot++) {
      Form form = slots.get(slot).form();
      statistics.add(
          slot != label && form == Form.TEXT
              ? TextStatistics.among(texts)
              : ColumnStatistics.empty(form));
    }
    this.label = label;
    this.heldOut = looks ? ColumnStatistics.empty(slots.get(label).form()) : null;
  }

  /** Statistics by slot. */
  public List<ColumnStatistics> statistics() {
    return statistics;
  }

  /** Strings or numbers that are labels of validation rows alone; empty where there are many. */
  Set<?> heldOutLabels() {
    Set<Object> alone = new HashSet<>();
    if (heldOut instanceof TextStatistics texts) {
      TextStatistics trained = (TextStatistics) statistics.get(label);
      alone.addAll(trained.many() ? Set.of() : texts.counts().keySet());
      alone.removeAll(trained.counts().keySet());
    } else if (heldOut instanceof NumberStatistics numbers) {
      NumberStatistics trained = (NumberStatistics) statistics.get(label);
      alone.addAll(trained.many() ? Set.of() : numbers.values());
      trained.values().forEach(alone::remove);
    }
    return alone;
  }

  /** Statistics of the label of the validation rows, where it is looked at. */
  public Optional<ColumnStatistics> heldOut() {
    return Optional.ofNullable(heldOut);
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
    int[] training = RowParts.rows(parts, RowParts.TRAINING);
    for (int slot = 0; slot < statistics.size(); slot++) {
      add(block, slot, training, statistics.get(slot));
    }
    if (heldOut != null) {
      add(block, label, RowParts.rows(parts, RowParts.VALIDATION), heldOut);
    }
  }

  private static void add(ColumnBlock block, int slot, int[] rows, ColumnStatistics to) {
    if (to instanceof NumberStatistics numbers) {
      NumberColumn column = block.numbers(slot);
      for (int row : rows) {
        numbers.add(column.at(row), 1);
      }
    } else if (to instanceof DateStatistics dates) {
      NumberColumn column = block.numbers(slot);
      for (int row : rows) {
        dates.add(column.at(row), 1);
      }
    } else if (to instanceof TextStatistics texts) {
      add(block.texts(slot), rows, texts);
    } else {
      add(block.vectors(slot), rows, (VectorStatistics) to);
    }
  }

  private static void add(TextColumn column, int[] rows, TextStatistics to) {
    long[] counts = new long[column.dictionary().length];
    for (int row : rows) {
      int code = column.code(row);
      if (code < 0) {
        to.missing(1);
      } else {
        counts[code]++;
      }
    }
    for (int code = 0; code < counts.length; code++) {
      if (counts[code] > 0) {
        to.add(column.dictionary()[code], counts[code]);
      }
    }
  }

  private static void add(VectorColumn column, int[] rows, VectorStatistics to) {
    for (int row : rows) {
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
    if (heldOut != null) {
      heldOut.add(other.heldOut);
    }
  }
}
