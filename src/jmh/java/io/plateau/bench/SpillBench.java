package io.plateau.bench;

import io.plateau.engine.TrainingResult;
import io.plateau.engine.Trainings;
import io.plateau.engine.shard.Example;
import io.plateau.math.Key;
import io.plateau.nn.Network;
import io.plateau.nn.activation.Activations;
import io.plateau.train.Monitor;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Trains on more data than an executor has memory for: {@code SpillBench GIGABYTES EPOCHS
 * LOCAL_STEPS}, as in {@code SpillBench 4 2 0}, on one executor process of two cores and 1 GB. Rows
 * of 1000 features through 1000-64-10, batches of 4096. With 0 the local steps follow from the job.
 */
public final class SpillBench {
  private static final int WIDTH = 1000;

  private SpillBench() {}

  public static void main(String[] args) {
    double gigabytes = Double.parseDouble(args[0]);
    long rows = (long) (gigabytes * 1e9 / (4 * WIDTH));
    JavaSparkContext spark = BenchCluster.start("spill", 1, 2, 1024);
    SparkSession session = SparkSession.builder().getOrCreate();
    JavaRDD<Example> examples = session.range(0, rows, 1, 16).toJavaRDD().map(SpillBench::row);
    Network network = Network.of(WIDTH, new int[] {64}, 10, Activations.named("relu"));
    long started = System.nanoTime();
    TrainingResult result =
        Trainings.run(
            examples,
            AdamPlan.of(
                network,
                0.001,
                4096,
                Integer.parseInt(args[2]),
                0,
                Integer.parseInt(args[1]),
                Monitor.TRAIN_LOSS),
            Trainings.toldTo(
                new TrainingListener() {
                  @Override
                  public void epoch(TrainingState state) {
                    System.out.printf(
                        "epoch %d: %.1f s, loss %.4f%n",
                        state.history().size(),
                        state.history().last().seconds(),
                        state.history().last().trainLoss());
                  }
                }));
    double all = (System.nanoTime() - started) * 1e-9;
    double rounds = (double) result.time().rounds() / Integer.parseInt(args[1]);
    double read =
        gigabytes * rounds / (result.state().history().seconds() / Integer.parseInt(args[1]));
    System.out.printf(
        "%,d rows in %d shards; %.1f s before the first epoch; %.0f rounds an epoch, %.2f GB/s; %s%n",
        result.rows(),
        result.shards(),
        all - result.state().history().seconds(),
        rounds,
        read,
        result.time());
    session.stop();
  }

  private static Example row(long i) {
    Key key = Key.of(3).with(i);
    int label = (int) (i % 10);
    float[] x = new float[WIDTH];
    for (int f = 0; f < WIDTH; f++) {
      x[f] = key.uniform(f) + (f % 10 == label ? 0.1f : 0);
    }
    return Example.dense(x, new float[] {label}, 1);
  }
}
