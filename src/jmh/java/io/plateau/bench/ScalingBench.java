package io.plateau.bench;

import io.plateau.engine.TrainingTime;
import io.plateau.engine.Trainings;
import io.plateau.engine.shard.Example;
import io.plateau.nn.Network;
import io.plateau.nn.activation.Activations;
import io.plateau.train.Monitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Rounds on one and on two executor processes of one core each, which a standalone master and its
 * workers start: {@code ScalingBench jobs/data/fashion-mnist REPETITIONS}. Strong scaling (all rows
 * on both), weak scaling (half of them for one), and rounds of many sizes, to which a {@link
 * CostModel} is fitted; one kind of round is held out to check it. Medians of the repetitions. A
 * third argument, {@code fat}, leaves out all but the fat rounds, and the model.
 */
public final class ScalingBench {
  private static final int ROWS = 60_000;
  private static final int SHARDS = 2;

  /** A way to train; the last is not fitted to. */
  private record Case(String name, int[] hidden, int batch, int localSteps, int epochs) {
    Network network() {
      return Network.of(784, hidden, 10, Activations.named("relu"));
    }

    CostModel.Round round() {
      int[] layers = new int[hidden.length + 2];
      layers[0] = 784;
      System.arraycopy(hidden, 0, layers, 1, hidden.length);
      layers[layers.length - 1] = 10;
      return new CostModel.Round(
          network().parameters(),
          localSteps == 1 ? 1 : 3,
          SgemmLimit.flops(layers, batch),
          localSteps);
    }
  }

  private static final Case FAT =
      new Case("784-256-128-10, 64 local steps", ints(256, 128), 512, 64, 6);

  /** The fattest rounds there are: an epoch each. */
  private static final Case FATTEST =
      new Case("784-256-128-10, 118 local steps", ints(256, 128), 512, 118, 6);

  private static final List<Case> CASES =
      List.of(
          FAT,
          FATTEST,
          new Case("784-16-10", ints(16), 2048, 1, 3),
          new Case("784-128-10", ints(128), 2048, 1, 3),
          new Case("784-256-128-10", ints(256, 128), 4096, 1, 4),
          new Case("784-1024-10", ints(1024), 4096, 1, 3),
          new Case("784-1024-1024-10", ints(1024, 1024), 4096, 1, 2),
          new Case("784-128-10, 16 local steps", ints(128), 512, 16, 4),
          new Case("held out: 784-512-256-10, 8 local steps", ints(512, 256), 1024, 8, 4));

  private ScalingBench() {}

  private static int[] ints(int... values) {
    return values;
  }

  public static void main(String[] args) throws Exception {
    FashionMnist data = FashionMnist.read(Path.of(args[0]), "train");
    int repetitions = Integer.parseInt(args[1]);
    List<Case> cases = args.length > 2 && args[2].equals("fat") ? List.of(FAT, FATTEST) : CASES;
    List<List<CostModel.Measured>> all = new ArrayList<>();
    List<double[]> strong = new ArrayList<>();
    List<double[]> strongest = new ArrayList<>();
    List<double[]> weak = new ArrayList<>();
    for (int r = 0; r < repetitions; r++) {
      List<CostModel.Measured> measured = new ArrayList<>();
      double[] strongRates = new double[2];
      double[] strongestRates = new double[2];
      double[] weakRates = new double[2];
      for (int executors = 1; executors <= 2; executors++) {
        try (JavaSparkContext spark = BenchCluster.start("scaling", executors, 1, 2048)) {
          JavaRDD<Example> rows = data.examples(spark, ROWS);
          for (Case one : cases) {
            TrainingTime time = train(spark, rows, one);
            double rate = (double) ROWS * one.epochs() / seconds(time);
            if (one == FATTEST) {
              // Not of the model: it is the same arithmetic in fewer rounds.
              strongestRates[executors - 1] = rate;
              continue;
            }
            if (one == FAT) {
              strongRates[executors - 1] = rate;
            }
            measured.add(measured(one, executors, time));
          }
          int fewer = ROWS / 2 * executors;
          weakRates[executors - 1] =
              (double) fewer
                  * FAT.epochs()
                  / seconds(train(spark, data.examples(spark, fewer), FAT));
        }
      }
      all.add(measured);
      strong.add(strongRates);
      strongest.add(strongestRates);
      weak.add(weakRates);
    }
    System.out.printf(
        "two executors against one, same rows: %.2f times the rows a second, %.2f in rounds of an"
            + " epoch; twice the rows: %.2f%n",
        ratio(strong), ratio(strongest), ratio(weak));
    if (cases == CASES) {
      report(all);
    }
  }

  /** Twice: what is compiled in the first is measured in the second. */
  private static TrainingTime train(JavaSparkContext spark, JavaRDD<Example> rows, Case one) {
    TrainingTime time = null;
    for (int i = 0; i < 2; i++) {
      time =
          Trainings.run(
                  rows,
                  AdamPlan.of(
                      one.network(),
                      0.001,
                      one.batch(),
                      one.localSteps(),
                      SHARDS,
                      one.epochs(),
                      Monitor.TRAIN_LOSS),
                  Trainings.options())
              .time();
    }
    return time;
  }

  private static double seconds(TrainingTime time) {
    return time.compute() + time.waiting() + time.driver();
  }

  /** Rounds that end an epoch may have fewer steps; all are counted as the mean of them. */
  private static CostModel.Measured measured(Case one, int executors, TrainingTime time) {
    double rounds = time.rounds();
    double full = ROWS * one.epochs() / ((double) one.batch() * one.localSteps() * rounds);
    return new CostModel.Measured(
        one.name(),
        one.round(),
        executors,
        time.compute() / rounds / full,
        (time.waiting() + time.driver()) / rounds);
  }

  private static double ratio(List<double[]> rates) {
    return median(rates, pair -> pair[1] / pair[0]);
  }

  private static void report(List<List<CostModel.Measured>> all) throws IOException {
    List<CostModel.Measured> medians = new ArrayList<>();
    for (int i = 0; i < all.get(0).size(); i++) {
      int at = i;
      CostModel.Measured any = all.get(0).get(i);
      medians.add(
          new CostModel.Measured(
              any.name(),
              any.round(),
              any.executors(),
              median(all, list -> list.get(at).compute()),
              median(all, list -> list.get(at).waiting())));
    }
    CostModel model =
        CostModel.fit(medians.stream().filter(one -> !one.name().startsWith("held out")).toList());
    System.out.printf(
        "alpha %.1f ms a round, 1/beta %.2f GB/s, 1/gamma %.1f GFLOP/s%n",
        model.alpha() * 1e3, 1e-9 / model.beta(), 1e-9 / model.gamma());
    System.out.println(
        "| round | executors | MB | GFLOP | computing, ms | waiting, ms | model, ms |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (CostModel.Measured one : medians) {
      System.out.printf(
          "| %s | %d | %.2f | %.2f | %.1f | %.1f | %.1f |%n",
          one.name(),
          one.executors(),
          one.round().bytes(one.executors()) * 1e-6,
          one.round().flops(one.executors()) * 1e-9,
          one.compute() * 1e3,
          one.waiting() * 1e3,
          model.seconds(one.round(), one.executors()) * 1e3);
    }
    ScalingForecast.make(model, Path.of("target/scaling.png"));
  }

  private static <T> double median(List<T> of, ToDoubleFunction<T> figure) {
    double[] sorted = of.stream().mapToDouble(figure).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
