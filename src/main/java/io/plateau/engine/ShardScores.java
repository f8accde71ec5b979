package io.plateau.engine;

import io.plateau.engine.shard.Shard;
import io.plateau.nn.Batch;
import io.plateau.nn.Network;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Metric;
import io.plateau.train.Validation;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loss and metrics of a network on the rows of shards, as sums and as the score they make up. */
record ShardScores(Network network, Loss loss) implements Serializable {
  /** Rows whose outputs stay in the cache; larger chunks took up to twice the time a row. */
  private static final int CHUNK = 512;

  /** The weighted sum of the loss over the rows of a shard, then those of the metrics. */
  double[] sums(float[] theta, Shard shard, Crew crew) {
    int chunks = (shard.rows() + CHUNK - 1) / CHUNK;
    double[][] each = new double[chunks][];
    crew.each(
        chunks,
        chunk ->
            each[chunk] =
                TaskWorkspace.with(scratch -> sums(theta, shard, chunk * CHUNK, scratch)));
    return added(List.of(each));
  }

  private double[] sums(float[] theta, Shard shard, int from, TaskWorkspace scratch) {
    List<Metric> metrics = loss.metrics();
    double[] sums = new double[1 + metrics.size()];
    int k = network.outputs();
    Batch batch = shard.slice(from, Math.min(shard.rows(), from + CHUNK), scratch.buffer);
    float[] z = network.outputs(theta, batch.x(), scratch.workspace);
    sums[0] = loss.sum(z, k, batch.size(), batch.targets());
    for (int m = 0; m < metrics.size(); m++) {
      sums[1 + m] = metrics.get(m).sum(z, k, batch.size(), batch.targets());
    }
    return sums;
  }

  /** The sums of parts, added in their order. */
  double[] added(List<double[]> parts) {
    double[] total = new double[1 + loss.metrics().size()];
    for (double[] sums : parts) {
      for (int i = 0; i < total.length; i++) {
        total[i] += sums[i];
      }
    }
    return total;
  }

  /**
   * Mean loss and metrics.
   *
   * @param sums over all rows
   * @param weight of all rows
   */
  Validation.Score score(double[] sums, double weight) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int m = 0; m < loss.metrics().size(); m++) {
      Metric metric = loss.metrics().get(m);
      metrics.put(metric.name(), metric.of(sums[1 + m], weight));
    }
    return new Validation.Score(sums[0] / weight, metrics);
  }
}
