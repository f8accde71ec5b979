package io.plateau.engine;

import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardPartitioner;
import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;

/**
 * Lets each shard of a partition make steps of its own, all from the same weights and optimizer
 * memory, and sums what they come to, weighted by the shard's share of the data.
 *
 * @param steps the optimizer has made before this round
 * @param totalWeight of all rows of all shards
 */
record LocalStepsTask(
    StepRows rows,
    Optimizer optimizer,
    long steps,
    int firstStep,
    double[] rates,
    double totalWeight,
    ShardPartitioner partitioner)
    implements Function2<Floats, Iterator<Shard>, Iterator<Partial>> {
  private static final long serialVersionUID = 1L;

  /** Where in {@link Partial#also} the sum of shares is; then that of norms; then scalars. */
  static final int SHARE = 0;

  static final int NORM = 1;
  static final int SCALARS = 2;

  @Override
  public Iterator<Partial> call(Floats floats, Iterator<Shard> shards) {
    int partition = TaskContext.getPartitionId();
    List<Partial> sums =
        Ahead.map(
            shards,
            shard -> Scratch.with(scratch -> steps(floats, shard, scratch)),
            leaves ->
                PairwiseSum.ofRange(
                    leaves, partitioner.first(partition), partitioner.first(partition + 1)));
    return sums.iterator();
  }

  private Partial steps(Floats floats, Shard shard, Scratch scratch) {
    long started = System.nanoTime();
    int length = floats.weights().length;
    float[][] arrays = scratch.copies(floats.arrays());
    float[] theta = arrays[0];
    OptimizerState state =
        new OptimizerState(
            steps, Arrays.copyOfRange(arrays, 1, arrays.length), floats.scalars().clone());
    Partial step = new Partial(shard.id(), scratch.gradient(length));
    Partial sum = new Partial(shard.id(), new float[length * arrays.length]);
    double norm = 0;
    for (int s = 0; s < rates.length; s++) {
      Arrays.fill(step.sum, 0);
      step.loss = 0;
      step.weight = 0;
      rows.add(shard, firstStep + s, theta, step, scratch);
      if (step.weight > 0) {
        sum.loss += step.loss + step.weight * optimizer.penalty(theta);
        sum.weight += step.weight;
        MeanGradient.divide(step);
        norm = s == rates.length - 1 ? MeanGradient.norm(step.sum) : 0;
        state = optimizer.update(theta, step.sum, state, rates[s]);
      }
    }
    sum.rows = step.rows;
    if (sum.rows == 0) {
      return null;
    }
    weigh(sum, shard.weight() / totalWeight, norm, arrays, state);
    sum.nanos = System.nanoTime() - started;
    return sum;
  }

  private static void weigh(
      Partial sum, double share, double norm, float[][] arrays, OptimizerState state) {
    float factor = (float) share;
    int at = 0;
    for (float[] array : arrays) {
      for (float value : array) {
        sum.sum[at++] = factor * value;
      }
    }
    sum.also = new double[SCALARS + state.scalars().length];
    sum.also[SHARE] = factor;
    sum.also[NORM] = factor * norm;
    for (int i = 0; i < state.scalars().length; i++) {
      sum.also[SCALARS + i] = factor * state.scalars()[i];
    }
  }
}
