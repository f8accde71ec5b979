package io.plateau.train;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;

/** Histories of given numbers. */
final class Records {
  private Records() {}

  /** Epochs of these training losses, one second each. */
  static History trainLosses(double... losses) {
    History history = History.EMPTY;
    for (double loss : losses) {
      history =
          history.append(
              new EpochRecord(
                  history.size() + 1, loss, OptionalDouble.empty(), Map.of(), 0.1, 1, 10, 1, ""));
    }
    return history;
  }

  /** Epochs of training loss 1 and these validation losses and accuracies. */
  static History validated(double[] losses, double[] accuracies) {
    double[] ones = new double[losses.length];
    Arrays.fill(ones, 1);
    return validated(ones, losses, accuracies);
  }

  /** Epochs of these training losses, validation losses and accuracies. */
  static History validated(double[] training, double[] losses, double[] accuracies) {
    History history = History.EMPTY;
    for (int i = 0; i < losses.length; i++) {
      history =
          history.append(
              new EpochRecord(
                  i + 1,
                  training[i],
                  OptionalDouble.of(losses[i]),
                  Map.of("accuracy", accuracies[i]),
                  0.1,
                  1,
                  10,
                  1,
                  ""));
    }
    return history;
  }

  static History prefix(History history, int epochs) {
    return new History(history.epochs().subList(0, epochs));
  }
}
