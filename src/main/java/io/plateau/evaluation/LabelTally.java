package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
  private static final int BITS = 4;

  /** Rows with all labels right. */
  private final double[] exact = {0};

  /** Labels, over all rows, that are wrong. */
  private final double[] wrong = {0};

  LabelTally(List<String> names, boolean probabilities) {
    super(names, probabilities ? BITS : 0, 0);
  }

  @Override
  void count(Predicted row) {
    requireWidth(row);
    double w = row.weight;
    int different = 0;
    for (int l = 0; l < names.size(); l++) {
      boolean has = row.label[l] == 1;
      boolean said = row.prediction[l] == 1;
      actual[l] += has ? w : 0;
      predicted[l] += said ? w : 0;
      right[l] += has && said ? w : 0;
      different += has == said ? 0 : 1;
      if (hasCurves()) {
        countProbability(l, row.probability[l], has, w);
      }
    }
    wrong[0] += different * w;
    exact[0] += different == 0 ? w : 0;
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
    return metrics;
  }

  @Override
  ObjectNode report(JavaRDD<Predicted> counted) {
    int labels = names.size();
    double both = Arrays.stream(right).sum();
    double precision = ratio(both, Arrays.stream(predicted).sum());
    double recall = ratio(both, Arrays.stream(actual).sum());
    double hamming = ratio(wrong[0], weight * labels);
    double macro = 0;
    for (int l = 0; l < labels; l++) {
      macro += f1(l) / labels;
    }
    ObjectNode report = begin("labels");
    report
        .put("accuracy", 1 - hamming)
        .put("hammingLoss", hamming)
        .put("subsetAccuracy", ratio(exact[0], weight))
        .put("microPrecision", precision)
        .put("microRecall", recall)
        .put("microF1", f1(precision, recall))
        .put("macroF1", macro);
    put(report, "perLabel");
    return report;
  }
}
