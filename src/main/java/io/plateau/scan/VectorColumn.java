package io.plateau.scan;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/** Vectors of a block of rows, their stored values one row after the other. */
public final class VectorColumn implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Size of each vector, −1 where there is none. */
  private final int[] sizes;

  private final int[] starts;

  /** Places of the values of sparse vectors; null where all are dense. */
  private final int[] places;

  private final NumberColumn values;

  private VectorColumn(int[] sizes, int[] starts, int[] places, NumberColumn values) {
    this.sizes = sizes;
    this.starts = starts;
    this.places = places;
    this.values = values;
  }

  public int size(int row) {
    return sizes[row];
  }

  public int start(int row) {
    return starts[row];
  }

  public boolean sparse() {
    return places != null;
  }

  /** The place in its vector of stored value p of a row. */
  public int place(int row, int p) {
    return places == null ? p - starts[row] : places[p];
  }

  public double value(int p) {
    return values.at(p);
  }

  /** Whether all stored values of a row are finite. */
  public boolean finite(int row) {
    for (int p = starts[row]; p < starts[row + 1]; p++) {
      if (!Double.isFinite(values.at(p))) {
        return false;
      }
    }
    return true;
  }

  /** Collects vectors. */
  static final class Builder {
    private int[] sizes = new int[16];
    private int[] starts = new int[17];
    private int[] places = {};
    private double[] values = {};
    private boolean sparse;
    private int rows;

    int stored() {
      return starts[rows];
    }

    void add(Vector vector) {
      if (rows == sizes.length) {
        sizes = Arrays.copyOf(sizes, 2 * rows);
        starts = Arrays.copyOf(starts, 2 * rows + 1);
      }
      int at = starts[rows];
      sizes[rows++] = vector == null ? -1 : vector.size();
      int end = at;
      if (vector instanceof SparseVector stored) {
        sparse = true;
        end = at + stored.values().length;
        reserve(end);
        System.arraycopy(stored.values(), 0, values, at, end - at);
        System.arraycopy(stored.indices(), 0, places, at, end - at);
      } else if (vector != null) {
        double[] all = vector.toArray();
        end = at + all.length;
        reserve(end);
        System.arraycopy(all, 0, values, at, all.length);
        for (int i = 0; i < all.length; i++) {
          places[at + i] = i;
        }
      }
      starts[rows] = end;
    }

    private void reserve(int size) {
      if (size > values.length) {
        values = Arrays.copyOf(values, Math.max(size, 2 * values.length));
        places = Arrays.copyOf(places, values.length);
      }
    }

    VectorColumn build() {
      return new VectorColumn(
          Arrays.copyOf(sizes, rows),
          Arrays.copyOf(starts, rows + 1),
          sparse ? Arrays.copyOf(places, stored()) : null,
          NumberColumn.of(values, stored()));
    }
  }
}
