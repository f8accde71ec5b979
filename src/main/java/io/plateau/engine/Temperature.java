package io.plateau.engine;

import io.plateau.engine.round.DistributedValidation;
import io.plateau.engine.round.ShardScores;
import io.plateau.engine.round.SparkRound;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.nn.Network;
import io.plateau.nn.loss.CalibrationError;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Measurement;
import io.plateau.nn.loss.Metric;
import io.plateau.nn.loss.TemperedLogLoss;
import io.plateau.train.Validation;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * Calibration by temperature (Guo et al. 2017, On Calibration of Modern Neural Networks): logits
 * are divided by the one number T that minimizes the log loss of the validation rows. No prediction
 * of a class changes, but of a network of members, of which each is divided and not their mean. The
 * last layer takes T in, so that the network itself is calibrated.
 *
 * <p>Labels are smoothed by one part in as many as there are validation rows and one more, after
 * Platt (1999, "Probabilistic Outputs for Support Vector Machines"): of rows that are all predicted
 * right it would follow that no other can be predicted wrong.
 *
 * <p>Of members the logits of each are divided, which is not the same as those of their mean. So T
 * is found again and again, until no other T is better for the logits of the mean.
 *
 * @param temperature T
 * @param before log loss and expected calibration error of the validation rows as trained
 * @param after the same with T
 */
public record Temperature(double temperature, Scores before, Scores after) {
  /** T is from 1/20 to 20. */
  private static final double MOST = 20;

  private static final int STEPS = 60;

  /** Relative change of 1/T, at which its last step is made. */
  private static final double TOLERANCE = 1e-7;

  /**
   * Scores of probabilities.
   *
   * @param expectedError as {@link CalibrationError}
   */
  public record Scores(double logLoss, double expectedError) {}

  /** A calibrated network. */
  public record Calibrated(float[] weights, Temperature temperature) {}

  /** One line for people. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "temperature %.4g: log loss of the validation rows %.4g (was %.4g), expected calibration"
            + " error %.4g (was %.4g)",
        temperature,
        after.logLoss,
        before.logLoss,
        after.expectedError,
        before.expectedError);
  }

  /** Times that T of members is found, and its relative change at which it stays. */
  private static final int MEMBER_STEPS = 6;

  private static final double MEMBER_TOLERANCE = 1e-3;

  /**
   * Calibrates the weights of a network of classes or labels.
   *
   * @param weights not changed
   */
  public static Calibrated of(ShardedRows rows, Network network, Loss loss, float[] weights) {
    SparkRound jobs = new SparkRound(rows.rdd().context());
    double s = 1;
    float[] scaled = weights;
    double change = Double.POSITIVE_INFINITY;
    int steps = network.members() > 1 ? MEMBER_STEPS : 1;
    for (int step = 0; step < steps && Math.abs(change - 1) > MEMBER_TOLERANCE; step++) {
      float[] before = scaled;
      change = minimum(at -> slopes(jobs, rows, network, loss, before, at));
      s = Math.min(MOST, Math.max(1 / MOST, s * change));
      double factor = s;
      scaled = network.rescaled(weights, (value, role, output) -> (float) (value * factor));
    }
    Scores before = scores(jobs, rows, network, loss, weights);
    Scores after = scores(jobs, rows, network, loss, scaled);
    return after.logLoss < before.logLoss
        ? new Calibrated(scaled, new Temperature(1 / s, before, after))
        : new Calibrated(weights, new Temperature(1, before, before));
  }

  /** The first and second derivative of the log loss by the factor of the logits. */
  private static double[] slopes(
      SparkRound jobs,
      ShardedRows rows,
      Network network,
      Loss loss,
      float[] weights,
      double factor) {
    Metric metric = new TemperedLogLoss(loss.target(), factor, 1.0 / (rows.rows() + 1));
    Measurement measured = new Measurement(loss, List.of(metric), network.outputs());
    double[] all =
        new DistributedValidation(jobs, rows, new ShardScores(network, measured)).sums(weights);
    return new double[] {all[2], all[3]};
  }

  private static Scores scores(
      SparkRound jobs, ShardedRows rows, Network network, Loss loss, float[] weights) {
    Metric logLoss = new TemperedLogLoss(loss.target(), 1, 0);
    Metric error = new CalibrationError(loss.target());
    Measurement measured = new Measurement(loss, List.of(logLoss, error), network.outputs());
    Validation.Score score =
        new DistributedValidation(jobs, rows, new ShardScores(network, measured)).score(weights);
    return new Scores(score.metrics().get(logLoss.name()), score.metrics().get(error.name()));
  }

  /**
   * The minimum of a convex function over {@code [1/20, 20]}, by Newton's steps from 1; a step out
   * of the interval that holds the minimum goes to its (geometric) middle instead.
   *
   * @param slopes first and second derivative
   */
  static double minimum(DoubleFunction<double[]> slopes) {
    double low = 1 / MOST;
    double high = MOST;
    double s = 1;
    for (int step = 0; step < STEPS; step++) {
      double[] at = slopes.apply(s);
      if (at[0] == 0) {
        return s;
      }
      if (at[0] > 0) {
        high = s;
      } else {
        low = s;
      }
      double next = s - at[0] / at[1];
      if (!(next > low && next < high)) {
        next = Math.sqrt(low * high);
      }
      if (Math.abs(next - s) <= TOLERANCE * s) {
        return next;
      }
      s = next;
    }
    return s;
  }
}
