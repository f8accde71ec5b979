package io.plateau.data;

import io.plateau.engine.shard.Example;
import io.plateau.ml.fit.LabelScale;
import io.plateau.scan.ColumnBlock;
import io.plateau.scan.NumberColumn;
import io.plateau.scan.TextColumn;
import io.plateau.scan.VectorColumn;
import io.plateau.train.DataException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Encoder of rows as a network takes them: missing numbers filled, strings one-hot, all in the
 * order of the file, numbers brought to mean 0 and variance 1. Gives the very floats that the saved
 * pipeline of Spark's transformers gives.
 *
 * @param fill by feature, the number in place of a missing one; NaN for none
 * @param categories by feature, the place of each string; null for other columns
 * @param unseen what becomes of a string that is no category
 * @param starts by feature, the place of its first number; at the end the width of a row
 * @param scaling of the encoded numbers
 * @param classes the index of each class, or null where labels are numbers
 * @param labelScale of labels that are numbers, or null
 */
record Encoder(
    ScanPlan plan,
    double[] fill,
    List<Map<String, Integer>> categories,
    Unseen unseen,
    int[] starts,
    Scaling scaling,
    Map<String, Integer> classes,
    LabelScale labelScale)
    implements Serializable {

  /** What becomes of a string that is no category. */
  enum Unseen {
    ERROR,
    /** It has a place of its own, the last of its column. */
    KEEP,
    /** Its row is left out. */
    SKIP
  }

  int width() {
    return starts[plan.features()];
  }

  /** The rows of a block that are in a part, encoded one by one. */
  Iterator<Example> encode(ColumnBlock block, byte[] parts, byte part) {
    return new Rows(block, parts, part);
  }

  /** Numbers of a row that are not zero. */
  int nonZeros(ColumnBlock block, int row) {
    int count = 0;
    for (int f = 0; f < plan.features(); f++) {
      if (block.columns[f] instanceof NumberColumn column) {
        count += scaling.of(starts[f], filled(f, column.at(row))) != 0 ? 1 : 0;
      } else if (block.columns[f] instanceof TextColumn) {
        count += 1;
      } else {
        VectorColumn vectors = block.vectors(f);
        int stored = vectors.start(row + 1) - vectors.start(row);
        for (int p = vectors.start(row); p < vectors.start(row + 1); p++) {
          int place = starts[f] + vectors.place(row, p);
          count += scaling.of(place, vectors.value(p)) != 0 ? 1 : 0;
        }
        if (scaling.center() && stored < vectors.size(row)) {
          count += zeros(vectors, row, starts[f]);
        }
      }
    }
    return count;
  }

  /** Zeros that a sparse vector does not store and that the mean moves. */
  private int zeros(VectorColumn vectors, int row, int start) {
    int count = 0;
    int p = vectors.start(row);
    for (int i = 0; i < vectors.size(row); i++) {
      if (p < vectors.start(row + 1) && vectors.place(row, p) == i) {
        p++;
      } else {
        count += scaling.of(start + i, 0) != 0 ? 1 : 0;
      }
    }
    return count;
  }

  private double filled(int feature, double value) {
    double number = value != value ? fill[feature] : value; // NaN
    return number == 0 ? 0 : number; // never −0
  }

  /** By feature, the place of each string of the block's dictionary, −1 where it has none. */
  int[][] codes(ColumnBlock block) {
    int[][] codes = new int[plan.features()][];
    for (int f = 0; f < codes.length; f++) {
      if (categories.get(f) != null) {
        codes[f] = places(block.texts(f).dictionary(), categories.get(f));
      }
    }
    return codes;
  }

  /** The place of each string, −1 where it has none. */
  static int[] places(String[] texts, Map<String, Integer> known) {
    return Arrays.stream(texts).mapToInt(text -> known.getOrDefault(text, -1)).toArray();
  }

  /** Encoded rows; each is good until the next is asked for. */
  private final class Rows implements Iterator<Example> {
    private final ColumnBlock block;
    private final byte[] parts;
    private final byte part;
    private final int[][] codes;
    private final int[] labelCodes;
    private final boolean sparse;
    private final float[] dense;
    private float[] values = new float[16];
    private int[] places = new int[16];
    private int stored;
    private int row = -1;

    Rows(ColumnBlock block, byte[] parts, byte part) {
      this.block = block;
      this.parts = parts;
      this.part = part;
      this.codes = codes(block);
      this.labelCodes =
          classes == null || plan.labels() == 0
              ? null
              : places(block.texts(plan.label(0)).dictionary(), classes);
      boolean any = false;
      for (int f = 0; f < plan.features(); f++) {
        any |= block.columns[f] instanceof VectorColumn vectors && vectors.sparse();
      }
      this.sparse = any && !scaling.center();
      this.dense = new float[sparse ? 0 : width()];
      advance();
    }

    private void advance() {
      do {
        row++;
      } while (row < block.rows && (parts[row] != part || leftOut()));
    }

    private boolean leftOut() {
      boolean out = false;
      for (int f = 0; unseen == Unseen.SKIP && f < codes.length; f++) {
        out |= codes[f] != null && category(f) < 0;
      }
      return out;
    }

    /** The place of the row's string among those of its column, −1 where it has none. */
    private int category(int f) {
      int code = block.texts(f).code(row);
      int place = code < 0 ? -1 : codes[f][code];
      return place < 0 && unseen == Unseen.KEEP ? categories.get(f).size() : place;
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
      stored = 0;
      for (int f = 0; f < plan.features(); f++) {
        encode(f);
      }
      float weight = (float) plan.weight(block, row);
      Example example =
          sparse
              ? Example.view(places, values, 0, stored, target(), weight)
              : Example.view(null, dense, 0, dense.length, target(), weight);
      advance();
      return example;
    }

    private void encode(int f) {
      int start = starts[f];
      if (block.columns[f] instanceof NumberColumn column) {
        put(f, start, scaling.of(start, filled(f, column.at(row))));
      } else if (codes[f] != null) {
        int width = starts[f + 1] - start;
        if (!sparse) {
          Arrays.fill(dense, start, start + width, 0);
        }
        put(f, start + category(f), 1);
      } else {
        VectorColumn vectors = block.vectors(f);
        if (!sparse && vectors.sparse()) {
          for (int i = start; i < starts[f + 1]; i++) {
            put(f, i, scaling.of(i, 0));
          }
        }
        for (int p = vectors.start(row); p < vectors.start(row + 1); p++) {
          int place = start + vectors.place(row, p);
          double value = vectors.value(p);
          put(f, place, scaling.of(place, value == 0 ? 0 : value));
        }
      }
    }

    private void put(int f, int place, double value) {
      float number = (float) value;
      if (!Float.isFinite(number)) {
        throw new DataException(
            "column \"%s\": expected numbers that are finite as 32-bit floats, got %s"
                .formatted(plan.slots().get(f).column(), value));
      }
      if (!sparse) {
        dense[place] = number;
        return;
      }
      if (stored == values.length) {
        values = Arrays.copyOf(values, 2 * stored);
        places = Arrays.copyOf(places, 2 * stored);
      }
      places[stored] = place;
      values[stored++] = number;
    }

    private float[] target() {
      float[] target = new float[classes != null ? 1 : plan.labels()];
      for (int t = 0; t < target.length; t++) {
        if (labelCodes != null) {
          target[t] = labelCodes[block.texts(plan.label(0)).code(row)];
        } else if (plan.labels() > 0) {
          double label = block.numbers(plan.label(t)).at(row);
          target[t] = (float) (labelScale == null ? label : labelScale.scaled(label, t));
        }
      }
      return target;
    }
  }
}
