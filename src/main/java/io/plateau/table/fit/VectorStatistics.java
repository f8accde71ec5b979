package io.plateau.table.fit;

import io.plateau.math.Moments;

/** Statistics of a column of vectors: the range of each element. */
public final class VectorStatistics implements ColumnStatistics {
  private static final long serialVersionUID = 1L;

  private Moments.Range range = new Moments.Range(0);
  private long present;
  private long missing;

  /** <em>Counts</em> a row without a vector. */
  public void absent() {
    missing++;
  }

  /** <em>Counts</em> a vector, whose stored elements are added one by one; the others are 0. */
  public void vector(int width) {
    if (present == 0) {
      range = new Moments.Range(width);
    }
    present++;
    range.rows(1);
  }

  /** <em>Adds</em> a stored element of the vector counted last. */
  public void element(int i, double x) {
    range.add(i, x);
  }

  @Override
  public void add(ColumnStatistics other) {
    VectorStatistics vectors = (VectorStatistics) other;
    if (present == 0) {
      range = vectors.range;
    } else if (vectors.present > 0) {
      range.add(vectors.range);
    }
    present += vectors.present;
    missing += vectors.missing;
  }

  /** The range of each element. */
  public Moments.Range range() {
    return range;
  }

  @Override
  public long present() {
    return present;
  }

  @Override
  public long missing() {
    return missing;
  }

  /** Vectors are not compared. */
  @Override
  public Count distinct() {
    return new Count(0, Count.Accuracy.MORE_THAN);
  }
}
