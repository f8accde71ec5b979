package io.plateau.data;

import io.plateau.data.column.Classes;
import io.plateau.data.column.ScanPlan;
import io.plateau.engine.LabelScale;
import io.plateau.engine.shard.Example;
import io.plateau.scan.ColumnBlock;
import io.plateau.scan.EncodedColumns;
import io.plateau.scan.EncodedRows;
import io.plateau.table.FittedTable;
import io.plateau.table.TableRules;
import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Encoder of rows as a network takes them: the numbers of a fitted table, the label and the weight.
 *
 * @param slots by column of the table, its slot
 */
record Encoder(ScanPlan plan, FittedTable table, int[] slots, Labeling labeling)
    implements Serializable {

  /**
   * Targets of labels.
   *
   * @param classes that the label names, or null
   * @param scale of labels that are numbers, or null
   */
  record Labeling(Classes classes, LabelScale scale) implements Serializable {
    Optional<Classes> known() {
      return Optional.ofNullable(classes);
    }
  }

  EncodedColumns features(ColumnBlock block) {
    return new EncodedColumns(block, table, slots);
  }

  /** The rows of a block that are in a part, encoded one by one. */
  Iterator<Example> encode(ColumnBlock block, byte[] parts, byte part) {
    return new Rows(block, parts, part);
  }

  /** Encoded rows; each is good until the next is asked for. */
  private final class Rows implements Iterator<Example> {
    private final ColumnBlock block;
    private final int[] rows;
    private final EncodedRows encoded;
    private final IntUnaryOperator classOf;
    private int next;

    Rows(ColumnBlock block, byte[] parts, byte part) {
      EncodedColumns features = features(block);
      boolean skips = table.rules().unseen() == TableRules.Unseen.SKIP;
      this.block = block;
      this.rows =
          IntStream.range(0, block.rows)
              .filter(row -> parts[row] == part && !(skips && features.unseen(row) >= 0))
              .toArray();
      this.encoded = new EncodedRows(features, rows);
      this.classOf =
          labeling.classes() == null || plan.labels() == 0
              ? null
              : labeling.classes().in(block, plan.label(0));
    }

    @Override
    public boolean hasNext() {
      return next < rows.length;
    }

    @Override
    public Example next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int row = rows[next];
      return encoded.example(next++, target(row), (float) plan.weight(block, row));
    }

    private float[] target(int row) {
      if (classOf != null) {
        return new float[] {classOf.applyAsInt(row)};
      }
      float[] target = new float[labeling.classes() != null ? 1 : plan.labels()];
      for (int t = 0; t < target.length && plan.labels() > 0; t++) {
        double label = block.numbers(plan.label(t)).at(row);
        LabelScale scale = labeling.scale();
        target[t] = (float) (scale == null ? label : scale.scaled(label, t));
      }
      return target;
    }
  }
}
