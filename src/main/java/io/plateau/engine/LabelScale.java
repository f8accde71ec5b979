package io.plateau.engine;

import io.plateau.math.Moments;
import io.plateau.nn.Network;
import io.plateau.nn.ParameterGroup;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.loss.LabelUnit;
import io.plateau.train.DataException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Mean and standard deviation of each output's labels over the training rows, of which each of
 * positive weight counts once. Training sees {@code (label − mean) / deviation}; afterwards the
 * last layer takes the scale in, so that the model speaks in units of the label and nothing but
 * weights is left to save.
 */
public record LabelScale(double[] mean, double[] deviation) implements Serializable {
  /**
   * The largest mean in deviations. Biases and predictions are floats, which are off by as much as
   * 2⁻²⁴ of the mean; here this is a sixteenth of a deviation.
   */
  private static final double FARTHEST = 0x1p20;

  /** The smallest deviation, of which the nearest of the smallest floats is a sixteenth away. */
  private static final double LEAST = 0x1p-146;

  /**
   * The scale of labels of these moments; labels that do not vary keep their unit.
   *
   * @param names of the outputs' labels, as messages tell them
   * @throws DataException where labels vary too little for floats, or for how far from 0 they are
   */
  public static LabelScale of(Moments moments, IntFunction<String> names) {
    double[] deviation = moments.deviation().clone();
    for (int i = 0; i < deviation.length; i++) {
      double mean = moments.mean()[i];
      if (deviation[i] > 0 && Math.abs(mean) / deviation[i] > FARTHEST) {
        throw new DataException(tooFar(names.apply(i), mean, deviation[i]));
      }
      if (deviation[i] > 0 && deviation[i] < LEAST) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s has standard deviation %.3g, which is too little: predictions are 32-bit floats;"
                    + " multiply the label by a number and divide predictions by it",
                names.apply(i),
                deviation[i]));
      }
      deviation[i] = deviation[i] > 0 ? deviation[i] : 1;
    }
    return new LabelScale(moments.mean().clone(), deviation);
  }

  private static String tooFar(String name, double mean, double deviation) {
    int digits = -(int) Math.floor(Math.log10(deviation));
    String center =
        BigDecimal.valueOf(mean)
            .setScale(digits, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString();
    return String.format(
        Locale.ROOT,
        "%s has mean %s and standard deviation %.3g, which is too little so far from 0: predictions"
            + " are 32-bit floats; subtract %s from the label and add it to predictions",
        name,
        center,
        deviation,
        center);
  }

  /** A label as training sees it. */
  public double scaled(double label, int output) {
    return (label - mean[output]) / deviation[output];
  }

  public LabelUnit unit() {
    return new LabelUnit(mean, deviation);
  }

  /** A label in its own unit. */
  public double unscaled(double label, int output) {
    return unit().of(label, output);
  }

  /** A difference of two labels in their own unit. */
  public double unscaledDifference(double difference, int output) {
    return difference * deviation[output];
  }

  /**
   * The network that gives labels in their own unit: {@code W ← deviation·W, b ← deviation·b +
   * mean}.
   */
  public TrainedNetwork into(TrainedNetwork trained) {
    Network network = trained.network();
    float[] weights =
        network.rescaled(
            trained.weights(),
            (value, role, output) -> (float) (value * deviation[output] + shift(role, output)));
    return new TrainedNetwork(network, trained.loss(), trained.target(), weights);
  }

  /** The inverse of {@link #into}: weights that give labels of mean 0 and variance 1. */
  public float[] outOf(Network network, float[] weights) {
    return network.rescaled(
        weights,
        (value, role, output) -> (float) ((value - shift(role, output)) / deviation[output]));
  }

  private double shift(ParameterGroup.Role role, int output) {
    return role == ParameterGroup.Role.BIAS ? mean[output] : 0;
  }
}
