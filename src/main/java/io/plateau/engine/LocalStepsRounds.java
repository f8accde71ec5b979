package io.plateau.engine;

import io.plateau.engine.shard.ShardedRows;
import io.plateau.nn.Loss;
import io.plateau.nn.Network;
import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import io.plateau.train.Rounds;

/**
 * Rounds of several steps: each shard makes them alone, from the same weights and optimizer memory;
 * what comes back is averaged by the weight of the shards (local SGD: Stich 2019, "Local SGD
 * Converges Fast and Communicates Little"). Fewer, fatter rounds; with one shard exactly the same
 * steps as rounds of one.
 */
record LocalStepsRounds(
    SparkRound jobs,
    ShardedRows rows,
    Network network,
    Loss loss,
    Optimizer optimizer,
    int stepsPerEpoch,
    int stepsPerRound,
    long seed)
    implements Rounds {

  @Override
  public Outcome advance(Round round, float[] weights, OptimizerState state) {
    int steps = round.rates().length;
    float[][] arrays = Floats.arrays(weights, state);
    int first = round.firstStep();
    Partial sum =
        ShardSum.of(
            jobs,
            "epoch %d, steps %d-%d/%d"
                .formatted(round.epoch(), first + 1, first + steps, stepsPerEpoch),
            new Floats(arrays, state.scalars()),
            rows,
            weights.length * arrays.length,
            new LocalStepsTask(
                new StepRows(network, loss, round.epoch(), stepsPerEpoch, seed),
                optimizer,
                state.step(),
                first,
                round.rates(),
                rows.weight(),
                rows.partitioner()));
    if (sum == null) {
      return new Outcome(0, 0, 0, 0, state, null);
    }
    double share = sum.also[LocalStepsTask.SHARE];
    double norm = sum.also[LocalStepsTask.NORM] / share;
    OptimizerState after = state;
    if (Double.isFinite(sum.loss) && Double.isFinite(norm)) {
      average(sum, share, arrays);
      double[] scalars = state.scalars();
      for (int i = 0; i < scalars.length; i++) {
        scalars[i] = sum.also[LocalStepsTask.SCALARS + i] / share;
      }
      after = new OptimizerState(state.step() + steps, state.slots(), scalars);
    }
    return new Outcome(sum.loss, sum.weight, sum.rows, norm, after, null);
  }

  /** <em>Overwrites</em> the arrays with the means. */
  private static void average(Partial sum, double share, float[][] arrays) {
    float total = (float) share;
    int at = 0;
    for (float[] array : arrays) {
      for (int i = 0; i < array.length; i++) {
        array[i] = sum.sum[at++] / total;
      }
    }
  }
}
