package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.nn.loss.ClassCounts;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;

/**
 * Tally of rows with several yes-or-no labels; its measures are those of Spark's {@code
 * MultilabelMetrics}. Micro adds up over all labels before it divides; macro is the mean over the
 * labels.
 */
final class LabelTally extends AnswerTally {
  private static final long serialVersionUID = 1;

  /** Rows with all labels right. */
  private final double[] exact = {0};

  /** Labels, over all rows, that are wrong. */
  private final double[] wrong = {0};

  LabelTally(List<String> names, boolean members) {
    super(names, 0, members);
  }

  @Override
  void count(Predicted row) {
    requireWidth(row);
    double w = row.weight();
    int different = 0;
    for (int l = 0; l < names.size(); l++) {
      boolean has = row.label()[l] >= 0.5; // or a probability of it
      boolean said = row.prediction()[l] == 1;
      actual[l] += has ? w : 0;
      predicted[l] += said ? w : 0;
      right[l] += has && said ? w : 0;
      different += has == said ? 0 : 1;
      if (spread.length > 0) {
        spread[0].count(row.spread()[l], has == said ? 0 : 1, w);
      }
      countProbability(l, row.probability()[l], has, w);
      countErrors(row.label()[l], row.probability()[l], w);
    }
    wrong[0] += different * w;
    exact[0] += different == 0 ? w : 0;
  }

  private void countErrors(double label, double probability, double w) {
    double p = clipped(probability);
    logLoss[0] -= w * (label * StrictMath.log(p) + (1 - label) * StrictMath.log(1 - p));
    brier[0] += w * (probability - label) * (probability - label);
  }

  @Override
  Stream<double[]> arrays() {
    return Stream.concat(super.arrays(), Stream.of(exact, wrong));
  }

  /** The first numbers; accuracy is the fraction of right answers. */
  @Override
  Map<String, Double> metrics() {
    ObjectNode measured = report(null);
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (String name : List.of("accuracy", "subsetAccuracy", "microF1", "macroF1", "hammingLoss")) {
      metrics.put(name, measured.get(name).doubleValue());
    }
    metrics.put("balancedAccuracy", counts().balancedAccuracyOfLabels(weight));
    metrics.put("logLoss", ClassCounts.ratio(logLoss[0], weight));
    putAuc(metrics::put);
    metrics.put("brier", ClassCounts.ratio(brier[0], weight * names.size()));
    return metrics;
  }

  @Override
  ObjectNode report(JavaRDD<PredictedRows> counted) {
    int labels = names.size();
    double both = Arrays.stream(right).sum();
    double precision = ClassCounts.ratio(both, Arrays.stream(predicted).sum());
    double recall = ClassCounts.ratio(both, Arrays.stream(actual).sum());
    double hamming = ClassCounts.ratio(wrong[0], weight * labels);
    ObjectNode report = begin("labels");
    report
        .put("accuracy", 1 - hamming)
        .put("hammingLoss", hamming)
        .put("subsetAccuracy", ClassCounts.ratio(exact[0], weight))
        .put("microPrecision", precision)
        .put("microRecall", recall)
        .put("microF1", ClassCounts.harmonic(precision, recall))
        .put("macroF1", counts().macroF1());
    put(report, "perLabel");
    putSpread(report);
    return report;
  }
}
