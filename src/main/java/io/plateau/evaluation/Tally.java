package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.train.DataException;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/** Sums that give the metrics of predictions and their report. */
abstract class Tally extends Sums {
  private static final long serialVersionUID = 1;

  /** Classes, labels or outputs; they do not travel with the sums. */
  final transient List<String> names;

  Tally(List<String> names) {
    this.names = names;
  }

  /** The first numbers, by name. */
  abstract Map<String, Double> metrics();

  /**
   * {@code evaluation.json} for these rows.
   *
   * @param counted the rows that were counted, for what a second pass finds
   */
  abstract ObjectNode report(JavaRDD<Predicted> counted);

  /** Begins a report. */
  final ObjectNode begin(String kind) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    return report.put("kind", kind).put("rows", rows).put("weight", weight);
  }

  final void requireWidth(Predicted row) {
    if (row.label.length != names.size() || row.prediction.length != names.size()) {
      throw new DataException(
          "a row must have %s labels and predictions, got %s"
              .formatted(names.size(), Math.min(row.label.length, row.prediction.length)));
    }
  }
}
