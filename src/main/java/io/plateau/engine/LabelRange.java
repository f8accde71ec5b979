package io.plateau.engine;

import io.plateau.math.Moments;
import io.plateau.nn.Clamp;
import io.plateau.nn.TrainedNetwork;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Lowest and highest label of each output over the training rows of positive weight.
 *
 * @param lowest by output
 * @param highest by output
 */
public record LabelRange(List<Double> lowest, List<Double> highest) {
  /** The range that measures of the labels found. */
  public static LabelRange of(Moments.Range labels) {
    return of(labels.width(), labels::least, labels::most);
  }

  /** The range of labels as training sees them. */
  public LabelRange in(LabelScale scale) {
    return of(
        lowest.size(), i -> scale.scaled(lowest.get(i), i), i -> scale.scaled(highest.get(i), i));
  }

  private static LabelRange of(
      int outputs, IntFunction<Double> lowest, IntFunction<Double> highest) {
    return new LabelRange(
        IntStream.range(0, outputs).mapToObj(lowest).toList(),
        IntStream.range(0, outputs).mapToObj(highest).toList());
  }

  /** A network whose predictions are within the range; its outputs are in the unit of the range. */
  public TrainedNetwork limit(TrainedNetwork trained) {
    return new TrainedNetwork(
        trained.network().corrected(new Clamp(floats(lowest), floats(highest))),
        trained.loss(),
        trained.target(),
        trained.weights());
  }

  private static List<Float> floats(List<Double> numbers) {
    return numbers.stream().map(Double::floatValue).toList();
  }
}
