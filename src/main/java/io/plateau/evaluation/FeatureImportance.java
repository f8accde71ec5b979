package io.plateau.evaluation;

import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.TaskBytes;
import io.plateau.math.DenseMatrix;
import io.plateau.math.ExactSum;
import io.plateau.math.Key;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.Workspace;
import io.plateau.nn.loss.Targets;
import io.plateau.train.DataException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Permutation importance without a shuffle of the rows: values come from a few hundred donor rows,
 * chosen by a keyed hash of their content, and which donor a row gets for a feature is keyed, too.
 * So the result follows from rows and seed, up to the rounding of products of differing block
 * sizes.
 *
 * @param donors features of rows whose values are lent
 */
public record FeatureImportance(TrainedNetwork network, List<float[]> donors, Key key)
    implements Serializable {
  private static final int DONORS = 512;
  private static final int BLOCK = 256;

  /**
   * Importance of each feature.
   *
   * @param rises of the mean loss when a feature's values come from other rows
   * @param rows that were measured
   */
  public record Measured(double[] rises, long rows) {}

  /** The key that chooses the donors, rows with the smallest hashes. */
  public static Key key(long seed) {
    return Key.of(seed).with("importance");
  }

  /**
   * Measures all rows.
   *
   * @param rows with targets as the network's loss takes them
   */
  public static double[] of(TrainedNetwork network, JavaRDD<Example> rows, long seed) {
    RowSample donors = RowSample.of(rows, network.inputs(), DONORS, key(seed));
    return of(network, donors, rows, 1, seed).rises();
  }

  /**
   * Measures a sample of the rows that their content chooses, or all where it chooses none.
   *
   * @param donors drawn by {@link #key}
   * @param every one row of so many is measured
   */
  public static Measured of(
      TrainedNetwork network, RowSample donors, JavaRDD<Example> rows, long every, long seed) {
    if (donors.features().isEmpty()) {
      throw new DataException("there are no rows to measure the importance of features on");
    }
    int width = network.inputs();
    List<float[]> lent = new ArrayList<>(donors.features().stream().limit(DONORS).toList());
    FeatureImportance importance = new FeatureImportance(network, lent, key(seed));
    JavaRDD<Example> chosen =
        every == 1
            ? rows
            : rows.filter(row -> RowSample.isChosen(row.features(width), width, every));
    ExactSum weight = new ExactSum();
    ExactSum[] rises = sums(width);
    long measured = 0;
    for (Rises part : TaskBytes.collect(chosen.mapPartitions(importance::measure))) {
      measured += part.rows;
      weight.add(part.weight);
      for (int i = 0; i < rises.length; i++) {
        rises[i].add(part.rises[i]);
      }
    }
    double total = weight.value();
    if (total == 0 && every > 1) {
      // Of few different rows, each of them often, no hash may be the right one.
      return of(network, donors, rows, 1, seed);
    }
    return new Measured(
        Arrays.stream(rises).mapToDouble(rise -> rise.value() / total).toArray(), measured);
  }

  /** The sums of a partition. */
  private static final class Rises implements Serializable {
    private static final long serialVersionUID = 1L;
    private long rows;
    private final ExactSum weight = new ExactSum();
    private final ExactSum[] rises;

    Rises(int features) {
      rises = sums(features);
    }
  }

  private static ExactSum[] sums(int count) {
    ExactSum[] sums = new ExactSum[count];
    Arrays.setAll(sums, i -> new ExactSum());
    return sums;
  }

  private Iterator<Rises> measure(Iterator<Example> rows) {
    Rises total = new Rises(network.inputs());
    Workspace workspace = new Workspace();
    List<Example> block = new ArrayList<>();
    while (rows.hasNext()) {
      block.add(rows.next());
      if (block.size() == BLOCK || !rows.hasNext()) {
        add(block, total, workspace);
        block.clear();
      }
    }
    return List.of(total).iterator();
  }

  private void add(List<Example> block, Rises total, Workspace workspace) {
    int width = network.inputs();
    int n = block.size();
    float[] x = new float[width * n];
    long[] hashes = new long[n];
    for (int j = 0; j < n; j++) {
      block.get(j).copyFeatures(x, j * width, width);
      hashes[j] = RowSample.hash(x, j * width, width, key);
      total.weight.add(block.get(j).weight);
    }
    total.rows += n;
    double[] before = losses(x, block, workspace);
    float[] own = new float[n];
    for (int i = 0; i < width; i++) {
      Key feature = key.with(i);
      for (int j = 0; j < n; j++) {
        own[j] = x[j * width + i];
        x[j * width + i] = donors.get(feature.with(hashes[j]).below(0, donors.size()))[i];
      }
      double[] after = losses(x, block, workspace);
      for (int j = 0; j < n; j++) {
        x[j * width + i] = own[j];
        total.rises[i].add(block.get(j).weight * (after[j] - before[j]));
      }
    }
  }

  /** The loss of each of n examples, X (width×n). */
  private double[] losses(float[] x, List<Example> block, Workspace workspace) {
    int k = network.outputs();
    int n = block.size();
    float[] z =
        network
            .network()
            .outputs(network.weights(), new DenseMatrix(x, 0, network.inputs(), n), workspace);
    double[] losses = new double[n];
    float[] one = new float[k];
    for (int j = 0; j < n; j++) {
      System.arraycopy(z, j * k, one, 0, k);
      losses[j] = network.loss().sum(one, k, 1, new Targets(block.get(j).target));
    }
    return losses;
  }
}
