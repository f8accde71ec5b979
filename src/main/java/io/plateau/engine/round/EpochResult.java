package io.plateau.engine.round;

import io.plateau.engine.shard.TaskFloats;
import io.plateau.optim.OptimizerState;
import io.plateau.train.Rounds;
import io.plateau.train.Validation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Result of a task that has made the steps of a round alone.
 *
 * @param arrays weights, then the slots of the optimizer
 * @param outcome the round; its state has the arrays after the first
 */
record EpochResult(float[][] arrays, Rounds.Outcome outcome) {
  /**
   * <em>Overwrites</em> the weights and the memory of the optimizer, unless the outcome is not
   * finite.
   *
   * @return the outcome, its state with the arrays of the one given
   */
  Rounds.Outcome into(float[] weights, OptimizerState state) {
    if (!outcome.finite()) {
      return outcome.with(state);
    }
    float[][] before = RoundInput.arrays(weights, state);
    for (int i = 0; i < before.length; i++) {
      System.arraycopy(arrays[i], 0, before[i], 0, before[i].length);
    }
    double[] scalars = outcome.state().scalars();
    System.arraycopy(scalars, 0, state.scalars(), 0, scalars.length);
    return outcome.with(new OptimizerState(outcome.state().step(), state.slots(), state.scalars()));
  }

  /** The message of this result, in Java's own types. */
  Object[] message() {
    Map<String, Double> measured = outcome.score().map(Validation.Score::metrics).orElse(Map.of());
    String[] metrics = measured.keySet().toArray(String[]::new);
    double[] scores =
        outcome.score().stream()
            .flatMapToDouble(
                score ->
                    DoubleStream.concat(
                        DoubleStream.of(score.loss()),
                        Arrays.stream(metrics).mapToDouble(measured::get)))
            .toArray();
    return new Object[] {
      Arrays.stream(arrays).map(TaskFloats::write).toArray(),
      outcome.state().scalars(),
      new long[] {outcome.state().step(), outcome.rows()},
      new double[] {outcome.lossSum(), outcome.weight(), outcome.gradientNorm()},
      scores,
      metrics
    };
  }

  static EpochResult of(Object[] message) {
    float[][] arrays =
        Arrays.stream((Object[]) message[0]).map(TaskFloats::read).toArray(float[][]::new);
    long[] integers = (long[]) message[2];
    double[] numbers = (double[]) message[3];
    float[][] slots = Arrays.copyOfRange(arrays, 1, arrays.length);
    Rounds.Outcome outcome =
        Rounds.Outcome.of(
            numbers[0],
            numbers[1],
            integers[1],
            numbers[2],
            new OptimizerState(integers[0], slots, (double[]) message[1]));
    double[] scores = (double[]) message[4];
    if (scores.length == 0) {
      return new EpochResult(arrays, outcome);
    }
    String[] metrics = (String[]) message[5];
    Map<String, Double> named = new LinkedHashMap<>();
    for (int m = 0; m < metrics.length; m++) {
      named.put(metrics[m], scores[1 + m]);
    }
    return new EpochResult(arrays, outcome.scored(new Validation.Score(scores[0], named)));
  }
}
