package io.plateau.engine.round;

import io.plateau.engine.shard.Shard;
import io.plateau.engine.threads.Crew;
import io.plateau.nn.Batch;
import io.plateau.nn.Network;
import io.plateau.nn.loss.Measurement;
import io.plateau.train.Validation;
import java.io.Serializable;
import java.util.List;

/** Loss and metrics of a network on the rows of shards, as sums and as the score they make up. */
public record ShardScores(Network network, Measurement measured) implements Serializable {
  /** Columns whose outputs stay in the cache; larger chunks took up to twice the time a row. */
  private static final int CHUNK = 512;

  /** Least rows of a chunk, however many members a network has. */
  private static final int LEAST = 32;

  /** The {@link PartSums} over the rows of a shard. */
  double[] sums(float[] theta, Shard shard, Crew crew) {
    int size = Math.max(LEAST, CHUNK * network.separateNetworks() / network.members());
    int chunks = (shard.rows() + size - 1) / size;
    double[][] each = new double[chunks][];
    crew.each(
        chunks,
        chunk ->
            each[chunk] = TaskWorkspace.with(scratch -> chunk(theta, shard, chunk, size, scratch)));
    return PartSums.of(added(List.of(each)));
  }

  private double[] chunk(float[] theta, Shard shard, int chunk, int size, TaskWorkspace scratch) {
    double[] sums = new double[measured.sums()];
    int from = chunk * size;
    Batch batch = shard.slice(from, Math.min(shard.rows(), from + size), scratch.buffer);
    float[] z = network.outputs(theta, batch.x(), scratch.workspace);
    measured.add(z, batch.size(), batch.targets(), sums);
    return PartSums.of(sums);
  }

  /** The sums over the rows of shards, added in their order. */
  double[] sums(float[] theta, List<Shard> shards, Crew crew) {
    return added(shards.stream().map(shard -> sums(theta, shard, crew)).toList());
  }

  /** The sums of all parts, added in their order. */
  double[] added(List<double[]> parts) {
    double[] total = new double[measured.sums()];
    parts.forEach(part -> PartSums.add(part, total));
    return total;
  }

  /**
   * Mean loss and metrics.
   *
   * @param sums over all rows
   * @param weight of all rows
   */
  Validation.Score score(double[] sums, double weight) {
    return new Validation.Score(measured.loss(sums, weight), measured.metrics(sums, weight));
  }
}
