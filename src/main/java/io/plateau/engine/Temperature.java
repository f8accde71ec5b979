package io.plateau.engine;

import io.plateau.engine.round.DistributedValidation;
import io.plateau.engine.round.ShardScores;
import io.plateau.engine.round.SparkRound;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.Unsmooth;
import io.plateau.nn.loss.CalibrationError;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Measurement;
import io.plateau.nn.loss.Metric;
import io.plateau.nn.loss.TemperedLogLoss;
import io.plateau.nn.loss.UnsmoothedLogLoss;
import io.plateau.spec.Calibration;
import io.plateau.train.Validation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Calibration by temperature (Guo et al. 2017, On Calibration of Modern Neural Networks): logits
 * are divided by the one number T that minimizes the log loss of the validation rows. No prediction
 * of a class changes, but of a network of members, of which each is divided and not their mean. The
 * last layer takes T in, so that the network itself is calibrated. A network that learned smoothed
 * labels may get a layer behind it that {@linkplain Unsmooth undoes the smoothing}, with a T of its
 * own, where that lowers the log loss of the validation rows.
 *
 * <p>Labels are smoothed by one part in as many as there are validation rows and one more, after
 * Platt (1999, "Probabilistic Outputs for Support Vector Machines"): of rows that are all predicted
 * right it would follow that no other can be predicted wrong.
 *
 * <p>Of members the logits of each are divided, which is not the same as those of their mean. So T
 * is found again and again, until no other T is better for the logits of the mean.
 *
 * @param temperature T
 * @param unsmoothed whether the smoothing of labels is undone
 * @param before log loss and expected calibration error of the validation rows as trained
 * @param after the same as calibrated
 */
public record Temperature(double temperature, boolean unsmoothed, Scores before, Scores after) {
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
  public record Calibrated(TrainedNetwork network, Temperature temperature) {}

  /** One line for people. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "temperature %.4g%s: log loss of the validation rows %.4g (was %.4g), expected calibration"
            + " error %.4g (was %.4g)",
        temperature,
        unsmoothed ? ", label smoothing undone" : "",
        after.logLoss,
        before.logLoss,
        after.expectedError,
        before.expectedError);
  }

  /** Times that T of members is found, and its relative change at which it stays. */
  private static final int MEMBER_STEPS = 6;

  private static final double MEMBER_TOLERANCE = 1e-3;

  /**
   * Calibrates a network of classes or labels.
   *
   * @param rows validation rows
   * @param trained without a correction; not changed
   */
  public static Calibrated of(ShardedRows rows, TrainedNetwork trained, Calibration how) {
    Search search = new Search(new SparkRound(rows.rdd().context()), rows, trained);
    Candidate divided = search.candidate(Optional.empty());
    Candidate best =
        Optional.of(trained.loss().smoothing())
            .filter(smoothing -> how == Calibration.UNSMOOTH && smoothing > 0)
            .filter(smoothing -> trained.outputs() > 1)
            .map(smoothing -> new Unsmooth(trained.outputs(), smoothing))
            .map(inverse -> search.candidate(Optional.of(inverse)))
            .filter(undone -> search.logLoss(undone) < search.logLoss(divided))
            .orElse(divided);
    TrainedNetwork calibrated = best.of(trained);
    Scores before = search.scores(trained);
    Scores after = search.scores(calibrated);
    return after.logLoss < before.logLoss
        ? new Calibrated(
            calibrated, new Temperature(1 / best.s, best.inverse.isPresent(), before, after))
        : new Calibrated(trained, new Temperature(1, false, before, before));
  }

  /**
   * A way to calibrate.
   *
   * @param s 1 / T
   * @param weights with it
   */
  private record Candidate(Optional<Unsmooth> inverse, double s, float[] weights) {
    TrainedNetwork of(TrainedNetwork trained) {
      Network network = trained.network();
      return new TrainedNetwork(
          inverse.map(network::corrected).orElse(network),
          trained.loss(),
          trained.target(),
          weights);
    }
  }

  /** The search for T on validation rows. */
  private record Search(SparkRound jobs, ShardedRows rows, TrainedNetwork trained) {
    Candidate candidate(Optional<Unsmooth> inverse) {
      Network network = trained.network();
      double s = 1;
      float[] scaled = trained.weights();
      double change = Double.POSITIVE_INFINITY;
      int steps = network.members() > 1 ? MEMBER_STEPS : 1;
      for (int step = 0; step < steps && Math.abs(change - 1) > MEMBER_TOLERANCE; step++) {
        float[] at = scaled;
        change =
            minimum(
                factor -> {
                  double[] sums = sums(inverse, factor, at);
                  return new double[] {sums[1], sums[2]};
                });
        s = Math.min(MOST, Math.max(1 / MOST, s * change));
        double factor = s;
        scaled =
            network.rescaled(trained.weights(), (value, role, output) -> (float) (value * factor));
      }
      return new Candidate(inverse, s, scaled);
    }

    /** The log loss by which candidates are compared. */
    double logLoss(Candidate candidate) {
      return sums(candidate.inverse, 1, candidate.weights)[0];
    }

    /**
     * The log loss with smoothed labels, and its first and second derivative by the factor of the
     * logits.
     */
    private double[] sums(Optional<Unsmooth> inverse, double factor, float[] weights) {
      double smoothing = 1.0 / (rows.rows() + 1);
      Metric metric =
          inverse.isPresent()
              ? new UnsmoothedLogLoss(
                  inverse.get().share(), inverse.get().slope(), factor, smoothing)
              : new TemperedLogLoss(trained.loss().target(), factor, smoothing);
      Measurement measured = new Measurement(trained.loss(), List.of(metric), trained.outputs());
      ShardScores of = new ShardScores(trained.network(), measured);
      double[] all = new DistributedValidation(jobs, rows, of).sums(weights);
      return Arrays.copyOfRange(all, 1, all.length);
    }

    Scores scores(TrainedNetwork network) {
      Loss loss = network.loss();
      Metric logLoss = new TemperedLogLoss(loss.target(), 1, 0);
      Metric error = new CalibrationError(loss.target());
      Measurement measured = new Measurement(loss, List.of(logLoss, error), network.outputs());
      ShardScores of = new ShardScores(network.network(), measured);
      Validation.Score score = new DistributedValidation(jobs, rows, of).score(network.weights());
      return new Scores(score.metrics().get(logLoss.name()), score.metrics().get(error.name()));
    }
  }

  /**
   * A minimum of a function over {@code [1/20, 20]}, the one where the function is convex, by
   * Newton's steps from 1; a step out of the interval that holds the minimum, as from where the
   * function is concave, goes to its (geometric) middle instead.
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
