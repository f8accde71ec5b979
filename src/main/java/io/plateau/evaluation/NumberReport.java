package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures of predicted numbers as JSON, as Spark's {@code RegressionMetrics} has them. */
final class NumberReport {
  private NumberReport() {}

  /** Bins of an output's true values. */
  static Bins actual(NumberTally tally, int o) {
    return Bins.over(tally.actual[o].least, tally.actual[o].most, NumberBins.SIDE);
  }

  /** Bins of its predicted values. */
  static Bins predicted(NumberTally tally, int o) {
    return Bins.over(tally.predicted[o].least, tally.predicted[o].most, NumberBins.SIDE);
  }

  /** Bins of its residuals: five deviations each way; rarer ones are in the outermost. */
  static Bins residuals(NumberTally tally, int o) {
    Moments r = tally.residual[o];
    double reach = 5 * r.deviation();
    return Bins.over(
        Math.max(r.least, r.mean - reach), Math.min(r.most, r.mean + reach), NumberBins.RESIDUALS);
  }

  static ObjectNode of(NumberTally tally, NumberBins bins, List<String> names) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("kind", "numbers").put("rows", tally.rows).put("weight", tally.weight);
    ArrayNode outputs = report.putArray("outputs");
    for (int o = 0; o < names.size(); o++) {
      double squared = tally.squares[o] / tally.weight;
      ObjectNode output = outputs.addObject().put("name", names.get(o));
      output
          .put("mse", squared)
          .put("rmse", Math.sqrt(squared))
          .put("mae", tally.absolutes[o] / tally.weight);
      double r2 = tally.r2(o);
      if (Double.isFinite(r2)) {
        output.put("r2", r2);
      } else {
        output.putNull("r2");
      }
      putMoments(output.putObject("actual"), tally.actual[o]);
      putMoments(output.putObject("predicted"), tally.predicted[o]);
      putGrid(output.putObject("grid"), bins.cells[o], actual(tally, o), predicted(tally, o));
      ObjectNode residuals = output.putObject("residuals");
      residuals(tally, o).put(residuals, bins.residuals[o]);
      putMoments(residuals, tally.residual[o]);
      residuals.put("medianAbsolute", bins.medianSize(o));
    }
    return report;
  }

  /** The first numbers: rmse, mae and r2; of several outputs rmse and mae over all of them. */
  static Map<String, Double> metrics(NumberTally tally) {
    int outputs = tally.squares.length;
    double all = tally.weight * outputs;
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("rmse", Math.sqrt(Arrays.stream(tally.squares).sum() / all));
    metrics.put("mae", Arrays.stream(tally.absolutes).sum() / all);
    if (outputs == 1) {
      metrics.put("r2", tally.r2(0));
    }
    return metrics;
  }

  private static void putMoments(ObjectNode into, Moments moments) {
    into.put("mean", moments.mean)
        .put("deviation", moments.deviation())
        .put("minimum", moments.least)
        .put("maximum", moments.most);
  }

  private static void putGrid(ObjectNode grid, double[] cells, Bins actual, Bins predicted) {
    grid.put("bins", NumberBins.SIDE);
    grid.putArray("actual").add(actual.low()).add(actual.high());
    grid.putArray("predicted").add(predicted.low()).add(predicted.high());
    ArrayNode counts = grid.putArray("counts");
    for (int i = 0; i < NumberBins.SIDE; i++) {
      for (int j = 0; j < NumberBins.SIDE; j++) {
        double count = cells[i * NumberBins.SIDE + j];
        if (count > 0) {
          counts.addArray().add(i).add(j).add(count);
        }
      }
    }
  }
}
