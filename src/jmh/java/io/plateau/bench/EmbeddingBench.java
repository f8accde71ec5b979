package io.plateau.bench;

import io.plateau.engine.Trainings;
import io.plateau.engine.shard.Example;
import io.plateau.math.Key;
import io.plateau.nn.Column;
import io.plateau.nn.Network;
import io.plateau.nn.Networks;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.Numbers;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.EpochRecord;
import io.plateau.train.Monitor;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;

/**
 * What an embedding costs a training: seconds of an epoch of a network on 28 numbers and one
 * category, over those of the same network without the category. {@code EmbeddingBench ROWS VALUES
 * HIDDEN LOCAL_STEPS REPETITIONS}, as in {@code EmbeddingBench 200000 10000 128,64 1 5}. The two
 * take turns, with batches of 256 rows, two shards and two cores.
 */
public final class EmbeddingBench {
  private static final int NUMBERS = 28;
  private static final int WIDTH = 8;
  private static final int BATCH = 256;
  private static final int EPOCHS = 3;

  private EmbeddingBench() {}

  public static void main(String[] args) {
    int rows = Integer.parseInt(args[0]);
    Codes codes = new Codes(Integer.parseInt(args[1]), true);
    int[] hidden = Arrays.stream(args[2].split(",")).mapToInt(Integer::parseInt).toArray();
    int localSteps = Integer.parseInt(args[3]);
    int repetitions = Integer.parseInt(args[4]);
    SparkSession session = SparkSession.builder().master("local[2]").appName("bench").getOrCreate();
    Activation relu = Activations.named("relu");
    Network plain = Network.of(NUMBERS, hidden, 2, relu);
    List<Column> columns = List.of(new Numbers(NUMBERS), new Embedding(codes, WIDTH, 0));
    Network more = Networks.onTable(columns, hidden, 2, relu);
    double[][] seconds = new double[2][repetitions];
    for (int i = -1; i < repetitions; i++) {
      for (int k = 0; k < 2; k++) {
        Network network = k == 0 ? plain : more;
        int known = k == 0 ? 0 : codes.count();
        JavaRDD<Example> examples =
            session
                .range(0, rows, 1, 2)
                .javaRDD()
                .map(row -> example(row, network.inputs(), known));
        seconds[k][Math.max(i, 0)] = epoch(network, examples, localSteps);
      }
    }
    System.out.printf(
        "an epoch without %.3f s, with %d values %.3f s: %.2f times%n",
        median(seconds[0]),
        codes.values(),
        median(seconds[1]),
        median(seconds[1]) / median(seconds[0]));
    session.stop();
  }

  private static Example example(long row, int width, int codes) {
    Key key = Key.of(row);
    float[] x = new float[width];
    for (int i = 0; i < width; i++) {
      x[i] = i < NUMBERS ? key.normal(i) : key.below(i, codes);
    }
    return Example.dense(x, new float[] {key.with("label").below(0, 2)}, 1);
  }

  /** The least seconds of an epoch. */
  private static double epoch(Network network, JavaRDD<Example> examples, int localSteps) {
    TrainingPlan plan =
        AdamPlan.of(network, 0.001, BATCH, localSteps, 2, EPOCHS, Monitor.TRAIN_LOSS);
    return Trainings.run(examples, plan, Trainings.options()).state().history().epochs().stream()
        .mapToDouble(EpochRecord::seconds)
        .min()
        .orElseThrow();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
