package io.plateau.data;

import io.plateau.engine.shard.JobDescription;
import io.plateau.math.Moments;
import io.plateau.scan.ColumnBlock;
import io.plateau.scan.NumberColumn;
import io.plateau.scan.RowParts;
import io.plateau.scan.TextColumn;
import io.plateau.table.Form;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;

/** Ranges of the numbers and the strings of the training rows, and how many rows each part has. */
final class Survey implements Serializable {
  private static final long serialVersionUID = 1L;

  /** More different strings than this are an identifier, not a category. */
  static final int CATEGORIES = 10_000;

  /** By part. */
  final long[] rows = new long[4];

  final Moments.Range range;

  /** By slot, how many training rows have no value. */
  final long[] missing;

  /** By slot, training rows of each string; null for other columns. */
  final Map<String, Long>[] texts;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Survey(ScanPlan plan, Layout layout) {
    int slots = plan.slots().size();
    range = new Moments.Range(layout.size());
    missing = new long[slots];
    texts = new Map[slots];
    for (int slot = 0; slot < slots; slot++) {
      if (plan.slots().get(slot).form() == Form.TEXT) {
        texts[slot] = new HashMap<>();
      }
    }
  }

  static Survey of(TableScan scan, Parts parts, ScanPlan plan, Layout layout) {
    return JobDescription.during(
        JavaSparkContext.fromSparkContext(scan.blocks().context()),
        "surveying columns",
        () -> {
          Survey all = new Survey(plan, layout);
          List<Survey> each =
              PartRows.sums(
                  scan,
                  parts,
                  () -> new Survey(plan, layout),
                  (block, of, sum) -> sum.add(block, of, layout));
          each.forEach(all::add);
          return all;
        });
  }

  private void add(ColumnBlock block, byte[] parts, Layout layout) {
    long before = rows[RowParts.TRAINING];
    for (int row = 0; row < block.rows; row++) {
      rows[parts[row]]++;
      if (parts[row] == RowParts.TRAINING) {
        layout.each(block, row, range::add);
      }
    }
    range.rows(rows[RowParts.TRAINING] - before);
    for (int slot = 0; slot < missing.length; slot++) {
      if (block.columns[slot] instanceof NumberColumn column) {
        for (int row = 0; row < block.rows; row++) {
          missing[slot] += parts[row] == RowParts.TRAINING && Double.isNaN(column.at(row)) ? 1 : 0;
        }
      } else if (block.columns[slot] instanceof TextColumn column) {
        addTexts(slot, column, parts);
      }
    }
  }

  private void addTexts(int slot, TextColumn column, byte[] parts) {
    long[] counts = new long[column.dictionary().length];
    for (int row = 0; row < parts.length; row++) {
      if (parts[row] == RowParts.TRAINING) {
        int code = column.code(row);
        if (code < 0) {
          missing[slot]++;
        } else {
          counts[code]++;
        }
      }
    }
    for (int code = 0; code < counts.length; code++) {
      if (counts[code] > 0) {
        add(slot, column.dictionary()[code], counts[code]);
      }
    }
  }

  private void add(int slot, String text, long count) {
    // One more than there may be tells that there are too many.
    if (texts[slot].size() <= CATEGORIES) {
      texts[slot].merge(text, count, Long::sum);
    }
  }

  private void add(Survey other) {
    for (int part = 0; part < rows.length; part++) {
      rows[part] += other.rows[part];
    }
    range.add(other.range);
    for (int slot = 0; slot < missing.length; slot++) {
      missing[slot] += other.missing[slot];
      int at = slot;
      if (texts[slot] != null) {
        other.texts[slot].forEach((text, count) -> add(at, text, count));
      }
    }
  }
}
