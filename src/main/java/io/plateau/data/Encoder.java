package io.plateau.data;

import io.plateau.engine.shard.Example;
import io.plateau.ml.fit.LabelScale;
import io.plateau.scan.ColumnBlock;
import io.plateau.scan.EncodedColumns;
import io.plateau.table.FittedTable;
import io.plateau.table.TableRules;
import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Encoder of rows as a network takes them: the numbers of a fitted table, the label and the weight.
 *
 * @param slots by column of the table, its slot
 * @param classes that the label names; empty where labels are numbers
 * @param labelScale of labels that are numbers, or null
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

  /** Numbers of an encoded row. */
  int width() {
    return table.width();
  }

  /** The features of the rows of a block. */
  EncodedColumns features(ColumnBlock block) {
    return new EncodedColumns(block, table, slots);
  }

  /** Whether rows with a category that training rows do not have are left out. */
  private boolean skipsUnseen() {
    return table.rules().unseen() == TableRules.Unseen.SKIP;
  }

  /** The rows of a block that are in a part, encoded one by one. */
  Iterator<Example> encode(ColumnBlock block, byte[] parts, byte part) {
    return new Rows(block, parts, part);
  }

  /** Encoded rows; each is good until the next is asked for. */
  private final class Rows implements Iterator<Example> {
    private final ColumnBlock block;
    private final byte[] parts;
    private final byte part;
    private final EncodedColumns features;
    private final IntUnaryOperator classOf;
    private int row = -1;

    Rows(ColumnBlock block, byte[] parts, byte part) {
      this.block = block;
      this.parts = parts;
      this.part = part;
      this.features = features(block);
      this.classOf =
          labeling.classes() == null || plan.labels() == 0
              ? null
              : labeling.classes().in(block, plan.label(0));
      advance();
    }

    private void advance() {
      do {
        row++;
      } while (row < block.rows
          && (parts[row] != part || skipsUnseen() && features.unseen(row) >= 0));
    }

    @Override
    public boolean hasNext() {
      return row < block.rows;
    }

    @Override
    public Example next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Example example = features.example(row, target(), (float) plan.weight(block, row));
      advance();
      return example;
    }

    private float[] target() {
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
