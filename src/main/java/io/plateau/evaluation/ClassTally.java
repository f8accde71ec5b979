package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.nn.loss.CalibrationError;
import io.plateau.nn.loss.ClassCounts;
import io.plateau.train.DataException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;

/** Tally of classified rows. */
final class ClassTally extends AnswerTally {
  private static final long serialVersionUID = 1;

  /** Bins of the calibration, of equal width. */
  static final int BINS = CalibrationError.BINS;

  /** Up to here every pair of classes is counted. */
  static final int MOST_IN_MATRIX = 500;

  final int classes;

  /** By true class × predicted class; empty for too many. */
  final double[] matrix;

  final double[] binWeight = new double[BINS];
  final double[] binProbability = new double[BINS];
  final double[] binRight = new double[BINS];

  ClassTally(List<String> names, boolean members) {
    // Of two classes one tells all.
    super(names, names.size() == 2 ? 1 : 0, members);
    this.classes = names.size();
    this.matrix = new double[classes <= MOST_IN_MATRIX ? classes * classes : 0];
  }

  @Override
  void count(Predicted row) {
    final int label = index("label", row.label()[0]);
    final int prediction = index("prediction", row.prediction()[0]);
    double w = row.weight();
    if (matrix.length > 0) {
      matrix[label * classes + prediction] += w;
    }
    actual[label] += w;
    predicted[prediction] += w;
    if (label == prediction) {
      right[label] += w;
    }
    if (spread.length > 0) {
      spread[0].count(row.spread()[0], label == prediction ? 0 : 1, w);
    }
    if (row.probability() != null) {
      countProbabilities(label, prediction, row.probability(), w);
    }
  }

  private int index(String what, double number) {
    int index = (int) number;
    if (index != number || index < 0 || index >= classes) {
      throw new DataException(
          "a %s must be the index of one of %s classes, got %s".formatted(what, classes, number));
    }
    return index;
  }

  private void countProbabilities(int label, int prediction, double[] probability, double w) {
    logLoss[0] -= w * StrictMath.log(clipped(probability[label]));
    boolean two = classes == 2;
    for (int c = two ? 1 : 0; c < classes; c++) {
      double error = probability[c] - (label == c ? 1 : 0);
      brier[0] += w * error * error;
    }
    double confidence = probability[two ? 1 : prediction];
    int bin = CalibrationError.bin(confidence);
    binWeight[bin] += w;
    binProbability[bin] += w * confidence;
    if (label == (two ? 1 : prediction)) {
      binRight[bin] += w;
    }
    for (int c = 0; c < classes; c++) {
      countProbability(c, probability[c], label == c, w);
    }
  }

  /** The mean of −log of the probability given to the true class. */
  double logLoss() {
    return ClassCounts.ratio(logLoss[0], weight);
  }

  /** The mean squared error of the probabilities: of the second of two classes, or of all. */
  double brier() {
    return ClassCounts.ratio(brier[0], weight);
  }

  @Override
  Stream<double[]> arrays() {
    return Stream.concat(super.arrays(), Stream.of(matrix, binWeight, binProbability, binRight));
  }

  @Override
  Map<String, Double> metrics() {
    return new ClassReport(this).metrics();
  }

  @Override
  ObjectNode report(JavaRDD<Predicted> counted) {
    return new ClassReport(this).json();
  }
}
