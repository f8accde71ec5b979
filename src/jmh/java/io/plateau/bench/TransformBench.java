package io.plateau.bench;

import io.plateau.math.Key;
import io.plateau.ml.NeuralNetworkClassificationModel;
import io.plateau.ml.NeuralNetworkClassifier;
import java.util.Arrays;
import org.apache.spark.ml.PredictionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows a second that transform predicts with a network of layers 100-64-10, against Spark's
 * MultilayerPerceptronClassificationModel with the same weights in the same run, by turns: {@code
 * TransformBench ROWS REPETITIONS}, as in {@code TransformBench 1000000 5}.
 */
public final class TransformBench {
  private static final int[] LAYERS = {100, 64, 10};

  private TransformBench() {}

  public static void main(String[] args) {
    int rows = Integer.parseInt(args[0]);
    int repetitions = Integer.parseInt(args[1]);
    SparkSession session = SparkSession.builder().master("local[2]").appName("bench").getOrCreate();
    Dataset<Row> few = frame(session, 200).cache();
    double[] start = new double[100 * 64 + 64 + 64 * 10 + 10];
    for (int i = 0; i < start.length; i++) {
      start[i] = Math.sin(i + 1.0) / 4;
    }
    PredictionModel<Vector, ?> theirs =
        new MultilayerPerceptronClassifier()
            .setLayers(LAYERS)
            .setInitialWeights(Vectors.dense(start))
            .setMaxIter(1)
            .fit(few);
    NeuralNetworkClassificationModel ours =
        new NeuralNetworkClassifier()
            .setLayers(LAYERS)
            .setInitialWeights(Vectors.dense(start))
            .setMaxIter(1)
            .fit(few);
    Dataset<Row> many = frame(session, rows).persist(StorageLevel.MEMORY_ONLY());
    System.out.printf("%d rows, scan alone %.0f rows/s%n", many.count(), rows / seconds(many));
    double[] mine = new double[repetitions];
    double[] sparks = new double[repetitions];
    for (int i = -1; i < repetitions; i++) {
      double a = rows / seconds(theirs.transform(many));
      double b = rows / seconds(ours.transform(many));
      System.out.printf(
          "%s: MLPC %.0f rows/s, ours %.0f rows/s%n", i < 0 ? "warm-up" : "run " + i, a, b);
      if (i >= 0) {
        sparks[i] = a;
        mine[i] = b;
      }
    }
    double[] ratios = new double[repetitions];
    for (int i = 0; i < repetitions; i++) {
      ratios[i] = mine[i] / sparks[i];
    }
    System.out.printf(
        "median: MLPC %.0f rows/s, ours %.0f rows/s, of the ratios %.2f%n",
        median(sparks), median(mine), median(ratios));
    session.stop();
  }

  /** All columns are made, none is kept. */
  private static double seconds(Dataset<Row> frame) {
    long from = System.nanoTime();
    frame.write().format("noop").mode("overwrite").save();
    return (System.nanoTime() - from) * 1e-9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static Dataset<Row> frame(SparkSession session, int rows) {
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType);
    return session.createDataFrame(
        session.range(0, rows, 1, 4).toJavaRDD().map(TransformBench::row), schema);
  }

  private static Row row(long number) {
    Key key = Key.of(9);
    double[] features = new double[LAYERS[0]];
    for (int j = 0; j < features.length; j++) {
      features[j] = key.normal(number * features.length + j);
    }
    return RowFactory.create(Vectors.dense(features), (double) (number % 10));
  }
}
