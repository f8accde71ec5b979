package io.plateau.engine;

import io.plateau.engine.round.RoundInput;
import io.plateau.engine.round.SparkRound;
import io.plateau.engine.shard.BatchBuffer;
import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.math.DenseMatrix;
import io.plateau.math.Matrix;
import io.plateau.math.SparseMatrix;
import io.plateau.nn.Network;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;

/**
 * Sample of training rows that initial weights follow from: the first rows of every shard, or one
 * row of each of the first shards where there are more shards than rows to take. Rows are dealt to
 * shards and ordered in them by hashes of their content, so that the sample is random, and the same
 * wherever the shards are.
 */
final class StartSample {
  private static final int MOST_ROWS = 1 << 14;

  /** Numbers that a layer makes of the sample. */
  private static final int MOST_NUMBERS = 1 << 24;

  private StartSample() {}

  /** The examples of a sample for a network, features×rows. */
  static Matrix of(SparkRound jobs, ShardedRows rows, Network network) {
    long numbers = (long) network.widest() * network.members() / network.separateNetworks();
    int most = (int) Math.max(1, Math.min(MOST_ROWS, MOST_NUMBERS / numbers));
    int each = (most + rows.shards() - 1) / rows.shards();
    List<float[]> parts =
        jobs.run("sample", RoundInput.of(new float[0]), rows.rdd(), new Take(each, most));
    int width = network.inputs();
    int size = parts.stream().mapToInt(part -> part.length).sum();
    FloatBuffer values = FloatBuffer.allocate(size);
    parts.forEach(values::put);
    return new DenseMatrix(values.array(), 0, width, size / width);
  }

  /**
   * Gives the first rows of each shard, as long as there are rows to take.
   *
   * @param rows of a shard
   * @param most rows of all, and so shards with any
   */
  private record Take(int rows, int most)
      implements Function2<RoundInput, Iterator<Shard>, Iterator<float[]>> {
    @Override
    public Iterator<float[]> call(RoundInput input, Iterator<Shard> shards) {
      List<float[]> parts = new ArrayList<>();
      while (shards.hasNext()) {
        Shard shard = shards.next();
        if (shard.id() >= most) {
          break;
        }
        int n = Math.min(rows, shard.rows());
        Matrix x = shard.slice(0, n, new BatchBuffer()).x();
        DenseMatrix dense = x instanceof SparseMatrix sparse ? sparse.dense(null) : (DenseMatrix) x;
        float[] values = new float[dense.rows() * n];
        System.arraycopy(dense.values(), dense.offset(), values, 0, values.length);
        parts.add(values);
      }
      return parts.iterator();
    }
  }
}
