package io.plateau.engine.round;

import io.plateau.engine.shard.Shard;
import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import io.plateau.train.Rates;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Local steps of a round on a shard, each shard from the same weights and optimizer memory; the
 * results are summed, weighted by the shard's fraction of the data.
 *
 * @param totalWeight of all rows of all shards
 */
record LocalStepsWork(StepRows rows, Optimizer optimizer, Steps steps, double totalWeight)
    implements ShardWork {
  /**
   * The steps of a round.
   *
   * @param before steps that the optimizer has made before this round
   * @param first step of the round in its epoch, from 0
   * @param each what holds in each step
   */
  record Steps(long before, int first, List<Rates.Step> each) implements Serializable {}

  @Override
  public Partial of(RoundInput input, Shard shard, TaskWorkspace workspace) {
    long started = System.nanoTime();
    int length = input.weights().length;
    float[][] arrays = workspace.copies(input.arrays());
    float[] theta = arrays[0];
    OptimizerState state =
        new OptimizerState(
            steps.before, Arrays.copyOfRange(arrays, 1, arrays.length), input.scalars().clone());
    Partial step = new Partial(shard.id(), workspace.gradient(length));
    Partial sum = new Partial(shard.id(), new float[length * arrays.length]);
    double norm = 0;
    for (int s = 0; s < steps.each.size(); s++) {
      Arrays.fill(step.sum, 0);
      step.loss = 0;
      step.weight = 0;
      Rates.Step its = steps.each.get(s);
      rows.add(rows.of(shard, steps.first + s, its.dropout()), theta, step, workspace);
      if (step.weight > 0) {
        sum.loss += step.loss + step.weight * optimizer.penalty(theta);
        sum.weight += step.weight;
        step.divide();
        norm = s == steps.each.size() - 1 ? step.vectorNorm() : 0;
        state = optimizer.update(theta, step.sum, state, its.rate(), its.decay());
      }
    }
    sum.rows = step.rows;
    if (sum.rows == 0) {
      return null;
    }
    sum.fraction = (float) (shard.weight() / totalWeight);
    scale(sum, norm, arrays, state);
    sum.nanos = System.nanoTime() - started;
    return sum;
  }

  /** <em>Adds into</em> the sum the results of its shard, times the shard's fraction. */
  private static void scale(Partial sum, double norm, float[][] arrays, OptimizerState state) {
    float factor = (float) sum.fraction;
    int at = 0;
    for (float[] array : arrays) {
      for (float value : array) {
        sum.sum[at++] = factor * value;
      }
    }
    sum.norm = factor * norm;
    sum.scalars = new double[state.scalars().length];
    for (int i = 0; i < sum.scalars.length; i++) {
      sum.scalars[i] = factor * state.scalars()[i];
    }
  }
}
