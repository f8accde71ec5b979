package io.plateau.evaluation;

import io.plateau.engine.LabelScale;
import io.plateau.engine.shard.BatchBuffer;
import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.engine.shard.SharedNetwork;
import io.plateau.engine.shard.TaskRdds;
import io.plateau.frame.Packing;
import io.plateau.nn.Batch;
import io.plateau.nn.MemberPredictions;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.Workspace;
import io.plateau.nn.loss.ClassCounts;
import io.plateau.nn.loss.LabelType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;

/**
 * Predicted rows that have one order: of a shard, or of a partition of a frame. They are read where
 * they are made, once.
 *
 * @param place among all such rows, from 0 on
 */
public record PredictedRows(int place, Iterator<Predicted> rows) {
  /**
   * Packed rows with the predictions of a network.
   *
   * @param scale of the rows' labels, which the network was trained on, or null
   */
  public static JavaRDD<PredictedRows> of(
      ShardedRows rows, TrainedNetwork network, LabelScale scale) {
    SharedNetwork shared = new SharedNetwork(rows.rdd().context(), network);
    return TaskRdds.map(rows.rdd(), new Forward(shared, scale));
  }

  private record Forward(SharedNetwork shared, LabelScale scale)
      implements TaskRdds.Each<Shard, PredictedRows> {
    @Override
    public PredictedRows of(Shard shard) {
      return new PredictedRows(shard.id(), new ShardRows(shared.get(), scale).of(shard));
    }
  }

  private record ShardRows(TrainedNetwork network, LabelScale scale) {
    /** Rows whose outputs stay in the cache. */
    private static final int CHUNK = 512;

    Iterator<Predicted> of(Shard shard) {
      Workspace workspace = new Workspace();
      BatchBuffer buffer = new BatchBuffer();
      int chunks = (shard.rows() + CHUNK - 1) / CHUNK;
      return IntStream.range(0, chunks)
          .boxed()
          .flatMap(chunk -> chunk(shard, chunk * CHUNK, workspace, buffer).stream())
          .iterator();
    }

    private List<Predicted> chunk(Shard shard, int from, Workspace workspace, BatchBuffer buffer) {
      int to = Math.min(shard.rows(), from + CHUNK);
      Batch batch = shard.slice(from, to, buffer);
      int k = network.outputs();
      float[] each = network.network().memberOutputs(network.weights(), batch.x(), workspace);
      float[] z = network.network().meanOutputs(each, batch.size());
      float[] p = z.clone();
      network.loss().predict(p, k, batch.size());
      MemberPredictions members =
          network.network().members() > 1
              ? MemberPredictions.of(network, each, batch.size())
              : null;
      int targets = network.loss().targets(k);
      List<Predicted> rows = new ArrayList<>();
      for (int j = 0; j < batch.size(); j++) {
        double[] label = Packing.doubles(batch.targets().y(), j * targets, targets);
        double[] spread = members == null ? null : members.spreads(j);
        float[] logits = Arrays.copyOfRange(z, j * k, (j + 1) * k);
        double[] predictions = Packing.doubles(p, j * k, k);
        rows.add(row(label, logits, predictions, spread, shard.weight(from + j)));
      }
      return rows;
    }

    /** One row of its logits z, what the network predicts and the spread, null without members. */
    private Predicted row(
        double[] label, float[] z, double[] prediction, double[] spread, double weight) {
      int k = network.outputs();
      if (network.target() == LabelType.CLASS) {
        double[] probability =
            k > 1 ? prediction : new double[] {1.0 - prediction[0], prediction[0]};
        int likeliest = k > 1 ? ClassCounts.likeliest(z, k, 0) : z[0] > 0 ? 1 : 0;
        double[] its = spread == null || k == 1 ? spread : new double[] {spread[likeliest]};
        return new Predicted(label, new double[] {likeliest}, probability, its, weight);
      }
      if (network.target() == LabelType.LABELS) {
        double[] yes = Arrays.stream(prediction).map(each -> each > 0.5 ? 1 : 0).toArray();
        return new Predicted(label, yes, prediction, spread, weight);
      }
      for (int i = 0; scale != null && i < k; i++) {
        label[i] = scale.unscaled(label[i], i);
        prediction[i] = scale.unscaled(prediction[i], i);
        if (spread != null) {
          spread[i] = scale.unscaledDifference(spread[i], i);
        }
      }
      return new Predicted(label, prediction, null, spread, weight);
    }
  }
}
