package io.plateau.bench;

import io.plateau.engine.EpochTimes;
import io.plateau.engine.SparkTraining;
import io.plateau.engine.TrainingResult;
import io.plateau.engine.Trainings;
import io.plateau.engine.shard.Census;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.math.Key;
import io.plateau.nn.Network;
import io.plateau.nn.activation.Activations;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.Monitor;
import io.plateau.train.TrainingListener;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * An epoch of a small training, 28-256-256-256-2 and Adam, with a fifth as many validation rows:
 * {@code SmallBench ROWS BATCH EPOCHS}, as in {@code SmallBench 20000 256 40}. In memory by one
 * thread and by two, epoch by epoch, each beside its matrix products alone; then on {@code
 * local[2]} with one shard, an epoch a Spark job, and with two, a step a job. The rate is low: a
 * network that knows its rows by heart has derivatives so small that processors slow down.
 */
public final class SmallBench {
  private static final int[] LAYERS = {28, 256, 256, 256, 2};

  private SmallBench() {}

  public static void main(String[] args) {
    int rows = Integer.parseInt(args[0]);
    int batch = Integer.parseInt(args[1]);
    int epochs = Integer.parseInt(args[2]);
    SparkSession session = SparkSession.builder().master("local[2]").appName("bench").getOrCreate();
    JavaSparkContext spark = new JavaSparkContext(session.sparkContext());
    try (DealtRows dealt = deal(spark, rows, plan(batch, 1, epochs))) {
      inMemory(dealt, plan(batch, 1, epochs), batch, epochs);
    }
    for (int shards : new int[] {1, 2, 1, 2}) {
      TrainingPlan plan = plan(batch, shards, epochs);
      try (DealtRows dealt = deal(spark, rows, plan)) {
        TrainingResult result = SparkTraining.run(dealt, plan, Trainings.options());
        double median =
            median(
                result.state().history().epochs().stream()
                    .mapToDouble(epoch -> epoch.seconds())
                    .toArray());
        System.out.printf(
            "%d shards: %.1f ms an epoch, %,.0f rows/s; %s%n",
            shards, 1000 * median, rows / median, result.time());
      }
    }
    session.stop();
  }

  private static void inMemory(DealtRows dealt, TrainingPlan plan, int batch, int epochs) {
    EpochTimes times = new EpochTimes(dealt, plan);
    double[][] seconds = new double[2][epochs];
    double[][] limits = new double[2][epochs];
    double[] gains = new double[epochs];
    int rows = (int) dealt.training().rows();
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int threads = 1; threads <= 2; threads++) {
        seconds[threads - 1][epoch] = times.seconds(threads);
        limits[threads - 1][epoch] = SgemmLimit.seconds(LAYERS, rows, batch / threads, threads);
      }
      gains[epoch] = seconds[0][epoch] / seconds[1][epoch];
    }
    for (int threads = 1; threads <= 2; threads++) {
      double median = median(seconds[threads - 1]);
      double limit = median(limits[threads - 1]);
      System.out.printf(
          "in memory, %d threads: %.1f ms an epoch (least %.1f), %,.0f rows/s; products alone %.1f ms (least %.1f), ratio %.2f%n",
          threads,
          1000 * median,
          1000 * Arrays.stream(seconds[threads - 1]).min().getAsDouble(),
          rows / median,
          1000 * limit,
          1000 * Arrays.stream(limits[threads - 1]).min().getAsDouble(),
          median / limit);
    }
    System.out.printf("two threads %.2f times as fast as one%n", median(gains));
  }

  /** Of the second half, when all is compiled. */
  private static double median(double[] values) {
    double[] last = Arrays.copyOfRange(values, values.length / 2, values.length);
    Arrays.sort(last);
    return last[last.length / 2];
  }

  private static TrainingPlan plan(int batch, int shards, int epochs) {
    Network network = Network.of(28, new int[] {256, 256, 256}, 2, Activations.named("relu"));
    return AdamPlan.of(network, 1e-4, batch, 1, shards, epochs, Monitor.VALIDATION_LOSS);
  }

  private static DealtRows deal(JavaSparkContext spark, int rows, TrainingPlan plan) {
    return DealtRows.deal(
        examples(spark, 0, rows),
        Optional.of(examples(spark, rows, rows / 5)),
        SparkTraining.layout(plan, new Census(rows, 28L * rows, 0)),
        TrainingListener.NONE);
  }

  private static JavaRDD<Example> examples(JavaSparkContext spark, long from, int count) {
    return spark
        .parallelize(LongStream.range(from, from + count).boxed().toList(), 2)
        .map(SmallBench::example);
  }

  private static Example example(long i) {
    Key key = Key.of(5).with(i);
    float[] x = new float[28];
    float sum = 0;
    for (int f = 0; f < x.length; f++) {
      x[f] = key.normal(f);
      sum += x[f] * (f % 3 - 1);
    }
    return Example.dense(x, new float[] {sum + key.normal(99) > 0 ? 1 : 0}, 1);
  }
}
