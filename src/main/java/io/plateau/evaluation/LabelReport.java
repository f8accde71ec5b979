package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The measures of rows with several yes-or-no labels as JSON, as Spark's {@code MultilabelMetrics}
 * has them. Micro adds up over all labels before it divides; macro is the mean over the labels.
 */
final class LabelReport {
  private LabelReport() {}

  static ObjectNode of(LabelTally tally, List<String> names) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("kind", "labels").put("rows", tally.rows).put("weight", tally.weight);
    double both = Arrays.stream(tally.both).sum();
    double predicted = Arrays.stream(tally.predicted).sum();
    double actual = Arrays.stream(tally.actual).sum();
    double hamming = ClassReport.ratio(tally.wrong, tally.weight * tally.labels);
    double macro = 0;
    for (int l = 0; l < tally.labels; l++) {
      macro += f1(tally.both[l], tally.predicted[l], tally.actual[l]) / tally.labels;
    }
    report
        .put("accuracy", 1 - hamming)
        .put("hammingLoss", hamming)
        .put("subsetAccuracy", ClassReport.ratio(tally.exact, tally.weight))
        .put("microPrecision", ClassReport.ratio(both, predicted))
        .put("microRecall", ClassReport.ratio(both, actual))
        .put("microF1", f1(both, predicted, actual))
        .put("macroF1", macro);
    ArrayNode byLabel = report.putArray("perLabel");
    for (int l = 0; l < tally.labels; l++) {
      byLabel
          .addObject()
          .put("label", names.get(l))
          .put("support", tally.actual[l])
          .put("precision", ClassReport.ratio(tally.both[l], tally.predicted[l]))
          .put("recall", ClassReport.ratio(tally.both[l], tally.actual[l]))
          .put("f1", f1(tally.both[l], tally.predicted[l], tally.actual[l]));
    }
    if (tally.all != null) {
      ArrayNode curves = report.putArray("curves");
      for (int l = 0; l < tally.labels; l++) {
        ClassReport.putCurve(
            curves.addObject().put("label", names.get(l)),
            Curve.of(tally.positives[l], tally.all[l]));
      }
    }
    return report;
  }

  /** The first numbers; accuracy is the fraction of right answers. */
  static Map<String, Double> metrics(LabelTally tally, List<String> names) {
    ObjectNode measured = of(tally, names);
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (String name : List.of("accuracy", "subsetAccuracy", "microF1", "macroF1", "hammingLoss")) {
      metrics.put(name, measured.get(name).doubleValue());
    }
    return metrics;
  }

  /** 2 · both / (predicted + actual), which is the harmonic mean of precision and recall. */
  private static double f1(double both, double predicted, double actual) {
    return ClassReport.ratio(2 * both, predicted + actual);
  }
}
