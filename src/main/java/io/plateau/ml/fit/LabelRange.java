package io.plateau.ml.fit;

import io.plateau.math.Moments;
import io.plateau.nn.TrainedNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * Lowest and highest label of each output over the training rows of positive weight.
 *
 * @param lowest by output
 * @param highest by output
 */
public record LabelRange(List<Double> lowest, List<Double> highest) {
  /** The range that measures of the labels found. */
  public static LabelRange of(Moments.Range labels) {
    List<Double> lowest = new ArrayList<>();
    List<Double> highest = new ArrayList<>();
    for (int i = 0; i < labels.width(); i++) {
      lowest.add(labels.least(i));
      highest.add(labels.most(i));
    }
    return new LabelRange(lowest, highest);
  }

  /** The range of labels as training sees them. */
  public LabelRange in(LabelScale scale) {
    List<Double> low = new ArrayList<>();
    List<Double> high = new ArrayList<>();
    for (int i = 0; i < lowest.size(); i++) {
      low.add(scale.scaled(lowest.get(i), i));
      high.add(scale.scaled(highest.get(i), i));
    }
    return new LabelRange(low, high);
  }

  /** A network whose predictions are within the range; its outputs are in the unit of the range. */
  public TrainedNetwork limit(TrainedNetwork trained) {
    return new TrainedNetwork(
        trained.network().clamped(floats(lowest), floats(highest)),
        trained.loss(),
        trained.target(),
        trained.weights());
  }

  private static List<Float> floats(List<Double> numbers) {
    return numbers.stream().map(Double::floatValue).toList();
  }
}
