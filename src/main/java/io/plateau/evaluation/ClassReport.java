package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The measures of classified rows as JSON; by class as Spark's {@code MulticlassMetrics}. */
final class ClassReport {
  private final ClassTally tally;
  private final List<String> labels;

  private ClassReport(ClassTally tally, List<String> labels) {
    this.tally = tally;
    this.labels = labels;
  }

  static ObjectNode of(ClassTally tally, List<String> labels) {
    return new ClassReport(tally, labels).json();
  }

  /** The first numbers: accuracy, f1 (weighted by class) and, of probabilities, logLoss. */
  static Map<String, Double> metrics(ClassTally tally, List<String> labels, boolean logLoss) {
    ObjectNode measured = JsonNodeFactory.instance.objectNode();
    new ClassReport(tally, labels).putMeasures(measured);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", measured.get("accuracy").doubleValue());
    metrics.put("f1", measured.get("weightedF1").doubleValue());
    if (logLoss) {
      metrics.put("logLoss", ratio(tally.logLoss, tally.weight));
    }
    return metrics;
  }

  private ObjectNode json() {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("kind", "classes").put("rows", tally.rows).put("weight", tally.weight);
    ArrayNode names = report.putArray("labels");
    labels.forEach(names::add);
    putMeasures(report);
    if (tally.matrix != null) {
      ArrayNode matrix = report.putArray("confusion");
      for (int i = 0; i < tally.classes; i++) {
        ArrayNode row = matrix.addArray();
        for (int j = 0; j < tally.classes; j++) {
          add(row, tally.matrix[i * tally.classes + j]);
        }
      }
    }
    ArrayNode byClass = report.putArray("perClass");
    for (int c = 0; c < tally.classes; c++) {
      byClass
          .addObject()
          .put("label", labels.get(c))
          .put("support", tally.actual[c])
          .put("precision", precision(c))
          .put("recall", recall(c))
          .put("f1", f1(c));
    }
    if (tally.all != null) {
      putCurves(report.putArray("curves"));
    }
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
      f1 += f1(c) / tally.classes;
      double share = ratio(tally.actual[c], tally.weight);
      weightedPrecision += share * precision(c);
      weightedRecall += share * recall(c);
      weightedF1 += share * f1(c);
    }
    report
        .put("accuracy", ratio(right, tally.weight))
        .put("meanF1", f1)
        .put("weightedPrecision", weightedPrecision)
        .put("weightedRecall", weightedRecall)
        .put("weightedF1", weightedF1);
    if (tally.all != null) {
      report.put("logLoss", ratio(tally.logLoss, tally.weight));
    }
  }

  private double precision(int c) {
    return ratio(tally.right[c], tally.predicted[c]);
  }

  private double recall(int c) {
    return ratio(tally.right[c], tally.actual[c]);
  }

  private double f1(int c) {
    return ratio(2 * precision(c) * recall(c), precision(c) + recall(c));
  }

  static double ratio(double part, double whole) {
    return whole > 0 ? part / whole : 0;
  }

  private void putCurves(ArrayNode curves) {
    for (int c = 0; c < tally.classes; c++) {
      if (tally.all[c] != null) {
        putCurve(
            curves.addObject().put("label", labels.get(c)),
            Curve.of(tally.positives[c], tally.all[c]));
      }
    }
  }

  static void putCurve(ObjectNode node, Curve curve) {
    node.put("areaUnderRoc", curve.areaUnderRoc()).put("areaUnderPr", curve.areaUnderPr());
    addPoints(node.putArray("roc"), curve.roc());
    addPoints(node.putArray("pr"), curve.pr());
  }

  private static void addPoints(ArrayNode into, List<double[]> points) {
    points.forEach(point -> into.addArray().add(point[0]).add(point[1]));
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
        calibration.put("label", labels.get(1));
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
