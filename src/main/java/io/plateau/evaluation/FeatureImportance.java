package io.plateau.evaluation;

import io.plateau.engine.shard.Example;
import io.plateau.math.DenseMatrix;
import io.plateau.math.ExactSum;
import io.plateau.math.Key;
import io.plateau.nn.Targets;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.Workspace;
import io.plateau.train.DataException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
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
   * By how much the mean loss of the rows rises when a feature's values come from other rows.
   *
   * @param rows with targets as the network's loss takes them
   */
  public static double[] of(TrainedNetwork network, JavaRDD<Example> rows, long seed) {
    Key key = Key.of(seed).with("importance");
    int width = network.inputs();
    List<Donor> donors =
        new ArrayList<>(rows.mapPartitions(part -> lenders(part, width, key).iterator()).collect());
    donors.sort(Comparator.comparingLong(donor -> donor.hash));
    if (donors.isEmpty()) {
      throw new DataException("there are no rows to measure the importance of features on");
    }
    List<float[]> lent =
        new ArrayList<>(donors.stream().limit(DONORS).map(donor -> donor.features).toList());
    FeatureImportance importance = new FeatureImportance(network, lent, key);
    ExactSum weight = new ExactSum();
    ExactSum[] rises = sums(width);
    for (Rises part : rows.mapPartitions(importance::measure).collect()) {
      weight.add(part.weight);
      for (int i = 0; i < rises.length; i++) {
        rises[i].add(part.rises[i]);
      }
    }
    return Arrays.stream(rises).mapToDouble(rise -> rise.value() / weight.value()).toArray();
  }

  /** A row that may lend its features. */
  private static final class Donor implements Serializable {
    private static final long serialVersionUID = 1L;
    private final long hash;
    private final float[] features;

    Donor(long hash, float[] features) {
      this.hash = hash;
      this.features = features;
    }
  }

  /** The sums of a partition. */
  private static final class Rises implements Serializable {
    private static final long serialVersionUID = 1L;
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

  /** The rows of a part with the smallest hashes. */
  private static List<Donor> lenders(Iterator<Example> rows, int width, Key key) {
    PriorityQueue<Donor> smallest = new PriorityQueue<>((a, b) -> Long.compare(b.hash, a.hash));
    float[] x = new float[width];
    while (rows.hasNext()) {
      rows.next().copyFeatures(x, 0, width);
      long hash = hash(x, 0, width, key);
      if (smallest.size() < DONORS || hash < smallest.peek().hash) {
        smallest.add(new Donor(hash, x.clone()));
        if (smallest.size() > DONORS) {
          smallest.remove();
        }
      }
    }
    return new ArrayList<>(smallest);
  }

  private static long hash(float[] x, int at, int width, Key key) {
    long hash = key.state();
    for (int i = at; i < at + width; i++) {
      hash = Key.mix(hash ^ Double.doubleToLongBits(x[i]));
    }
    return hash;
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
      hashes[j] = hash(x, j * width, width, key);
      total.weight.add(block.get(j).weight);
    }
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
