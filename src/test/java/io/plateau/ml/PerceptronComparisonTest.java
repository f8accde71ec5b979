package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import java.util.Arrays;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * With l-bfgs, the same layers and the same first weights, the loss after as many iterations is at
 * most 1 % above that of Spark's MultilayerPerceptronClassifier and the accuracy is no worse.
 */
class PerceptronComparisonTest {
  /** As many rows, features and classes as sample_multiclass_classification_data of Spark. */
  @Test
  void onTheShapeOfSparksSample() {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(150));
    compare("sample", rows, new int[] {4, 5, 4, 3}, 10, 100);
  }

  @Test
  void onLetters() {
    Dataset<Row> rows = letters();
    try {
      compare("letters", rows, new int[] {16, 32, 26}, 5, 40);
    } finally {
      rows.unpersist(true);
    }
  }

  private static void compare(String name, Dataset<Row> rows, int[] layers, int... iterations) {
    Vector start = start(layers);
    for (int n : iterations) {
      // One block a partition: Spark weighs the rows of a short last block more.
      MultilayerPerceptronClassificationModel theirs =
          new MultilayerPerceptronClassifier()
              .setLayers(layers)
              .setInitialWeights(start)
              .setBlockSize(100_000)
              .setTol(0)
              .setMaxIter(n)
              .fit(rows);
      NeuralNetworkClassificationModel ours =
          new NeuralNetworkClassifier()
              .setLayers(layers)
              .setInitialWeights(start)
              .setTol(0)
              .setMaxIter(n)
              .fit(rows);
      Dataset<Row> a = theirs.transform(rows).select("prediction", "probability", "label");
      Dataset<Row> b = ours.transform(rows).select("prediction", "probability", "label");
      double theirLoss = measure("logLoss", a);
      double loss = measure("logLoss", b);
      double theirAccuracy = measure("accuracy", a);
      double accuracy = measure("accuracy", b);
      System.out.printf(
          "%s, %d iterations: loss %.5f, MLPC %.5f; accuracy %.4f, MLPC %.4f%n",
          name, n, loss, theirLoss, accuracy, theirAccuracy);
      assertThat(loss).as("loss after %d iterations", n).isLessThanOrEqualTo(1.01 * theirLoss);
      assertThat(accuracy)
          .as("accuracy after %d iterations", n)
          .isGreaterThanOrEqualTo(theirAccuracy);
    }
  }

  private static double measure(String metric, Dataset<Row> predictions) {
    return new MulticlassClassificationEvaluator().setMetricName(metric).evaluate(predictions);
  }

  /** Weights in (-1/2, 1/2), the same for both. */
  private static Vector start(int[] layers) {
    int count = 0;
    for (int l = 1; l < layers.length; l++) {
      count += layers[l] * (layers[l - 1] + 1);
    }
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      weights[i] = Math.sin(i + 1.0) / 2;
    }
    return Vectors.dense(weights);
  }

  private static Dataset<Row> letters() {
    Dataset<Row> csv =
        LocalSpark.session()
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv("jobs/data/letter-recognition.csv.gz")
            .limit(5000);
    String[] features =
        Arrays.stream(csv.columns()).filter(c -> !c.equals("letter")).toArray(String[]::new);
    Dataset<Row> rows =
        new VectorAssembler().setInputCols(features).setOutputCol("raw").transform(csv);
    rows =
        new StandardScaler()
            .setInputCol("raw")
            .setOutputCol("features")
            .setWithMean(true)
            .fit(rows)
            .transform(rows);
    return new StringIndexer()
        .setInputCol("letter")
        .setOutputCol("label")
        .setStringOrderType("alphabetAsc")
        .fit(rows)
        .transform(rows)
        .select("features", "label")
        .coalesce(1)
        .cache();
  }
}
