package io.plateau.evaluation;

import java.io.Serializable;
import java.util.stream.Stream;

/**
 * Weight, mean, sum of squared deviations and range of numbers, updated and joined as Chan, Golub
 * and LeVeque (1979) have it, which does not cancel.
 */
final class RunningMoments implements Serializable {
  private static final long serialVersionUID = 1;

  double weight;
  double mean;
  double squares;
  double least = Double.POSITIVE_INFINITY;
  double most = Double.NEGATIVE_INFINITY;

  static RunningMoments[] several(int n) {
    return Stream.generate(RunningMoments::new).limit(n).toArray(RunningMoments[]::new);
  }

  void count(double value, double w) {
    if (w > 0) {
      weight += w;
      double before = value - mean;
      mean += before * (w / weight); // the value itself where it is the first
      squares += w * before * (value - mean);
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }

  void add(RunningMoments other) {
    if (other.weight > 0) {
      double total = weight + other.weight;
      double apart = other.mean - mean;
      squares += other.squares + apart * apart * weight * other.weight / total;
      mean += apart * (other.weight / total);
      weight = total;
      least = Math.min(least, other.least);
      most = Math.max(most, other.most);
    }
  }

  /** Root of the mean squared deviation from the mean. */
  double deviation() {
    return weight > 0 ? Math.sqrt(squares / weight) : 0;
  }
}
