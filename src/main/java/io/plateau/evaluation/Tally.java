package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.train.DataException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;

/** Sums that give the metrics of predictions and their report. */
abstract class Tally extends Sums {
  private static final long serialVersionUID = 1;

  /** Classes, labels or outputs; they do not travel with the sums. */
  final transient List<String> names;

  /** By the spread of members, of each output or of all together; empty without members. */
  final SpreadTally[] spread;

  /**
   * @param spreads how many tallies by the spread of members there are
   */
  Tally(List<String> names, int spreads) {
    this.names = names;
    this.spread = SpreadTally.several(spreads);
  }

  final Stream<double[]> spreadArrays() {
    return Arrays.stream(spread).flatMap(SpreadTally::arrays);
  }

  /** <em>Adds</em> the answers by the spread of members to a report. */
  final void putSpread(ObjectNode report) {
    if (spread.length > 0 && rows > 0) {
      spread[0].put(report.putObject("spread"), "rate");
    }
  }

  /** The first numbers, by name. */
  abstract Map<String, Double> metrics();

  /**
   * {@code evaluation.json} for these rows.
   *
   * @param counted the rows that were counted, for what a second pass finds
   */
  abstract ObjectNode report(JavaRDD<PredictedRows> counted);

  final ObjectNode begin(String kind) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    return report.put("kind", kind).put("rows", rows).put("weight", weight);
  }

  final void requireWidth(Predicted row) {
    if (row.label().length != names.size() || row.prediction().length != names.size()) {
      throw new DataException(
          "a row must have %d labels and as many predictions, got %d labels and %d predictions"
              .formatted(names.size(), row.label().length, row.prediction().length));
    }
  }
}
