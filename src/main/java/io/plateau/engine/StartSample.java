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
import java.util.ArrayList;
import java.util.Comparator;
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
    int most = (int) Math.min(MOST_ROWS, MOST_NUMBERS / numbers);
    most = Math.max(1, most);
    int each = (most + rows.shards() - 1) / rows.shards();
    List<Part> parts =
        jobs.run("sample", RoundInput.of(new float[0]), rows.rdd(), new Take(each, most)).stream()
            .map(part -> new Part((int) part[0], (int) part[1], (float[]) part[2]))
            .sorted(Comparator.comparingInt(Part::shard))
            .toList();
    int n = parts.stream().mapToInt(Part::rows).sum();
    int width = network.inputs();
    float[] values = new float[Math.multiplyExact(width, n)];
    int at = 0;
    for (Part part : parts) {
      System.arraycopy(part.values, 0, values, at, width * part.rows);
      at += width * part.rows;
    }
    return new DenseMatrix(values, 0, width, n);
  }

  /** The first rows of a shard. */
  private record Part(int shard, int rows, float[] values) {}

  /**
   * Gives the {@link Part} of each shard, as long as there are rows to take.
   *
   * @param rows of a shard
   * @param most rows of all, and so shards with any
   */
  private record Take(int rows, int most)
      implements Function2<RoundInput, Iterator<Shard>, Iterator<Object[]>> {
    @Override
    public Iterator<Object[]> call(RoundInput input, Iterator<Shard> shards) {
      List<Object[]> parts = new ArrayList<>();
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
        parts.add(new Object[] {shard.id(), n, values});
      }
      return parts.iterator();
    }
  }
}
