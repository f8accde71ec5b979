package io.plateau.engine.round;

import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import io.plateau.train.Rounds;

/**
 * Rounds of several steps: each shard makes them alone, from the same weights and optimizer memory;
 * what comes back is averaged by the weight of the shards (local SGD: Stich 2019, "Local SGD
 * Converges Fast and Communicates Little"). Fewer, fatter rounds; with one shard exactly the same
 * steps as rounds of one.
 */
public record LocalStepsRounds(
    TrainingLoss loss, Optimizer optimizer, int stepsPerEpoch, int stepsPerRound)
    implements Rounds {

  @Override
  public float[] averaged(float[] weights, OptimizerState state) {
    return optimizer.averaged(weights, state);
  }

  @Override
  public Outcome advance(Round round, float[] weights, OptimizerState state) {
    int steps = round.steps().size();
    float[][] arrays = RoundInput.arrays(weights, state);
    int first = round.firstStep();
    Partial sum =
        loss.sums()
            .of(
                "epoch %d, steps %d-%d/%d"
                    .formatted(round.epoch(), first + 1, first + steps, stepsPerEpoch),
                new RoundInput(arrays, state.scalars()),
                weights.length * arrays.length,
                new LocalStepsWork(
                    loss.steps(round.epoch(), stepsPerEpoch),
                    optimizer,
                    new LocalStepsWork.Steps(state.step(), first, round.steps()),
                    loss.sums().weight()));
    if (sum == null) {
      return Outcome.empty(state);
    }
    double norm = sum.norm / sum.fraction;
    OptimizerState after = state;
    if (Double.isFinite(sum.loss) && Double.isFinite(norm)) {
      average(sum, arrays);
      double[] scalars = state.scalars();
      for (int i = 0; i < scalars.length; i++) {
        scalars[i] = sum.scalars[i] / sum.fraction;
      }
      after = new OptimizerState(state.step() + steps, state.slots(), scalars);
    }
    return Outcome.of(sum.loss, sum.weight, sum.rows, norm, after);
  }

  /** <em>Overwrites</em> the arrays with the means. */
  private static void average(Partial sum, float[][] arrays) {
    float total = (float) sum.fraction;
    int at = 0;
    for (float[] array : arrays) {
      for (int i = 0; i < array.length; i++) {
        array[i] = sum.sum[at++] / total;
      }
    }
  }
}
