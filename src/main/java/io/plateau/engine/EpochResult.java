package io.plateau.engine;

import io.plateau.optim.OptimizerState;
import io.plateau.train.Rounds;
import io.plateau.train.Validation;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * What a task sends that has made the steps of a round alone. Its fields are arrays and numbers,
 * which every serializer takes; Kryo takes no records.
 */
final class EpochResult implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[][] arrays;
  private final double[] scalars;
  private final long step;
  private final double lossSum;
  private final double weight;
  private final long rows;
  private final double gradientNorm;

  /** Loss and metrics of the validation rows; null where they are not measured. */
  private final double[] scores;

  private final String[] metrics;

  /**
   * @param arrays weights, then the slots of the optimizer
   */
  EpochResult(float[][] arrays, Rounds.Outcome outcome) {
    this.arrays = arrays;
    scalars = outcome.state().scalars();
    step = outcome.state().step();
    lossSum = outcome.lossSum();
    weight = outcome.weight();
    rows = outcome.rows();
    gradientNorm = outcome.gradientNorm();
    Map<String, Double> measured = outcome.score().map(Validation.Score::metrics).orElse(Map.of());
    metrics = measured.keySet().toArray(String[]::new);
    scores =
        outcome
            .score()
            .map(
                score ->
                    DoubleStream.concat(
                            DoubleStream.of(score.loss()),
                            Arrays.stream(metrics).mapToDouble(measured::get))
                        .toArray())
            .orElse(null);
  }

  float[][] arrays() {
    return arrays;
  }

  /** The round; its state has the arrays after the first. */
  Rounds.Outcome outcome() {
    float[][] slots = Arrays.copyOfRange(arrays, 1, arrays.length);
    Rounds.Outcome outcome =
        Rounds.Outcome.of(
            lossSum, weight, rows, gradientNorm, new OptimizerState(step, slots, scalars));
    if (scores == null) {
      return outcome;
    }
    Map<String, Double> named = new LinkedHashMap<>();
    for (int m = 0; m < metrics.length; m++) {
      named.put(metrics[m], scores[1 + m]);
    }
    return outcome.scored(new Validation.Score(scores[0], named));
  }
}
