package io.plateau.evaluation;

/**
 * What is counted of classified rows. Arrays by class, then by bucket of the probability given to
 * the class.
 */
final class ClassTally implements OrderedSum.Tally<ClassTally> {
  private static final long serialVersionUID = 1;

  /** Bins of the calibration, of equal width. */
  static final int BINS = 15;

  /** Up to here every pair of classes is counted. */
  static final int MOST_IN_MATRIX = 500;

  /** Up to here every class has curves. */
  static final int MOST_WITH_CURVES = 200;

  private static final double LEAST_PROBABILITY = 1e-15;

  final int classes;
  private final int bits;
  long rows;
  double weight;

  /** By true class × predicted class; null for too many. */
  final double[] matrix;

  final double[] right;
  final double[] actual;
  final double[] predicted;

  /** Of class c the rows that are of it, and all; null without probabilities. */
  final double[][] positives;

  final double[][] all;
  final double[] binWeight = new double[BINS];
  final double[] binProbability = new double[BINS];
  final double[] binRight = new double[BINS];
  double logLoss;

  ClassTally(int classes, boolean probabilities) {
    this.classes = classes;
    // About 2^18 buckets over all classes: 4 MB a partition.
    this.bits = classes <= 2 ? 10 : classes <= 16 ? 7 : classes <= 64 ? 5 : 4;
    this.matrix = classes <= MOST_IN_MATRIX ? new double[classes * classes] : null;
    this.right = new double[classes];
    this.actual = new double[classes];
    this.predicted = new double[classes];
    FloatBuckets buckets = new FloatBuckets(bits);
    boolean curves = probabilities && classes <= MOST_WITH_CURVES;
    this.positives = curves ? new double[classes][] : null;
    this.all = curves ? new double[classes][] : null;
    if (curves) {
      // Of two classes one tells all.
      for (int c = classes == 2 ? 1 : 0; c < classes; c++) {
        positives[c] = new double[buckets.probabilities()];
        all[c] = new double[buckets.probabilities()];
      }
    }
  }

  /**
   * Counts a row.
   *
   * @param probability of each class, or null
   */
  void count(int label, int prediction, double[] probability, double w) {
    rows++;
    weight += w;
    if (matrix != null) {
      matrix[label * classes + prediction] += w;
    }
    actual[label] += w;
    predicted[prediction] += w;
    if (label == prediction) {
      right[label] += w;
    }
    if (probability != null) {
      countProbabilities(label, prediction, probability, w);
    }
  }

  private void countProbabilities(int label, int prediction, double[] probability, double w) {
    double p = Math.min(1 - LEAST_PROBABILITY, Math.max(LEAST_PROBABILITY, probability[label]));
    logLoss -= w * StrictMath.log(p);
    boolean two = classes == 2;
    double confidence = probability[two ? 1 : prediction];
    int bin = Math.min(BINS - 1, Math.max(0, (int) (confidence * BINS)));
    binWeight[bin] += w;
    binProbability[bin] += w * confidence;
    if (label == (two ? 1 : prediction)) {
      binRight[bin] += w;
    }
    if (all == null) {
      return;
    }
    FloatBuckets buckets = new FloatBuckets(bits);
    for (int c = two ? 1 : 0; c < classes; c++) {
      all[c][buckets.ofProbability(probability[c])] += w;
    }
    if (positives[label] != null) {
      positives[label][buckets.ofProbability(probability[label])] += w;
    }
  }

  @Override
  public void add(ClassTally other) {
    rows += other.rows;
    weight += other.weight;
    logLoss += other.logLoss;
    if (matrix != null) {
      add(matrix, other.matrix);
    }
    add(right, other.right);
    add(actual, other.actual);
    add(predicted, other.predicted);
    add(binWeight, other.binWeight);
    add(binProbability, other.binProbability);
    add(binRight, other.binRight);
    if (all != null) {
      for (int c = 0; c < classes; c++) {
        if (all[c] != null) {
          add(all[c], other.all[c]);
          add(positives[c], other.positives[c]);
        }
      }
    }
  }

  static void add(double[] into, double[] other) {
    for (int i = 0; i < into.length; i++) {
      into[i] += other[i];
    }
  }
}
