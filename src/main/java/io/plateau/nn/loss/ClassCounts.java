package io.plateau.nn.loss;

/**
 * Weights of examples by class, from which precision, recall and their means follow. A ratio whose
 * denominator is 0 is 0, as in scikit-learn and Spark.
 *
 * @param right of the examples of a class that were given it
 * @param actual of the examples of a class
 * @param predicted of the examples that were given a class
 */
public record ClassCounts(double[] right, double[] actual, double[] predicted) {
  /** A part of all examples below which a difference of their weights is rounding. */
  private static final double ROUNDING = 1e-12;

  /** Fraction of the examples given a class that are of it. */
  public double precision(int c) {
    return ratio(right[c], predicted[c]);
  }

  /** Fraction of the examples of a class that were given it. */
  public double recall(int c) {
    return ratio(right[c], actual[c]);
  }

  /** The harmonic mean of precision and recall. */
  public double f1(int c) {
    return harmonic(precision(c), recall(c));
  }

  /**
   * F1 of the second of two classes; of more classes the mean over those that occur among labels or
   * predictions.
   */
  public double f1() {
    return actual.length == 2 ? f1(1) : meanF1();
  }

  /** Mean F1 over the classes that occur among labels or predictions; 0 where none does. */
  public double meanF1() {
    double sum = 0;
    int occur = 0;
    for (int c = 0; c < actual.length; c++) {
      sum += f1(c);
      occur += actual[c] > 0 || predicted[c] > 0 ? 1 : 0;
    }
    return ratio(sum, occur);
  }

  /** Mean F1 over all classes. */
  public double macroF1() {
    double sum = 0;
    for (int c = 0; c < actual.length; c++) {
      sum += f1(c) / actual.length;
    }
    return sum;
  }

  /** Mean recall over the classes that occur among the labels. */
  public double balancedAccuracy() {
    double sum = 0;
    int occur = 0;
    for (int c = 0; c < actual.length; c++) {
      sum += recall(c);
      occur += actual[c] > 0 ? 1 : 0;
    }
    return ratio(sum, occur);
  }

  /**
   * Of yes-or-no labels, whose answers yes are counted: the mean over the labels of the balanced
   * accuracy of yes and no.
   *
   * @param weight of all examples
   */
  public double balancedAccuracyOfLabels(double weight) {
    double sum = 0;
    for (int c = 0; c < actual.length; c++) {
      double difference = weight - actual[c];
      double no = difference > ROUNDING * weight ? difference : 0;
      double rightNo = no - (predicted[c] - right[c]);
      sum +=
          new ClassCounts(
                  new double[] {rightNo, right[c]},
                  new double[] {no, actual[c]},
                  new double[] {weight - predicted[c], predicted[c]})
              .balancedAccuracy();
    }
    return sum / actual.length;
  }

  /** The harmonic mean of two fractions. */
  public static double harmonic(double a, double b) {
    return ratio(2 * a * b, a + b);
  }

  /** A fraction; 0 of nothing. */
  public static double ratio(double part, double whole) {
    return whole > 0 ? part / whole : 0;
  }

  /** The class with the largest output of example j, the first of equals. */
  public static int likeliest(float[] z, int k, int j) {
    int best = j * k;
    for (int i = best + 1; i < (j + 1) * k; i++) {
      if (z[i] > z[best]) {
        best = i;
      }
    }
    return best - j * k;
  }
}
