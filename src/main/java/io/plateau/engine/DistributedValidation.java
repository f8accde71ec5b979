package io.plateau.engine;

import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.nn.Batch;
import io.plateau.nn.Network;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Metric;
import io.plateau.train.Validation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.Function2;

/** Loss and metrics of the validation rows, each shard's sums added in the order of the shards. */
record DistributedValidation(SparkRound jobs, ShardedRows rows, Network network, Loss loss)
    implements Validation {

  @Override
  public Score score(float[] weights) {
    List<double[]> each =
        new ArrayList<>(
            jobs.run("validation", RoundInput.of(weights), rows, new ScoreTask(network, loss)));
    each.sort(Comparator.comparingDouble(sums -> sums[0]));
    double[] total = new double[2 + loss.metrics().size()];
    for (double[] sums : each) {
      for (int i = 1; i < sums.length; i++) {
        total[i - 1] += sums[i];
      }
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int m = 0; m < loss.metrics().size(); m++) {
      Metric metric = loss.metrics().get(m);
      metrics.put(metric.name(), metric.of(total[1 + m], rows.weight()));
    }
    return new Score(total[0] / rows.weight(), metrics);
  }

  /** For each shard its number, loss sum and metric sums. */
  private record ScoreTask(Network network, Loss loss)
      implements Function2<RoundInput, Iterator<Shard>, Iterator<double[]>> {
    /** Rows whose outputs stay in the cache; larger chunks took up to twice the time a row. */
    private static final int CHUNK = 512;

    @Override
    public Iterator<double[]> call(RoundInput floats, Iterator<Shard> shards) {
      return TaskWorkspace.with(
              scratch -> {
                List<double[]> each = new ArrayList<>();
                while (shards.hasNext()) {
                  each.add(score(floats.weights(), shards.next(), scratch));
                }
                return each;
              })
          .iterator();
    }

    private double[] score(float[] theta, Shard shard, TaskWorkspace scratch) {
      List<Metric> metrics = loss.metrics();
      double[] sums = new double[2 + metrics.size()];
      sums[0] = shard.id();
      int k = network.outputs();
      for (int from = 0; from < shard.rows(); from += CHUNK) {
        Batch batch = shard.slice(from, Math.min(shard.rows(), from + CHUNK), scratch.buffer);
        float[] z = network.outputs(theta, batch.x(), scratch.workspace);
        sums[1] += loss.sum(z, k, batch.size(), batch.targets());
        for (int m = 0; m < metrics.size(); m++) {
          sums[2 + m] += metrics.get(m).sum(z, k, batch.size(), batch.targets());
        }
      }
      return sums;
    }
  }
}
