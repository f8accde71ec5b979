package io.plateau.bench;

import io.plateau.engine.Trainings;
import io.plateau.engine.shard.Example;
import io.plateau.math.Key;
import io.plateau.nn.Network;
import io.plateau.nn.activation.Activations;
import io.plateau.train.Monitor;
import io.plateau.train.Rounds;
import io.plateau.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains 50 million parameters by Adam on four tasks of two executor processes, with as small a
 * driver as {@code BENCH_HEAP} says: {@code BENCH_HEAP=1494m scripts/bench BigModelBench}, six
 * times the parameters and 300 MB.
 */
public final class BigModelBench {
  private BigModelBench() {}

  public static void main(String[] args) {
    JavaSparkContext spark = BenchCluster.start("big model", 2, 2, 6144);
    Network network = Network.of(5_000, new int[] {7_000, 2_100}, 10, Activations.named("relu"));
    System.out.printf(
        "%,d parameters, driver heap %d MB%n",
        network.parameters(), Runtime.getRuntime().maxMemory() >> 20);
    long[] before = {System.nanoTime()};
    Trainings.run(
        rows(spark, 0, 1024),
        Optional.of(rows(spark, 1024, 1280)),
        AdamPlan.of(network, 1e-4, 256, 1, 4, 2, Monitor.VALIDATION_LOSS),
        Trainings.toldTo(
            new TrainingListener() {
              @Override
              public void round(Rounds.Round round, Rounds.Outcome outcome) {
                long now = System.nanoTime();
                Runtime runtime = Runtime.getRuntime();
                System.out.printf(
                    "epoch %d, step %d: loss %.4f, %.2f s, heap used %d MB%n",
                    round.epoch(),
                    round.firstStep() + 1,
                    outcome.lossSum() / outcome.weight(),
                    (now - before[0]) * 1e-9,
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20);
                before[0] = now;
              }
            }));
    spark.stop();
  }

  private static JavaRDD<Example> rows(JavaSparkContext spark, int from, int to) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = from; i < to; i++) {
      numbers.add(i);
    }
    return spark.parallelize(numbers, 4).map(BigModelBench::row);
  }

  private static Example row(int i) {
    Key key = Key.of(3).with(i);
    float[] x = new float[5_000];
    for (int f = 0; f < x.length; f++) {
      x[f] = key.uniform(f);
    }
    return Example.dense(x, new float[] {i % 10}, 1);
  }
}
