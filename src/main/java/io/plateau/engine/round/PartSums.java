package io.plateau.engine.round;

/**
 * Sums over a part of the rows, as they are kept and sent: the number of the part, then the sums,
 * or where most of them are 0, such as counts by bucket, the index and the value of each that is
 * not.
 */
final class PartSums {
  private PartSums() {}

  static double[] of(int part, double[] sums) {
    int present = 0;
    for (double sum : sums) {
      present += sum != 0 ? 1 : 0;
    }
    boolean dense = 2 * present >= sums.length;
    double[] packed = new double[1 + (dense ? sums.length : 2 * present)];
    packed[0] = part;
    int at = 1;
    for (int i = 0; i < sums.length; i++) {
      if (dense) {
        packed[at++] = sums[i];
      } else if (sums[i] != 0) {
        packed[at++] = i;
        packed[at++] = sums[i];
      }
    }
    return packed;
  }

  /** The number of the part. */
  static double part(double[] packed) {
    return packed[0];
  }

  /** <em>Adds</em> the sums of a part <em>into</em> those of all. */
  static void add(double[] packed, double[] total) {
    if (packed.length == 1 + total.length) {
      for (int i = 0; i < total.length; i++) {
        total[i] += packed[1 + i];
      }
    } else {
      for (int i = 1; i < packed.length; i += 2) {
        total[(int) packed[i]] += packed[i + 1];
      }
    }
  }
}
