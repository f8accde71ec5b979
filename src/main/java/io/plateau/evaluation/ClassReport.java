package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.nn.loss.CalibrationError;
import io.plateau.nn.loss.ClassCounts;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The measures of classified rows as JSON; by class as Spark's {@code MulticlassMetrics}. */
record ClassReport(ClassTally tally) {
  /**
   * The first numbers, as the monitors of a training have them: accuracy, balancedAccuracy, f1,
   * logLoss, brier and, unless there are too many classes, auc.
   */
  Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", accuracy());
    metrics.put("f1", tally.counts().f1());
    metrics.put("logLoss", tally.logLoss());
    metrics.put("balancedAccuracy", tally.counts().balancedAccuracy());
    tally.putAuc(metrics::put);
    metrics.put("brier", tally.brier());
    return metrics;
  }

  private double accuracy() {
    return ClassCounts.ratio(Arrays.stream(tally.right).sum(), tally.weight);
  }

  ObjectNode json() {
    ObjectNode report = tally.begin("classes");
    ArrayNode names = report.putArray("labels");
    tally.names.forEach(names::add);
    putMeasures(report);
    if (tally.matrix.length > 0) {
      ArrayNode matrix = report.putArray("confusion");
      for (int i = 0; i < tally.classes; i++) {
        ArrayNode row = matrix.addArray();
        for (int j = 0; j < tally.classes; j++) {
          add(row, tally.matrix[i * tally.classes + j]);
        }
      }
    }
    tally.put(report, "perClass");
    putCalibration(report);
    tally.putSpread(report);
    return report;
  }

  private void putMeasures(ObjectNode report) {
    ClassCounts counts = tally.counts();
    double weightedPrecision = 0;
    double weightedRecall = 0;
    double weightedF1 = 0;
    for (int c = 0; c < tally.classes; c++) {
      double share = ClassCounts.ratio(tally.actual[c], tally.weight);
      weightedPrecision += share * counts.precision(c);
      weightedRecall += share * counts.recall(c);
      weightedF1 += share * counts.f1(c);
    }
    report
        .put("accuracy", accuracy())
        .put("balancedAccuracy", counts.balancedAccuracy())
        .put("meanF1", counts.macroF1())
        .put("weightedPrecision", weightedPrecision)
        .put("weightedRecall", weightedRecall)
        .put("weightedF1", weightedF1)
        .put("logLoss", tally.logLoss())
        .put("brier", tally.brier());
    tally.putAuc(report::put);
  }

  private void putCalibration(ObjectNode report) {
    ArrayNode bins = JsonNodeFactory.instance.arrayNode();
    for (int b = 0; b < ClassTally.BINS; b++) {
      double weight = tally.binWeight[b];
      if (weight > 0) {
        double predicted = tally.binProbability[b] / weight;
        double observed = tally.binRight[b] / weight;
        bins.addObject()
            .put("low", (double) b / ClassTally.BINS)
            .put("high", (b + 1.0) / ClassTally.BINS)
            .put("weight", weight)
            .put("predicted", predicted)
            .put("observed", observed);
      }
    }
    if (!bins.isEmpty()) {
      ObjectNode calibration = report.putObject("calibration");
      boolean two = tally.classes == 2;
      calibration.put("of", two ? "positive" : "confidence");
      if (two) {
        calibration.put("label", tally.names.get(1));
      }
      double error = CalibrationError.of(tally.binWeight, tally.binProbability, tally.binRight);
      calibration.put("expectedError", error).set("bins", bins);
    }
  }

  /** Whole numbers without a point: shorter, and the usual case. */
  private static void add(ArrayNode row, double value) {
    if (value == (long) value) {
      row.add((long) value);
    } else {
      row.add(value);
    }
  }
}
