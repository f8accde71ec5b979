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
record GroupSum(ShardGroup shards, int cores) implements ShardSum {
  @Override
  public Partial of(String description, RoundInput input, int length, ShardWork work) {
    List<Shard> all = shards.shards();
    int end = all.get(all.size() - 1).id() + 1;
    try (Cores.Lent lent = Cores.lend(Math.min(cores, all.size()))) {
      return ParallelMap.map(
          all.iterator(),
          shard -> TaskWorkspace.with(workspace -> work.of(input, shard, workspace)),
          lent.crew(),
          leaves -> PairwiseSum.total(PairwiseSum.ofRange(leaves, 0, end), end));
    }
  }
}
