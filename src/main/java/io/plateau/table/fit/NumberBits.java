package io.plateau.table.fit;

import java.io.Serializable;

/**
 * Numbers as 32 bits, which order like them as unsigned integers: those of the nearest finite
 * floats, of which negative ones are flipped (Terdiman 2000, "Radix Sort Revisited").
 *
 * <p>Numbers that vary little for how far from 0 they are, such as times of an hour in milliseconds
 * since 1970, have hardly any floats between them. Theirs is the nearest of up to 65 536 evenly
 * spaced numbers between the least and the largest, in the lower 16 bits.
 *
 * @param step between evenly spaced numbers, a power of two; 0 for the nearest floats
 */
record NumberBits(double least, double most, double step) implements Serializable {
  /** With fewer floats than this between the least and the largest number they are too coarse. */
  private static final int FEWEST_FLOATS = 1 << 12;

  /** Most steps of evenly spaced numbers, so that each has its number of 16 bits. */
  private static final int MOST_STEPS = (1 << Character.SIZE) - 1;

  /**
   * Bits of numbers of a range.
   *
   * @param least infinite where there is no number
   */
  static NumberBits between(double least, double most) {
    return new NumberBits(least, most, step(least, most));
  }

  private static double step(double least, double most) {
    double range = most - least;
    float farthest = (float) Math.max(Math.abs(least), Math.abs(most));
    if (!(range > 0
        && range < FEWEST_FLOATS * (double) Math.ulp(Math.min(farthest, Float.MAX_VALUE)))) {
      return 0;
    }
    // What is a multiple of it from the least number, as whole numbers mostly are, stays exact
    double power = Math.scalb(1.0, Math.getExponent(range / MOST_STEPS));
    return power * MOST_STEPS < range ? 2 * power : power;
  }

  /** Whether numbers are the nearest floats. */
  boolean areFloats() {
    return step == 0;
  }

  /** The bits of a number of the range, which is not NaN. */
  int of(double x) {
    return areFloats() ? ofFloat(x) : steps(x);
  }

  /** The number of some bits. */
  double number(int bits) {
    if (!areFloats()) {
      return bits == steps(most) ? most : least + bits * step;
    }
    return Float.intBitsToFloat(bits < 0 ? bits ^ 0x80000000 : ~bits);
  }

  private int steps(double x) {
    return (int) Math.rint((x - least) / step);
  }

  /** The bits of the finite float nearest to any number but NaN. */
  static int ofFloat(double x) {
    float number = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, x));
    int bits = Float.floatToIntBits(number == 0 ? 0 : number); // never −0
    return bits < 0 ? ~bits : bits ^ 0x80000000;
  }
}
