package io.plateau.ml.fit;

import io.plateau.frame.Packing;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Rows of {@link FitColumns} in Spark's internal form, checked and packed block by block. Ends
 * after the first row that is wrong: an exception would come to the user wrapped, and Spark would
 * try the task again.
 */
final class RowScan implements Iterator<RowBlock> {
  private static final int ROWS = 1 << 14;
  private static final int VALUES = 1 << 20;

  private final Iterator<InternalRow> input;
  private final RowCheck check;
  private final boolean skip;
  private final boolean vectors;
  private int width;
  private int targets;
  private boolean ended;

  /** Of the block being filled. */
  private FeatureBlock features;

  private RowBlock block;
  private int expected;

  /**
   * @param width of the feature vectors, or 0 where the first row tells
   * @param outputs width of vector labels, or 0 where the first row tells
   * @param skip whether rows with invalid values are left out
   */
  RowScan(Iterator<InternalRow> input, RowCheck check, int width, int outputs, boolean skip) {
    this.input = input;
    this.check = check;
    this.skip = skip;
    this.vectors = check.columns().target().isVector();
    this.width = width;
    this.targets = vectors ? outputs : 1;
  }

  @Override
  public boolean hasNext() {
    return !ended && input.hasNext();
  }

  @Override
  public RowBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    block = new RowBlock();
    features = null;
    block.labels = new double[0];
    block.weights = new double[0];
    block.validation = new boolean[0];
    while (!ended && !full() && input.hasNext()) {
      InternalRow row = input.next();
      block.seen++;
      block.problem = add(row);
      ended = block.problem != null;
    }
    return closed();
  }

  private boolean full() {
    return features != null && (features.stored() >= VALUES || features.rows() == rows());
  }

  /** The rows of a block at most, of which vectors of labels may take the most room. */
  private int rows() {
    return Math.min(ROWS, (VALUES - 1) / Math.max(1, targets) + 1);
  }

  /** What is wrong with a row; null where it was added or skipped. */
  private String add(InternalRow row) {
    boolean packed = features(row);
    String invalid = packed ? check.invalidLabel(row) : check.invalid(row);
    if (invalid != null) {
      if (packed) {
        features.removeLast();
      }
      if (skip) {
        block.skipped++;
        return null;
      }
      return RowCheck.skippable(invalid);
    }
    Vector label = vectors ? Packing.vector(row, 1) : null;
    if (block.firstUsed == 0) {
      block.firstUsed = block.seen;
      targets = targets > 0 ? targets : label.size();
    }
    String wrong = packed ? check.wrong(row, label, targets) : check.wrongWidth(row, width);
    if (wrong == null) {
      wrong = check.wrongCode(features);
    }
    if (wrong != null) {
      return wrong;
    }
    keep(row, label, features.rows() - 1);
    return null;
  }

  /** Whether the row's features were valid and are added. */
  private boolean features(InternalRow row) {
    if (width == 0) {
      Vector vector = Packing.vector(row, 0);
      if (vector == null || vector.size() == 0 || check.invalid(row) != null) {
        return false;
      }
      width = vector.size();
    }
    if (features == null) {
      features = new FeatureBlock(width, check.features(), ROWS);
      features.expect(expected);
    }
    return features.add(row, 0);
  }

  private void keep(InternalRow row, Vector label, int at) {
    if (at == block.weights.length) {
      int length = Math.min(rows(), Math.max(64, 4 * at));
      block.weights = Arrays.copyOf(block.weights, length);
      block.validation = Arrays.copyOf(block.validation, length);
      block.labels = Arrays.copyOf(block.labels, length * targets);
    }
    block.weights[at] = row.getDouble(2);
    block.validation[at] = !row.isNullAt(3) && row.getBoolean(3);
    for (int t = 0; t < targets; t++) {
      block.labels[at * targets + t] = vectors ? label.apply(t) : row.getDouble(1);
    }
  }

  private RowBlock closed() {
    block.width = width;
    block.targets = targets;
    block.rows = features == null ? 0 : features.rows();
    block.weights = Arrays.copyOf(block.weights, block.rows);
    block.validation = Arrays.copyOf(block.validation, block.rows);
    block.labels = Arrays.copyOf(block.labels, block.rows * targets);
    if (block.rows > 0) {
      if (features.isSparse()) {
        block.starts = features.takeStarts();
        block.places = features.takePlaces();
      }
      block.values = features.takeValues();
      expected = block.values.length;
    }
    return block;
  }
}
