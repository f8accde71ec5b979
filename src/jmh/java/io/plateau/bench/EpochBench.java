package io.plateau.bench;

import io.plateau.engine.TrainingResult;
import io.plateau.engine.Trainings;
import io.plateau.engine.shard.Example;
import io.plateau.nn.Network;
import io.plateau.nn.activation.Activations;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.EpochRecord;
import io.plateau.train.Monitor;
import io.plateau.train.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Seconds of an epoch of Fashion-MNIST, as a multiple of the time that its matrix products take
 * alone in the same run: {@code EpochBench FOLDER HIDDEN BATCH LOCAL_STEPS EPOCHS}, as in {@code
 * EpochBench jobs/data/fashion-mnist 256,128 512 64 20}; a further argument {@code untested} leaves
 * out the test rows, which are measured after every epoch otherwise.
 */
public final class EpochBench {
  private EpochBench() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int[] hidden = Arrays.stream(args[1].split(",")).mapToInt(Integer::parseInt).toArray();
    int batch = Integer.parseInt(args[2]);
    int localSteps = Integer.parseInt(args[3]);
    int epochs = Integer.parseInt(args[4]);
    SparkSession session = SparkSession.builder().master("local[2]").appName("bench").getOrCreate();
    JavaSparkContext spark = new JavaSparkContext(session.sparkContext());
    Network network = Network.of(784, hidden, 10, Activations.named("relu"));
    JavaRDD<Example> training = FashionMnist.read(folder, "train").examples(spark, 60_000);
    JavaRDD<Example> test = FashionMnist.read(folder, "t10k").examples(spark, 10_000);
    int[] layers = new int[hidden.length + 2];
    layers[0] = 784;
    System.arraycopy(hidden, 0, layers, 1, hidden.length);
    layers[layers.length - 1] = 10;
    List<Double> limits = new ArrayList<>();
    List<EpochRecord> records = new ArrayList<>();
    int perThread = Math.max(1, (batch == 0 ? 8192 : batch) / 2);
    SgemmLimit.seconds(layers, 60_000, perThread, 2);
    TrainingPlan plan =
        AdamPlan.of(network, 0.002, batch, localSteps, 2, epochs, new Monitor("accuracy", true));
    boolean untested = args.length > 5 && args[5].equals("untested");
    TrainingResult result =
        Trainings.run(
            training,
            untested ? Optional.empty() : Optional.of(test),
            plan,
            Trainings.toldTo(
                new TrainingListener() {
                  @Override
                  public void epoch(io.plateau.train.TrainingState state) {
                    EpochRecord last = state.history().last();
                    double limit = SgemmLimit.seconds(layers, 60_000, perThread, 2);
                    records.add(last);
                    limits.add(limit);
                    System.out.printf(
                        "epoch %d: %.3f s, products alone %.3f s (%.0f GFLOP/s), ratio %.2f, loss %.4f, accuracy %.4f%n",
                        last.epoch(),
                        last.seconds(),
                        limit,
                        SgemmLimit.flops(layers, 60_000) / limit * 1e-9,
                        last.seconds() / limit,
                        last.trainLoss(),
                        last.metrics().getOrDefault("accuracy", Double.NaN));
                  }
                }));
    double[] ratios = new double[records.size() - records.size() / 2];
    for (int i = 0; i < ratios.length; i++) {
      int at = records.size() / 2 + i;
      ratios[i] = records.get(at).seconds() / limits.get(at);
    }
    Arrays.sort(ratios);
    System.out.printf(
        "median ratio of the second half: %.2f; %s%n", ratios[ratios.length / 2], result.time());
    session.stop();
  }
}
