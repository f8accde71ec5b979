package io.plateau.engine;

import io.plateau.engine.Temperature.Calibrated;
import io.plateau.engine.Temperature.Scores;
import io.plateau.engine.round.ShardScores;
import io.plateau.engine.round.ValidationRows;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * The search for the {@link Temperature} of a network on validation rows.
 *
 * @param rows validation rows
 * @param trained without a correction
 */
record TemperatureSearch(ValidationRows rows, TrainedNetwork trained) {
  /** T is from 1/20 to 20. */
  private static final double MOST = 20;

  private static final int STEPS = 60;

  /** Relative change of 1/T, at which its last step is made. */
  private static final double TOLERANCE = 1e-7;

  /** Times that T of members is found, and its relative change at which it stays. */
  private static final int MEMBER_STEPS = 6;

  private static final double MEMBER_TOLERANCE = 1e-3;

  /**
   * Result of a search.
   *
   * @param unsmoothed whether the smoothing of labels is undone
   * @param s 1 / T
   * @param before the scores as trained
   * @param after those as calibrated
   */
  record Found(boolean unsmoothed, double s, Scores before, Scores after) {
    /** The numbers of a search that is over; {@link #numbers} is the inverse. */
    static Found of(double[] numbers) {
      return new Found(
          numbers[0] == 1,
          numbers[1],
          new Scores(numbers[2], numbers[3]),
          new Scores(numbers[4], numbers[5]));
    }

    double[] numbers() {
      return new double[] {
        unsmoothed ? 1 : 0,
        s,
        before.logLoss(),
        before.expectedError(),
        after.logLoss(),
        after.expectedError()
      };
    }

    /** The network that was searched for, calibrated. */
    Calibrated of(TrainedNetwork trained) {
      Optional<Unsmooth> inverse = unsmoothed ? inverse(trained) : Optional.empty();
      return new Calibrated(
          new Candidate(inverse, s).of(trained), new Temperature(1 / s, unsmoothed, before, after));
    }
  }

  /**
   * A way to calibrate.
   *
   * @param s 1 / T
   */
  private record Candidate(Optional<Unsmooth> inverse, double s) {
    TrainedNetwork of(TrainedNetwork trained) {
      Network network = trained.network();
      return new TrainedNetwork(
          inverse.map(network::corrected).orElse(network),
          trained.loss(),
          trained.target(),
          weights(trained));
    }

    float[] weights(TrainedNetwork trained) {
      return trained
          .network()
          .rescaled(trained.weights(), (value, role, output) -> (float) (value * s));
    }
  }

  /**
   * The way with the lowest log loss of those that lower it as it is measured, without smoothed
   * labels; T = 1 where none does.
   */
  Found best(Calibration how) {
    Scores before = scores(trained);
    Optional<Unsmooth> inverse = how == Calibration.UNSMOOTH ? inverse(trained) : Optional.empty();
    return Stream.concat(Stream.of(Optional.<Unsmooth>empty()), inverse.stream().map(Optional::of))
        .map(this::candidate)
        .sorted(Comparator.comparingDouble(this::logLoss))
        .map(way -> new Found(way.inverse.isPresent(), way.s, before, scores(way.of(trained))))
        .filter(found -> found.after.logLoss() < before.logLoss())
        .findFirst()
        .orElse(new Found(false, 1, before, before));
  }

  /** A network that learned smoothed labels, with the smoothing undone and a T of 1. */
  static TrainedNetwork unsmoothed(TrainedNetwork trained) {
    return new Candidate(inverse(trained), 1).of(trained);
  }

  /** The layer that undoes the smoothing of labels, where there is any. */
  private static Optional<Unsmooth> inverse(TrainedNetwork trained) {
    return Optional.of(trained.loss().smoothing())
        .filter(smoothing -> smoothing > 0 && trained.outputs() > 1)
        .map(smoothing -> new Unsmooth(trained.outputs(), smoothing));
  }

  private Candidate candidate(Optional<Unsmooth> inverse) {
    Candidate found = new Candidate(inverse, 1);
    double change = Double.POSITIVE_INFINITY;
    int steps = trained.network().members() > 1 ? MEMBER_STEPS : 1;
    for (int step = 0; step < steps && Math.abs(change - 1) > MEMBER_TOLERANCE; step++) {
      float[] at = found.weights(trained);
      change =
          minimum(
              factor -> {
                double[] sums = sums(inverse, factor, at);
                return new double[] {sums[1], sums[2]};
              });
      found = new Candidate(inverse, Math.min(MOST, Math.max(1 / MOST, found.s * change)));
    }
    return found;
  }

  /** The log loss by which candidates are compared. */
  private double logLoss(Candidate candidate) {
    return sums(candidate.inverse, 1, candidate.weights(trained))[0];
  }

  /**
   * The log loss with smoothed labels, and its first and second derivative by the factor of the
   * logits.
   */
  private double[] sums(Optional<Unsmooth> inverse, double factor, float[] weights) {
    double smoothing = 1.0 / (rows.rows() + 1);
    Metric metric =
        inverse.isPresent()
            ? new UnsmoothedLogLoss(inverse.get().share(), inverse.get().slope(), factor, smoothing)
            : new TemperedLogLoss(trained.loss().target(), factor, smoothing);
    Measurement measured = new Measurement(trained.loss(), List.of(metric), trained.outputs());
    double[] all = rows.sums(new ShardScores(trained.network(), measured), weights);
    return Arrays.copyOfRange(all, 1, all.length);
  }

  private Scores scores(TrainedNetwork network) {
    Loss loss = network.loss();
    Metric logLoss = new TemperedLogLoss(loss.target(), 1, 0);
    Metric error = new CalibrationError(loss.target());
    Measurement measured = new Measurement(loss, List.of(logLoss, error), network.outputs());
    Validation.Score score =
        rows.by(new ShardScores(network.network(), measured)).score(network.weights());
    return new Scores(score.metrics().get(logLoss.name()), score.metrics().get(error.name()));
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
