package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.nn.loss.Determination;
import io.plateau.nn.loss.Quantile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;

/**
 * Tally of true and predicted numbers, by output; its measures are those of Spark's {@code
 * RegressionMetrics}, but for {@link Determination} where rows have weights.
 */
final class NumberTally extends Tally {
  private static final long serialVersionUID = 1;

  private final double level;
  private final double[] pinball = {0};
  final double[] squares;
  final double[] absolutes;

  /** Errors as fractions of the labels that are not 0. */
  private final double[] fractions;

  /** Weight of the labels that are not 0. */
  private final double[] notZero;

  final RunningMoments[] actual;
  final RunningMoments[] predicted;
  final RunningMoments[] residual;

  /**
   * @param level of the quantile that predictions estimate, or NaN for none
   * @param members whether rows have the spread of members
   */
  NumberTally(List<String> names, double level, boolean members) {
    super(names, members ? names.size() : 0);
    this.level = level;
    int outputs = names.size();
    squares = new double[outputs];
    absolutes = new double[outputs];
    fractions = new double[outputs];
    notZero = new double[outputs];
    actual = RunningMoments.several(outputs);
    predicted = RunningMoments.several(outputs);
    residual = RunningMoments.several(outputs);
  }

  @Override
  void count(Predicted row) {
    requireWidth(row);
    double w = row.weight();
    for (int o = 0; o < squares.length; o++) {
      double r = row.prediction()[o] - row.label()[o];
      squares[o] += w * r * r;
      absolutes[o] += w * Math.abs(r);
      if (!Double.isNaN(level)) {
        pinball[0] += w * Quantile.pinball(level, row.prediction()[o], row.label()[o]);
      }
      if (row.label()[o] != 0) {
        fractions[o] += w * Math.abs(r / row.label()[o]);
        notZero[o] += w;
      }
      actual[o].count(row.label()[o], w);
      predicted[o].count(row.prediction()[o], w);
      residual[o].count(r, w);
      if (spread.length > 0) {
        spread[o].count(row.spread()[o], Math.abs(r), w);
      }
    }
  }

  /** The coefficient of determination of an output; not finite where the labels do not vary. */
  double r2(int output) {
    return Determination.of(squares[output], actual[output].squares);
  }

  @Override
  Stream<double[]> arrays() {
    return Stream.concat(
        Stream.of(squares, absolutes, fractions, notZero, pinball), spreadArrays());
  }

  @Override
  void add(Sums other) {
    super.add(other);
    NumberTally more = (NumberTally) other;
    for (int o = 0; o < squares.length; o++) {
      actual[o].add(more.actual[o]);
      predicted[o].add(more.predicted[o]);
      residual[o].add(more.residual[o]);
    }
  }

  /**
   * The first numbers: rmse, mae, r2, mape and, of a quantile, pinball; of several outputs all but
   * r2, over all of them.
   */
  @Override
  Map<String, Double> metrics() {
    int outputs = squares.length;
    double all = weight * outputs;
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("rmse", Math.sqrt(Arrays.stream(squares).sum() / all));
    metrics.put("mae", Arrays.stream(absolutes).sum() / all);
    if (outputs == 1) {
      metrics.put("r2", r2(0));
    }
    double percentage = Arrays.stream(fractions).sum() / Arrays.stream(notZero).sum();
    if (Double.isFinite(percentage)) {
      metrics.put("mape", percentage);
    }
    if (!Double.isNaN(level)) {
      metrics.put("pinball", pinball[0] / all);
    }
    return metrics;
  }

  /** The measures of the first output, by the names that Spark's summaries have for them. */
  Map<String, Double> summary() {
    double squared = squares[0] / weight;
    double apart = predicted[0].mean - actual[0].mean;
    return Map.of(
        "r2",
        r2(0),
        "meanSquaredError",
        squared,
        "rootMeanSquaredError",
        Math.sqrt(squared),
        "meanAbsoluteError",
        absolutes[0] / weight,
        "explainedVariance",
        predicted[0].squares / weight + apart * apart);
  }

  /** A second pass, since bins follow from the ranges that the first has found. */
  @Override
  ObjectNode report(JavaRDD<PredictedRows> counted) {
    Bins[] a = bins(o -> Bins.over(actual[o].least, actual[o].most, NumberBins.SIDE));
    Bins[] p = bins(o -> Bins.over(predicted[o].least, predicted[o].most, NumberBins.SIDE));
    Bins[] r = bins(o -> residuals(residual[o]));
    return report(OrderedSum.of(counted, () -> new NumberBins(a, p, r)));
  }

  private Bins[] bins(IntFunction<Bins> ofOutput) {
    return IntStream.range(0, squares.length).mapToObj(ofOutput).toArray(Bins[]::new);
  }

  /** Five deviations each way; rarer residuals are in the outermost. */
  private static Bins residuals(RunningMoments r) {
    double reach = 5 * r.deviation();
    return Bins.over(
        Math.max(r.least, r.mean - reach), Math.min(r.most, r.mean + reach), NumberBins.RESIDUALS);
  }

  private ObjectNode report(NumberBins bins) {
    ObjectNode report = begin("numbers");
    ArrayNode outputs = report.putArray("outputs");
    for (int o = 0; o < names.size(); o++) {
      double squared = squares[o] / weight;
      ObjectNode output = outputs.addObject().put("name", names.get(o));
      output.put("mse", squared).put("rmse", Math.sqrt(squared)).put("mae", absolutes[o] / weight);
      double r2 = r2(o);
      output.put("r2", Double.isFinite(r2) ? r2 : null);
      if (notZero[o] > 0) {
        output.put("mape", fractions[o] / notZero[o]);
      }
      putMoments(output.putObject("actual"), actual[o]);
      putMoments(output.putObject("predicted"), predicted[o]);
      putGrid(output.putObject("grid"), bins, o);
      ObjectNode residuals = output.putObject("residuals");
      bins.residualBins[o].put(residuals, bins.residuals[o]);
      putMoments(residuals, residual[o]);
      residuals.put("medianAbsolute", bins.medianSize(o));
      if (spread.length > 0) {
        spread[o].put(output.putObject("spread"), "absolute");
      }
    }
    return report;
  }

  private static void putMoments(ObjectNode into, RunningMoments moments) {
    into.put("mean", moments.mean)
        .put("deviation", moments.deviation())
        .put("minimum", moments.least)
        .put("maximum", moments.most);
  }

  private static void putGrid(ObjectNode grid, NumberBins bins, int o) {
    Bins actual = bins.actualBins[o];
    Bins predicted = bins.predictedBins[o];
    grid.put("bins", NumberBins.SIDE);
    grid.putArray("actual").add(actual.low()).add(actual.high());
    grid.putArray("predicted").add(predicted.low()).add(predicted.high());
    ArrayNode counts = grid.putArray("counts");
    for (int i = 0; i < NumberBins.SIDE; i++) {
      for (int j = 0; j < NumberBins.SIDE; j++) {
        double count = bins.cells[o][i * NumberBins.SIDE + j];
        if (count > 0) {
          counts.addArray().add(i).add(j).add(count);
        }
      }
    }
  }
}
