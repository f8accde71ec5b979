package io.plateau.ml.fit;

import io.plateau.engine.LabelScale;
import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.ExampleBlock;
import java.io.Serializable;
import java.util.Iterator;
import java.util.stream.IntStream;

/**
 * Some thousand rows of one partition, checked, with their features as floats: what a scan of the
 * dataset leaves in the cache until the rows are dealt to shards.
 *
 * <p>Values lie one row after the other. Where a row of the block is sparse, all are stored with
 * the places of their values.
 */
final class RowBlock implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final float[] NONE = {};

  int rows;
  int width;
  int targets;
  float[] values;

  /** Where each row starts; null where all rows are dense. */
  int[] starts;

  int[] places;
  double[] labels;
  double[] weights;
  boolean[] validation;

  /** Rows read, those left out of them, and the place of the first that was not, from 1. */
  long seen;

  long skipped;
  long firstUsed;

  /** What is wrong with the last row that was read, or null. */
  String problem;

  int start(int row) {
    return starts == null ? row * width : starts[row];
  }

  /**
   * The rows, with labels scaled and weights multiplied by their class's factor; those of the other
   * part weigh nothing.
   */
  ExampleBlock part(boolean ofValidation, LabelScale scale, double[] classFactors) {
    return new ExampleBlock() {
      @Override
      public int rows() {
        return rows;
      }

      @Override
      public Example example(int row) {
        return validation[row] == ofValidation
            ? RowBlock.this.example(row, scale, classFactors)
            : Example.dense(NONE, NONE, 0);
      }
    };
  }

  /** All rows, with their labels as they are. */
  Iterator<Example> examples() {
    return IntStream.range(0, rows).mapToObj(row -> example(row, null, null)).iterator();
  }

  private Example example(int row, LabelScale scale, double[] classFactors) {
    float[] target = new float[targets];
    for (int t = 0; t < targets; t++) {
      double label = labels[row * targets + t];
      target[t] = (float) (scale == null ? label : scale.scaled(label, t));
    }
    double weight = weights[row];
    if (classFactors != null) {
      weight *= classFactors[(int) target[0]];
    }
    return Example.view(places, values, start(row), start(row + 1), target, (float) weight);
  }
}
