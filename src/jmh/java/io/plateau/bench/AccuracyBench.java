package io.plateau.bench;

import io.plateau.ml.NeuralNetworkClassificationModel;
import io.plateau.ml.NeuralNetworkClassifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Seconds of {@code fit}, all that it does counted, until Fashion-MNIST's test rows are classified
 * with an accuracy of 87.5 %: network 784-256-128-10, NAdam with a rate that falls to 0 in a line
 * over the epochs, three seeds after one to warm up. Then the seconds that Spark's
 * MultilayerPerceptronClassifier takes for a number of l-bfgs iterations, and what accuracy it gets
 * to. {@code AccuracyBench FOLDER BATCH RATE LOCAL_STEPS EPOCHS ITERATIONS}, as in {@code
 * AccuracyBench jobs/data/fashion-mnist 384 0.004 79 4 172}; no iterations leave Spark's out.
 */
public final class AccuracyBench {
  private static final int[] LAYERS = {784, 256, 128, 10};
  private static final double TARGET = 0.875;

  private AccuracyBench() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    SparkSession session = SparkSession.builder().master("local[2]").appName("bench").getOrCreate();
    Dataset<Row> training = frame(session, folder, "train").cache();
    Dataset<Row> test = frame(session, folder, "t10k").cache();
    System.out.printf("%d training rows, %d test rows%n", training.count(), test.count());
    Dataset<Row> both =
        training
            .withColumn("apart", functions.lit(false))
            .union(test.withColumn("apart", functions.lit(true)));
    double[] seconds = new double[3];
    for (int seed = 0; seed <= seconds.length; seed++) {
      double took = ours(both, args, seed);
      if (seed > 0) {
        seconds[seed - 1] = took;
      }
    }
    Arrays.sort(seconds);
    System.out.printf("median %.2f s%n", seconds[1]);
    int iterations = Integer.parseInt(args[5]);
    if (iterations > 0) {
      System.out.printf("ratio %.1f%n", theirs(training, test, iterations) / seconds[1]);
    }
    session.stop();
  }

  private static double ours(Dataset<Row> rows, String[] args, int seed) {
    NeuralNetworkClassifier classifier =
        new NeuralNetworkClassifier()
            .setHiddenLayers(new int[] {256, 128})
            .setBatchSize(Integer.parseInt(args[1]))
            .setStepSize(Double.parseDouble(args[2]))
            .setLocalSteps(Integer.parseInt(args[3]))
            .setActivation("relu")
            .setShards(2)
            .setSolver("nadam")
            .setSolverSettings("beta2=0.98")
            .setSchedule("polynomial")
            .setMaxIter(Integer.parseInt(args[4]))
            .setPatience(0)
            .setValidationIndicatorCol("apart")
            .setMonitor("accuracy")
            .setTarget(TARGET)
            .setSeed(seed);
    long from = System.nanoTime();
    NeuralNetworkClassificationModel model = classifier.fit(rows);
    double took = (System.nanoTime() - from) * 1e-9;
    System.out.printf(
        "seed %d: %.2f s, of which %d epochs %.2f s; %s; %s%n",
        seed,
        took,
        model.summary().totalIterations(),
        model.summary().seconds(),
        model.summary().stop().detail(),
        model.summary().time());
    return took;
  }

  private static double theirs(Dataset<Row> training, Dataset<Row> test, int iterations) {
    MultilayerPerceptronClassifier classifier =
        new MultilayerPerceptronClassifier()
            .setLayers(LAYERS)
            .setMaxIter(iterations)
            .setTol(0)
            .setSeed(1);
    long from = System.nanoTime();
    var model = classifier.fit(training);
    double took = (System.nanoTime() - from) * 1e-9;
    double accuracy =
        new MulticlassClassificationEvaluator()
            .setMetricName("accuracy")
            .evaluate(model.transform(test));
    System.out.printf("MLPC: %d iterations in %.1f s, accuracy %.4f%n", iterations, took, accuracy);
    return took;
  }

  private static Dataset<Row> frame(SparkSession session, Path folder, String part)
      throws IOException {
    FashionMnist data = FashionMnist.read(folder, part);
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < data.labels().length; i++) {
      numbers.add(i);
    }
    JavaSparkContext spark = new JavaSparkContext(session.sparkContext());
    Broadcast<FashionMnist> all = spark.broadcast(data);
    return session.createDataFrame(
        spark.parallelize(numbers, 2).map(i -> row(all.value(), i)),
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType));
  }

  private static Row row(FashionMnist data, int i) {
    float[] pixels = data.pixels(i);
    double[] features = new double[pixels.length];
    for (int p = 0; p < features.length; p++) {
      features[p] = pixels[p];
    }
    return RowFactory.create(Vectors.dense(features), (double) data.labels()[i]);
  }
}
