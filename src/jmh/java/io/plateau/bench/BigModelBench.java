package io.plateau.bench;

import io.plateau.engine.Example;
import io.plateau.engine.Solver;
import io.plateau.engine.SparkTraining;
import io.plateau.engine.TrainingPlan;
import io.plateau.math.Key;
import io.plateau.nn.Activations;
import io.plateau.nn.Losses;
import io.plateau.nn.Network;
import io.plateau.optim.Rules;
import io.plateau.train.Monitor;
import io.plateau.train.Rates;
import io.plateau.train.Rounds;
import io.plateau.train.StoppingRule;
import io.plateau.train.TrainingListener;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains 50 million parameters by Adam on four tasks of two executor processes, with as small a
 * driver as {@code BENCH_HEAP} says: {@code BENCH_HEAP=2g scripts/bench BigModelBench}.
 */
public final class BigModelBench {
  private BigModelBench() {}

  public static void main(String[] args) {
    File home = new File("target/tmp/spark-home");
    new File(home, "jars").mkdirs();
    System.setProperty("spark.testing", "true");
    System.setProperty("spark.test.home", home.getAbsolutePath());
    JavaSparkContext spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local-cluster[2,2,6144]")
                .setAppName("big model")
                .set("spark.executor.memory", "6g")
                .set("spark.executorEnv.SPARK_SCALA_VERSION", "2.13"));
    Network network = Network.of(5_000, new int[] {7_000, 2_100}, 10, Activations.named("relu"));
    System.out.printf(
        "%,d parameters, driver heap %d MB%n",
        network.parameters(), Runtime.getRuntime().maxMemory() >> 20);
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < 1024; i++) {
      numbers.add(i);
    }
    long[] before = {System.nanoTime()};
    SparkTraining.run(
        spark,
        spark.parallelize(numbers, 4).map(BigModelBench::row),
        null,
        new TrainingPlan(
            network,
            "auto",
            Losses.named("softmaxCrossEntropy"),
            new Solver.Gradient(
                Rules.chain(Rules.named("adam"), 0, 0, 0, null, null, network.penalised()),
                new Rates(1e-4, epoch -> 1, null)),
            256,
            1,
            4,
            StoppingRule.maxEpochs(2),
            Monitor.TRAIN_LOSS,
            1),
        null,
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
        });
    spark.stop();
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
