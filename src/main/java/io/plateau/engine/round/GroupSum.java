package io.plateau.engine.round;

import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardGroup;
import io.plateau.engine.threads.Cores;
import io.plateau.engine.threads.ParallelMap;
import java.util.List;

/**
 * Sums over the shards of a group, in this process.
 *
 * @param cores of this process, at most so many threads share the shards
 */
record GroupSum(ShardGroup group, int cores) implements ShardSum {
  @Override
  public long rows() {
    return group.rows();
  }

  @Override
  public double weight() {
    return group.weight();
  }

  @Override
  public Partial of(String description, RoundInput input, int length, ShardWork work) {
    List<Shard> shards = group.shards();
    int end = shards.get(shards.size() - 1).id() + 1;
    try (Cores.Lent lent = Cores.lend(Math.min(cores, shards.size()))) {
      return ParallelMap.map(
          shards.iterator(),
          shard -> TaskWorkspace.with(workspace -> work.of(input, shard, workspace)),
          lent.crew(),
          leaves -> PairwiseSum.total(PairwiseSum.ofRange(leaves, 0, end), end));
    }
  }
}
