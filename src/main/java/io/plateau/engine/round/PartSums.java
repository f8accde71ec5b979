package io.plateau.engine.round;

/**
 * Sums over a part of the rows, as they are kept and sent: the sums, or where most of them are 0,
 * such as counts by bucket, the index and the value of each that is not.
 */
final class PartSums {
  private PartSums() {}

  static double[] of(double[] sums) {
    int present = 0;
    for (double sum : sums) {
      present += sum != 0 ? 1 : 0;
    }
    if (2 * present >= sums.length) {
      return sums;
    }
    double[] packed = new double[2 * present];
    int at = 0;
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] != 0) {
        packed[at++] = i;
        packed[at++] = sums[i];
      }
    }
    return packed;
  }

  /** <em>Adds</em> the sums of a part <em>into</em> those of all. */
  static void add(double[] packed, double[] total) {
    if (packed.length == total.length) {
      for (int i = 0; i < total.length; i++) {
        total[i] += packed[i];
      }
    } else {
      for (int i = 0; i < packed.length; i += 2) {
        total[(int) packed[i]] += packed[i + 1];
      }
    }
  }
}
