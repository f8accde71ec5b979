package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A classifier of two classes, as Spark's own classes for them see it. */
class BinaryModelTest {
  private static Dataset<Row> rows;
  private static NeuralNetworkClassificationModel model;

  @BeforeAll
  static void fit() {
    Random random = new Random(5);
    List<Row> list = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      double label = x * y + random.nextGaussian() > 0 ? 1 : 0;
      list.add(RowFactory.create(Vectors.dense(x, y), label, 1 + i % 3));
    }
    rows =
        LocalSpark.session()
            .createDataFrame(
                list,
                new StructType()
                    .add("features", SQLDataTypes.VectorType())
                    .add("label", DataTypes.DoubleType)
                    .add("w", DataTypes.IntegerType));
    model =
        new NeuralNetworkClassifier()
            .setHiddenLayers(new int[] {8})
            .setMaxIter(60)
            .setStepSize(0.02)
            .setWeightCol("w")
            .fit(rows);
  }

  private static double area(String score, String metric) {
    return new BinaryClassificationEvaluator()
        .setRawPredictionCol(score)
        .setMetricName(metric)
        .setWeightCol("w")
        .evaluate(model.transform(rows));
  }

  @Test
  void logitsRankRowsLikeProbabilities() {
    for (String metric : List.of("areaUnderROC", "areaUnderPR")) {
      assertThat(area("rawPrediction", metric))
          .isCloseTo(area("probability", metric), within(1e-3));
    }
    for (Row row : model.transform(rows).select("rawPrediction", "probability").collectAsList()) {
      Vector raw = row.getAs(0);
      Vector probability = row.getAs(1);
      assertThat(raw.apply(0)).isEqualTo(-raw.apply(1));
      // The log odds
      assertThat(2 * raw.apply(1))
          .isCloseTo(Math.log(probability.apply(1) / probability.apply(0)), within(1e-4));
    }
  }

  @Test
  void summariesHaveTheMeasuresOfTwoClasses() {
    ClassificationTrainingSummary summary = model.summary();
    assertThat(summary.areaUnderROC())
        .isCloseTo(area("probability", "areaUnderROC"), within(1e-12))
        .isGreaterThan(0.7);
    assertThat(summary.areaUnderPR()).isCloseTo(area("probability", "areaUnderPR"), within(1e-12));
    assertThat(summary.roc().columns()).containsExactly("FPR", "TPR");
    assertThat(summary.pr().columns()).containsExactly("recall", "precision");
    assertThat(LocalSpark.context().getPersistentRDDs()).isEmpty();
    List<Row> roc = summary.roc().collectAsList();
    assertThat(roc.get(0)).isEqualTo(RowFactory.create(0.0, 0.0));
    assertThat(roc.get(roc.size() - 1)).isEqualTo(RowFactory.create(1.0, 1.0));
  }

  /** As in scikit-learn; Spark has 0 or 1. */
  @Test
  void rowsOfOneClassHaveNoRanking() {
    for (int label = 0; label < 2; label++) {
      assertThat(model.evaluate(rows.filter("label = " + label)).areaUnderROC()).isNaN();
    }
  }

  @Test
  void columnsOfSummariesHaveAnyName() {
    NeuralNetworkClassificationModel renamed = model.copy(new ParamMap());
    renamed.setPredictionCol("pre.diction").setProbabilityCol("p`");
    renamed.set(renamed.labelCol(), "la.bel").set(renamed.weightCol(), "w.t");
    ClassificationSummary named = renamed.evaluate(rows.toDF("features", "la.bel", "w.t"));
    ClassificationSummary plain = model.evaluate(rows);
    assertThat(named.accuracy()).isEqualTo(plain.accuracy());
    // Spark adds areas up in the order in which tasks end.
    assertThat(named.areaUnderROC()).isCloseTo(plain.areaUnderROC(), within(1e-12));
  }

  @Test
  void otherModelsHaveNoSuchMeasures() {
    Dataset<Row> three = Frames.labeled(Frames.blobs(90));
    ClassificationSummary summary =
        new NeuralNetworkClassifier()
            .setHiddenLayers(new int[] {})
            .setMaxIter(1)
            .fit(three)
            .summary();
    assertThatThrownBy(summary::areaUnderROC)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "this measure is for two classes, but this model has 3; use one of Spark's evaluators of"
                + " several on predictions()");
  }

  /** Spark's own estimate walks whatever the summary holds: its rows and the session. */
  @Test
  void theSizeIsThatOfTheWeights() {
    assertThat(model.hasSummary()).isTrue();
    assertThat(model.estimatedSize()).isBetween(4L * model.network().parameters(), 10_000L);
    assertThat(
            new TabularClassifier()
                .setHiddenLayers(new int[] {})
                .setMaxIter(1)
                .fit(rows)
                .estimatedSize())
        .isBetween(4_000L, 40_000L);
  }

  @Test
  void modelsAreSavedOnThisMachineWhateverTheDefaultFileSystemIs(@TempDir Path folder)
      throws Exception {
    var hadoop = LocalSpark.session().sparkContext().hadoopConfiguration();
    String before = hadoop.get("fs.defaultFS");
    String path = folder.resolve("model").toString();
    hadoop.set("fs.defaultFS", "hdfs://nowhere.invalid:1");
    try {
      model.write().saveToLocal(path);
      assertThat(folder.resolve("model/manifest.json")).exists();
      assertThat(NeuralNetworkClassificationModel.read().loadFromLocal(path).weights())
          .isEqualTo(model.weights());
      TabularClassificationModel tabular =
          new TabularClassifier().setHiddenLayers(new int[] {}).setMaxIter(1).fit(rows);
      tabular.write().saveToLocal(path + "-of-a-table");
      assertThat(
              TabularClassificationModel.read()
                  .loadFromLocal(path + "-of-a-table")
                  .transform(rows)
                  .select("prediction")
                  .collectAsList())
          .isEqualTo(tabular.transform(rows).select("prediction").collectAsList());
    } finally {
      hadoop.set("fs.defaultFS", before == null ? "file:///" : before);
    }
  }
}
