package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The measures of classified rows as JSON; by class as Spark's {@code MulticlassMetrics}. */
record ClassReport(ClassTally tally) {
  /** The first numbers: accuracy, f1 (weighted by class) and, of probabilities, logLoss. */
  Map<String, Double> metrics(boolean logLoss) {
    ObjectNode measured = JsonNodeFactory.instance.objectNode();
    putMeasures(measured);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", measured.get("accuracy").doubleValue());
    metrics.put("f1", measured.get("weightedF1").doubleValue());
    if (logLoss) {
      metrics.put("logLoss", tally.logLoss());
    }
    return metrics;
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
    return report;
  }

  private void putMeasures(ObjectNode report) {
    double right = 0;
    double f1 = 0;
    double weightedPrecision = 0;
    double weightedRecall = 0;
    double weightedF1 = 0;
    for (int c = 0; c < tally.classes; c++) {
      right += tally.right[c];
      f1 += tally.f1(c) / tally.classes;
      double share = AnswerTally.ratio(tally.actual[c], tally.weight);
      weightedPrecision += share * tally.precision(c);
      weightedRecall += share * tally.recall(c);
      weightedF1 += share * tally.f1(c);
    }
    report
        .put("accuracy", AnswerTally.ratio(right, tally.weight))
        .put("meanF1", f1)
        .put("weightedPrecision", weightedPrecision)
        .put("weightedRecall", weightedRecall)
        .put("weightedF1", weightedF1);
    if (tally.hasCurves()) {
      report.put("logLoss", tally.logLoss());
    }
  }

  private void putCalibration(ObjectNode report) {
    double error = 0;
    double counted = 0;
    ArrayNode bins = JsonNodeFactory.instance.arrayNode();
    for (int b = 0; b < ClassTally.BINS; b++) {
      double weight = tally.binWeight[b];
      if (weight > 0) {
        double predicted = tally.binProbability[b] / weight;
        double observed = tally.binRight[b] / weight;
        error += weight * Math.abs(predicted - observed);
        counted += weight;
        bins.addObject()
            .put("low", (double) b / ClassTally.BINS)
            .put("high", (b + 1.0) / ClassTally.BINS)
            .put("weight", weight)
            .put("predicted", predicted)
            .put("observed", observed);
      }
    }
    if (counted > 0) {
      ObjectNode calibration = report.putObject("calibration");
      boolean two = tally.classes == 2;
      calibration.put("of", two ? "positive" : "confidence");
      if (two) {
        calibration.put("label", tally.names.get(1));
      }
      calibration.put("expectedError", error / counted).set("bins", bins);
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
