package io.plateau.evaluation;

import io.plateau.engine.shard.Example;
import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.SharedNetwork;
import io.plateau.engine.shard.TaskRdds;
import io.plateau.engine.shard.TaskResults;
import io.plateau.engine.threads.Cores;
import io.plateau.engine.threads.Crew;
import io.plateau.engine.threads.ParallelMap;
import io.plateau.math.DenseMatrix;
import io.plateau.math.ExactSum;
import io.plateau.math.Key;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.Workspace;
import io.plateau.nn.loss.Targets;
import io.plateau.train.DataException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;

/**
 * Permutation importance without a shuffle of the rows: values come from a few hundred donor rows,
 * a sample that keyed hashes of their content choose, and which donor a row gets for a feature is
 * keyed by its own content. A content that many rows share gets several donors, evenly spread. So
 * the result follows from rows and seed, up to the rounding of products of differing block sizes.
 *
 * @param donors features of rows whose values are lent
 */
public record FeatureImportance(TrainedNetwork network, List<float[]> donors, Key key) {
  /** Description of the Spark jobs. */
  public static final String JOBS = "measuring the importance of features";

  private static final int DONORS = 512;

  /**
   * Importance of each feature.
   *
   * @param rises of the mean loss when a feature's values come from other rows
   * @param rows that were measured
   */
  public record Measured(double[] rises, long rows) {}

  /** The key that chooses the donors. */
  public static Key key(long seed) {
    return Key.of(seed).with("importance");
  }

  /**
   * Measures all rows.
   *
   * @param rows with targets as the network's loss takes them
   */
  public static double[] of(TrainedNetwork network, JavaRDD<Example> rows, long seed) {
    return JobDescription.during(
        rows.context(),
        JOBS,
        () -> {
          long total = TaskResults.count(rows);
          RowSample donors = RowSample.of(rows, total, network.inputs(), DONORS, key(seed));
          return of(network, donors, rows, total).rises();
        });
  }

  /**
   * Measures a sample of the rows that their content chooses, or all where there are no more.
   *
   * @param donors drawn from these rows by {@link #key}
   * @param most rows to measure
   */
  public static Measured of(
      TrainedNetwork network, RowSample donors, JavaRDD<Example> rows, long most) {
    List<float[]> lent = donors.features(DONORS);
    if (lent.isEmpty()) {
      throw new DataException("there are no rows to measure the importance of features on");
    }
    int width = network.inputs();
    long total = donors.total();
    Key key = donors.key();
    SharedNetwork shared = new SharedNetwork(rows.context(), network);
    RowContent content = new RowContent(width, true, key);
    RowCounts.Counting counting = donors.counting(rows, content);
    MeasuredContents chosen =
        total <= most
            ? MeasuredContents.all(counting, total, lent.size())
            : MeasuredContents.sample(counting, total, (int) most, lent.size());
    // The cores that partitions leave idle: few rows are in few of them
    int idle = rows.context().defaultParallelism() / rows.getNumPartitions();
    int cores = Math.min(Cores.ofExecutor(rows.context()), idle);
    Rises sum = new Rises(width);
    for (Rises part :
        TaskResults.elements(
            TaskRdds.mapPartitionsWithIndex(
                rows,
                (p, each) ->
                    new FeatureImportance(shared.get(), lent, key)
                        .measure(new Draws(p, each, chosen, content), cores)))) {
      sum.add(part);
    }
    if (sum.weight.value() == 0 && total > most) {
      // The sample may be of rows of weight 0 alone.
      return of(network, donors, rows, total);
    }
    return new Measured(sum.means(), sum.rows);
  }

  /** The sums of some rows. */
  static final class Rises implements Serializable {
    private static final long serialVersionUID = 1L;
    private long rows;
    private final ExactSum weight = new ExactSum();
    private final ExactSum[] rises;

    Rises(int features) {
      rises = Stream.generate(ExactSum::new).limit(features).toArray(ExactSum[]::new);
    }

    /** The rise of each feature in the weighted mean. */
    double[] means() {
      double all = weight.value();
      return Arrays.stream(rises).mapToDouble(rise -> rise.value() / all).toArray();
    }

    private void add(Rises others) {
      rows += others.rows;
      weight.add(others.weight);
      for (int i = 0; i < rises.length; i++) {
        rises[i].add(others.rises[i]);
      }
    }
  }

  /**
   * The sums of a partition.
   *
   * @param cores to share its blocks, as far as they are free
   */
  private Iterator<Rises> measure(Draws draws, int cores) {
    try (Cores.Lent lent = Cores.lend(cores)) {
      return List.of(measure(draws, lent.crew())).iterator();
    }
  }

  /** Threads share the blocks; exact sums are the same whichever measures which. */
  Rises measure(Draws draws, Crew crew) {
    Rises total = new Rises(network.inputs());
    ParallelMap.map(
        draws,
        this::of,
        crew,
        blocks -> {
          blocks.forEachRemaining(total::add);
          return total;
        });
    total.rows = draws.rows();
    return total;
  }

  private Rises of(List<Draws.Draw> block) {
    int width = network.inputs();
    int n = block.size();
    Rises rises = new Rises(width);
    Workspace workspace = new Workspace();
    float[] x = new float[width * n];
    for (int j = 0; j < n; j++) {
      block.get(j).row().copyFeatures(x, j * width, width);
      rises.weight.add(block.get(j).weight());
    }
    double[] before = losses(x, block, workspace);
    float[] own = new float[n];
    for (int i = 0; i < width; i++) {
      Key feature = key.with(i);
      for (int j = 0; j < n; j++) {
        own[j] = x[j * width + i];
        x[j * width + i] = donors.get(donor(feature, block.get(j)))[i];
      }
      double[] after = losses(x, block, workspace);
      for (int j = 0; j < n; j++) {
        x[j * width + i] = own[j];
        rises.rises[i].add(block.get(j).weight() * (after[j] - before[j]));
      }
    }
    return rises;
  }

  /** The donors of one content begin at a random one and are evenly spread from there. */
  private int donor(Key feature, Draws.Draw draw) {
    int first = feature.with(draw.hash()).below(0, donors.size());
    return (int) ((first + (long) draw.copy() * donors.size() / draw.copies()) % donors.size());
  }

  /** The loss of each of n examples, X (width×n). */
  private double[] losses(float[] x, List<Draws.Draw> block, Workspace workspace) {
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
      losses[j] = network.loss().sum(one, k, 1, new Targets(block.get(j).row().target));
    }
    return losses;
  }
}
