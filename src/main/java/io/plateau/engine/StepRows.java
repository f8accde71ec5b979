package io.plateau.engine;

import io.plateau.engine.shard.Shard;
import io.plateau.math.Key;
import io.plateau.nn.Batch;
import io.plateau.nn.Network;
import io.plateau.nn.loss.Loss;
import java.io.Serializable;

/**
 * The rows of a shard in one step: step s of S takes the rows {@code n·s/S … n·(s+1)/S} of the
 * shard's own order of the epoch. A full-batch step takes them as they lie.
 *
 * @param epoch from 1
 * @param steps in the epoch
 * @param seed of the order and of dropout
 */
record StepRows(Network network, Loss loss, int epoch, int steps, long seed)
    implements Serializable {
  /** Rows of one matrix product: enough for it to be efficient, few enough to stay in the cache. */
  private static final int CHUNK = 1024;

  /** <em>Adds into</em> {@code partial} loss, weight, rows and gradient of one step. */
  void add(Shard shard, int step, float[] theta, Partial partial, TaskWorkspace scratch) {
    int from = (int) ((long) shard.rows() * step / steps);
    int to = (int) ((long) shard.rows() * (step + 1) / steps);
    int[] order =
        steps == 1 ? null : shard.order(Key.of(seed).with("order").with(epoch).with(shard.id()));
    Key dropout = Key.of(seed).with("dropout").with(epoch).with(step).with(shard.id());
    for (int start = from; start < to; start += CHUNK) {
      int end = Math.min(to, start + CHUNK);
      Batch batch =
          order == null
              ? shard.slice(start, end, scratch.buffer)
              : shard.gather(order, start, end, scratch.buffer);
      partial.loss +=
          network.gradient(
              theta, batch.masked(dropout.with(start)), loss, scratch.workspace, partial.sum);
      partial.weight += batch.targets().totalWeight(batch.size());
      partial.rows += batch.size();
    }
  }
}
