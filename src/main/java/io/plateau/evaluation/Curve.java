package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.nn.loss.RocArea;
import java.util.ArrayList;
import java.util.List;

/**
 * ROC and precision-recall of one class against the rest. A threshold lies between any two buckets
 * of scores; points and areas are those of Spark's {@code BinaryClassificationMetrics}: trapezoids,
 * precision at recall 0 as at the first threshold.
 *
 * @param roc points (false positive rate, true positive rate), as many as can be seen
 * @param pr points (recall, precision), likewise
 */
record Curve(List<double[]> roc, List<double[]> pr, double areaUnderRoc, double areaUnderPr) {
  /** Points nearer than this to the last one drawn are left out. */
  private static final double NEAR = 0.01;

  /**
   * From buckets of scores, where some rows are of the class and some are not.
   *
   * @param positives weight of the class's own rows by bucket, ascending
   * @param all weight of all rows
   */
  static Curve of(double[] positives, double[] all) {
    double p = sum(positives);
    double n = sum(all) - p;
    List<double[]> roc = new ArrayList<>(List.of(new double[] {0, 0}));
    List<double[]> pr = new ArrayList<>();
    double truePositives = 0;
    double falsePositives = 0;
    for (int b = all.length - 1; b >= 0; b--) {
      if (all[b] > 0) {
        truePositives += positives[b];
        falsePositives += all[b] - positives[b];
        double recall = truePositives / p;
        double precision = truePositives / (truePositives + falsePositives);
        if (pr.isEmpty()) {
          pr.add(new double[] {0, precision});
        }
        roc.add(new double[] {falsePositives / n, recall});
        pr.add(new double[] {recall, precision});
      }
    }
    roc.add(new double[] {1, 1});
    return new Curve(thinned(roc), thinned(pr), RocArea.of(positives, all), area(pr));
  }

  void put(ObjectNode node) {
    node.put("areaUnderRoc", areaUnderRoc).put("areaUnderPr", areaUnderPr);
    ArrayNode points = node.putArray("roc");
    roc.forEach(point -> points.addArray().add(point[0]).add(point[1]));
    ArrayNode others = node.putArray("pr");
    pr.forEach(point -> others.addArray().add(point[0]).add(point[1]));
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private static double area(List<double[]> points) {
    double area = 0;
    for (int i = 1; i < points.size(); i++) {
      double[] a = points.get(i - 1);
      double[] b = points.get(i);
      area += (b[0] - a[0]) * (a[1] + b[1]) / 2;
    }
    return area;
  }

  private static List<double[]> thinned(List<double[]> points) {
    List<double[]> seen = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      double[] point = points.get(i);
      double[] last = seen.isEmpty() ? null : seen.get(seen.size() - 1);
      if (last == null
          || i == points.size() - 1
          || Math.abs(point[0] - last[0]) >= NEAR
          || Math.abs(point[1] - last[1]) >= NEAR) {
        seen.add(new double[] {rounded(point[0]), rounded(point[1])});
      }
    }
    return seen;
  }

  /** Pixels need no more digits. */
  private static double rounded(double value) {
    return Math.rint(value * 1e5) / 1e5;
  }
}
