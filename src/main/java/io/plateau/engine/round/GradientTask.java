package io.plateau.engine.round;

import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardPartitioner;
import java.util.Iterator;
import org.apache.spark.api.java.function.Function2;

/**
 * Sums the gradient of one step over the shards of a partition; a vector for each of the largest
 * subtrees they make up.
 */
record GradientTask(StepRows rows, int step, double dropout, ShardPartitioner partitioner)
    implements Function2<RoundInput, Iterator<Shard>, Iterator<Partial>> {

  @Override
  public Iterator<Partial> call(RoundInput input, Iterator<Shard> shards) {
    float[] theta = input.weights();
    return PairwiseSum.ofPartition(
        shards, partitioner, (shard, workspace) -> gradient(shard, theta, workspace));
  }

  private Partial gradient(Shard shard, float[] theta, TaskWorkspace workspace) {
    long started = System.nanoTime();
    Partial partial = new Partial(shard.id(), new float[theta.length]);
    rows.add(shard, step, dropout, theta, partial, workspace);
    partial.nanos = System.nanoTime() - started;
    return partial.rows == 0 ? null : partial;
  }
}
