package io.plateau.ml.predict;

import io.plateau.math.DenseMatrix;
import io.plateau.math.ExactSum;
import io.plateau.math.Key;
import io.plateau.ml.fit.Columns;
import io.plateau.ml.fit.Packing;
import io.plateau.ml.fit.RowCheck;
import io.plateau.nn.LabelType;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.Workspace;
import io.plateau.train.DataException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Permutation importance without a shuffle of the rows: values come from a few hundred donor rows,
 * chosen by a keyed hash of their content, and which donor a row gets for a feature is keyed, too.
 * So the result follows from rows and seed, up to the rounding of products of differing block
 * sizes.
 *
 * @param donors features of rows whose values are lent
 */
public record FeatureImportance(
    TrainedNetwork network, RowCheck check, List<float[]> donors, Key key) implements Serializable {
  private static final int DONORS = 512;
  private static final int BLOCK = 256;

  public static Vector of(TrainedNetwork network, Columns columns, Dataset<?> dataset, long seed) {
    columns.check(dataset.schema());
    JavaRDD<Row> rows = columns.select(dataset).javaRDD();
    Key key = Key.of(seed).with("importance");
    List<Donor> donors =
        new ArrayList<>(rows.mapPartitions(part -> lenders(part, key).iterator()).collect());
    donors.sort(Comparator.comparingLong(donor -> donor.hash));
    if (donors.isEmpty()) {
      throw new DataException("there are no rows to measure the importance of features on");
    }
    List<float[]> lent =
        donors.stream().limit(DONORS).map(donor -> Packing.floats(donor.features)).toList();
    RowCheck check =
        new RowCheck(columns, columns.target() == LabelType.CLASS ? classes(network) : 0);
    FeatureImportance importance =
        new FeatureImportance(network, check, new ArrayList<>(lent), key);
    ExactSum weight = new ExactSum();
    ExactSum[] rises = sums(network.inputs());
    for (Rises part : rows.mapPartitions(importance::measure).collect()) {
      weight.add(part.weight);
      for (int i = 0; i < rises.length; i++) {
        rises[i].add(part.rises[i]);
      }
    }
    double[] means = new double[rises.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = rises[i].value() / weight.value();
    }
    return Vectors.dense(means);
  }

  private static int classes(TrainedNetwork network) {
    return Math.max(2, network.outputs());
  }

  /** A row that may lend its features. */
  private static final class Donor implements Serializable {
    private static final long serialVersionUID = 1L;
    private final long hash;
    private final Vector features;

    Donor(long hash, Vector features) {
      this.hash = hash;
      this.features = features;
    }
  }

  /** What a partition comes to. */
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
    java.util.Arrays.setAll(sums, i -> new ExactSum());
    return sums;
  }

  /** The rows of a part with the smallest hashes. */
  private static List<Donor> lenders(Iterator<Row> rows, Key key) {
    java.util.PriorityQueue<Donor> smallest =
        new java.util.PriorityQueue<>((a, b) -> Long.compare(b.hash, a.hash));
    while (rows.hasNext()) {
      Vector features = Columns.features(rows.next());
      if (RowCheck.invalid("", features) == null) {
        smallest.add(new Donor(hash(features, key), features));
        if (smallest.size() > DONORS) {
          smallest.remove();
        }
      }
    }
    return new ArrayList<>(smallest);
  }

  private static long hash(Vector features, Key key) {
    long hash = key.state();
    for (double value : features.toArray()) {
      hash = Key.mix(hash ^ Double.doubleToLongBits(value));
    }
    return hash;
  }

  private Iterator<Rises> measure(Iterator<Row> rows) {
    Rises total = new Rises(network.inputs());
    Workspace workspace = new Workspace();
    List<Row> block = new ArrayList<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      String problem = check.invalid(row);
      if (problem == null) {
        problem = check.wrong(row, network.inputs(), network.outputs());
      }
      if (problem != null) {
        throw new DataException(problem);
      }
      block.add(row);
      if (block.size() == BLOCK || !rows.hasNext()) {
        add(block, total, workspace);
        block.clear();
      }
    }
    return List.of(total).iterator();
  }

  private void add(List<Row> block, Rises total, Workspace workspace) {
    int width = network.inputs();
    int n = block.size();
    float[] x = new float[width * n];
    float[][] targets = new float[n][];
    long[] hashes = new long[n];
    for (int j = 0; j < n; j++) {
      Row row = block.get(j);
      Packing.dense(Columns.features(row), x, j * width);
      hashes[j] = hash(Columns.features(row), key);
      targets[j] =
          check.columns().target().isVector()
              ? Packing.floats(row.getAs(1))
              : new float[] {(float) row.getDouble(1)};
      total.weight.add(row.getDouble(2));
    }
    double[] before = losses(x, n, targets, workspace);
    float[] own = new float[n];
    for (int i = 0; i < width; i++) {
      Key feature = key.with(i);
      for (int j = 0; j < n; j++) {
        own[j] = x[j * width + i];
        x[j * width + i] = donors.get(feature.with(hashes[j]).below(0, donors.size()))[i];
      }
      double[] after = losses(x, n, targets, workspace);
      for (int j = 0; j < n; j++) {
        x[j * width + i] = own[j];
        total.rises[i].add(block.get(j).getDouble(2) * (after[j] - before[j]));
      }
    }
  }

  /** The loss of each of n examples, X (width×n). */
  private double[] losses(float[] x, int n, float[][] targets, Workspace workspace) {
    int k = network.outputs();
    float[] z =
        network
            .network()
            .outputs(network.weights(), new DenseMatrix(x, 0, network.inputs(), n), workspace);
    double[] losses = new double[n];
    float[] one = new float[k];
    for (int j = 0; j < n; j++) {
      System.arraycopy(z, j * k, one, 0, k);
      losses[j] = network.loss().sum(one, k, 1, targets[j], null, null);
    }
    return losses;
  }
}
