package io.plateau.scan;

import io.plateau.train.DataException;
import java.io.Serializable;

/** Shape of the vectors of a slot. */
public final class VectorShape implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int least;
  private final int most;
  private final boolean finite;

  /**
   * @param least width, or the largest int where there are no vectors
   * @param most width, or −1 where there are no vectors
   * @param finite whether all numbers are
   */
  private VectorShape(int least, int most, boolean finite) {
    this.least = least;
    this.most = most;
    this.finite = finite;
  }

  /** The shape of the vectors of a block. */
  public static VectorShape of(ColumnBlock block, int slot) {
    VectorColumn vectors = block.vectors(slot);
    int least = Integer.MAX_VALUE;
    int most = -1;
    boolean finite = true;
    for (int row = 0; row < block.rows; row++) {
      if (vectors.size(row) >= 0) {
        least = Math.min(least, vectors.size(row));
        most = Math.max(most, vectors.size(row));
        finite &= vectors.finite(row);
      }
    }
    return new VectorShape(least, most, finite);
  }

  /** The shape of these vectors and others. */
  public VectorShape and(VectorShape other) {
    return new VectorShape(
        Math.min(least, other.least), Math.max(most, other.most), finite && other.finite);
  }

  /**
   * Checks that all vectors have one width and finite numbers.
   *
   * @throws DataException naming the column
   */
  public void require(String column) {
    if (most >= 0 && least != most) {
      throw new DataException(
          "column \"%s\": expected vectors of one width, got widths from %d to %d"
              .formatted(column, least, most));
    }
    if (!finite) {
      throw new DataException(
          "column \"%s\": expected vectors of finite numbers, got NaN or infinity; leave such rows out"
              .formatted(column));
    }
  }
}
