package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.nn.loss.CalibrationError;
import io.plateau.nn.loss.ClassCounts;
import io.plateau.train.DataException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;

/**
 * Tally of classified rows; its measures by class are those of Spark's {@code MulticlassMetrics}.
 */
final class ClassTally extends AnswerTally {
  private static final long serialVersionUID = 1;

  /** Bins of the calibration, of equal width. */
  private static final int BINS = CalibrationError.BINS;

  /** Up to here every pair of classes is counted. */
  private static final int MOST_IN_MATRIX = 500;

  private final int classes;

  /** By true class × predicted class; empty for too many. */
  private final double[] matrix;

  /** The sums of {@link CalibrationError}. */
  private final double[] binSums = new double[3 * BINS];

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
    CalibrationError.count(confidence, label == (two ? 1 : prediction), w, binSums, 0);
    for (int c = 0; c < classes; c++) {
      countProbability(c, probability[c], label == c, w);
    }
  }

  /** The mean of −log of the probability given to the true class. */
  private double logLoss() {
    return ClassCounts.ratio(logLoss[0], weight);
  }

  /** The mean squared error of the probabilities: of the second of two classes, or of all. */
  private double brier() {
    return ClassCounts.ratio(brier[0], weight);
  }

  @Override
  Stream<double[]> arrays() {
    return Stream.concat(super.arrays(), Stream.of(matrix, binSums));
  }

  /**
   * The first numbers, as the monitors of a training have them: accuracy, balancedAccuracy, f1,
   * logLoss, brier and, unless there are too many classes, auc.
   */
  @Override
  Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", accuracy());
    metrics.put("f1", counts().f1());
    metrics.put("logLoss", logLoss());
    metrics.put("balancedAccuracy", counts().balancedAccuracy());
    putAuc(metrics::put);
    metrics.put("brier", brier());
    return metrics;
  }

  private double accuracy() {
    return ClassCounts.ratio(Arrays.stream(right).sum(), weight);
  }

  @Override
  ObjectNode report(JavaRDD<PredictedRows> counted) {
    ObjectNode report = begin("classes");
    names.forEach(report.putArray("labels")::add);
    putMeasures(report);
    if (matrix.length > 0) {
      ArrayNode rows = report.putArray("confusion");
      for (int i = 0; i < classes; i++) {
        ArrayNode row = rows.addArray();
        for (int j = 0; j < classes; j++) {
          addCount(row, matrix[i * classes + j]);
        }
      }
    }
    put(report, "perClass");
    putCalibration(report);
    putSpread(report);
    return report;
  }

  private void putMeasures(ObjectNode report) {
    ClassCounts counts = counts();
    double weightedPrecision = 0;
    double weightedRecall = 0;
    double weightedF1 = 0;
    for (int c = 0; c < classes; c++) {
      double share = ClassCounts.ratio(actual[c], weight);
      weightedPrecision += share * counts.precision(c);
      weightedRecall += share * counts.recall(c);
      weightedF1 += share * counts.f1(c);
    }
    report
        .put("accuracy", accuracy())
        .put("balancedAccuracy", counts.balancedAccuracy())
        .put("meanF1", counts.meanF1())
        .put("weightedPrecision", weightedPrecision)
        .put("weightedRecall", weightedRecall)
        .put("weightedF1", weightedF1)
        .put("logLoss", logLoss())
        .put("brier", brier());
    putAuc(report::put);
  }

  private void putCalibration(ObjectNode report) {
    ArrayNode bins = JsonNodeFactory.instance.arrayNode();
    for (int b = 0; b < BINS; b++) {
      double of = binSums[b];
      if (of > 0) {
        bins.addObject()
            .put("low", (double) b / BINS)
            .put("high", (b + 1.0) / BINS)
            .put("weight", of)
            .put("predicted", binSums[b + BINS] / of)
            .put("observed", binSums[b + 2 * BINS] / of);
      }
    }
    if (!bins.isEmpty()) {
      ObjectNode calibration = report.putObject("calibration");
      boolean two = classes == 2;
      calibration.put("of", two ? "positive" : "confidence");
      if (two) {
        calibration.put("label", names.get(1));
      }
      double error = CalibrationError.of(binSums, 0);
      calibration.put("expectedError", error).set("bins", bins);
    }
  }

  /** Whole numbers without a point: shorter, and the usual case. */
  private static void addCount(ArrayNode row, double value) {
    if (value == (long) value) {
      row.add((long) value);
    } else {
      row.add(value);
    }
  }
}
