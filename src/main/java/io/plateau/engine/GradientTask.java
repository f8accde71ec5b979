package io.plateau.engine;

import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;

/**
 * Sums the gradient of one step over the shards of a partition; a vector for each of the largest
 * subtrees they make up.
 */
record GradientTask(StepRows rows, int step, ShardPartitioner partitioner)
    implements Function2<Floats, Iterator<Shard>, Iterator<Partial>> {

  @Override
  public Iterator<Partial> call(Floats floats, Iterator<Shard> shards) {
    int partition = TaskContext.getPartitionId();
    float[] theta = floats.weights();
    return Scratch.with(
            scratch ->
                PairwiseSum.ofRange(
                    shards,
                    partitioner.first(partition),
                    partitioner.first(partition + 1),
                    shard -> {
                      Partial partial = new Partial(shard.id(), theta.length);
                      rows.add(shard, step, theta, partial, scratch);
                      return partial.rows == 0 ? null : partial;
                    }))
        .iterator();
  }
}
