package io.plateau.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.LocalSpark;
import io.plateau.ml.NeuralNetworkClassifier;
import io.plateau.ml.NeuralNetworkRegressor;
import io.plateau.ml.TableEncoder;
import io.plateau.ml.TabularClassifier;
import io.plateau.ml.TabularRegressor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines of several stages: those that need no Spark, and the refusal of others. */
class ScorerPipelineTest {
  private static Dataset<Row> rows;

  @TempDir Path folder;

  @BeforeAll
  static void rows() {
    rows =
        LocalSpark.session()
            .range(60)
            .selectExpr(
                "cast(id % 7 as double) x",
                "cast(id % 3 as double) z",
                "element_at(array('Berlin', 'Rome', 'Oslo'), cast(id % 3 as int) + 1) city",
                "element_at(array('b', 'r', 'o'), cast(id % 3 as int) + 1) letter",
                "20 * (id % 3) + id % 7 y",
                "array(1D * (id % 3), 1D * (id % 2), 1D) elements")
            .coalesce(1);
    rows = rows.withColumn("three", functions.array_to_vector(rows.col("elements"))).cache();
  }

  @AfterAll
  static void free() {
    rows.unpersist(true);
  }

  private static PipelineModel fit(PipelineStage... stages) {
    return new Pipeline().setStages(stages).fit(rows);
  }

  private Path saved(PipelineModel model) throws IOException {
    Path saved = folder.resolve("model");
    model.write().overwrite().save(saved.toString());
    return saved;
  }

  private void assertNeedsSpark(PipelineModel model, int stage, String message) throws IOException {
    Path saved = saved(model);
    String uid = model.stages()[stage].uid();
    assertThatThrownBy(() -> Scorer.load(saved))
        .isExactlyInstanceOf(IOException.class)
        .hasMessageContaining("/stages/%d_%s is a stage of ".formatted(stage, uid))
        .hasMessageContaining(message);
  }

  private static StringIndexer indexer(String from, String to) {
    return new StringIndexer().setInputCol(from).setOutputCol(to);
  }

  private static TableEncoder encoder(String... columns) {
    return new TableEncoder().setInputCols(columns).setOutputCol("f");
  }

  private static NeuralNetworkClassifier classifier(String features) {
    return new NeuralNetworkClassifier()
        .setFeaturesCol(features)
        .setHiddenLayers(new int[] {4})
        .setMaxIter(2);
  }

  private static TabularClassifier letters(String... columns) {
    return new TabularClassifier()
        .setLabelCol("letter")
        .setInputCols(columns)
        .setHiddenLayers(new int[] {4})
        .setMaxIter(2);
  }

  private static TabularRegressor regressor(String label, String... columns) {
    return new TabularRegressor()
        .setLabelCol(label)
        .setInputCols(columns)
        .setHiddenLayers(new int[] {4})
        .setMaxIter(2);
  }

  @Test
  void aStageThatChangesRowsNeedsSpark() throws IOException {
    PipelineModel model =
        new PipelineModel("p", List.of(new VectorAssembler("va").setInputCols(new String[] {"a"})));
    assertNeedsSpark(
        model, 0, "org.apache.spark.ml.feature.VectorAssembler, which needs Spark; train with ");
    assertThatThrownBy(() -> Scorer.load(folder.resolve("none")))
        .hasMessage(
            "there is no model at "
                + folder.resolve("none")
                + "; give the folder of a run, a saved pipeline or a saved model");
  }

  @Test
  void aFeatureThatAnotherStageMakesNeedsSpark() throws IOException {
    assertNeedsSpark(
        fit(
            indexer("city", "cityIndex"),
            indexer("letter", "label"),
            encoder("x", "cityIndex"),
            classifier("f")),
        0,
        "org.apache.spark.ml.feature.StringIndexerModel, which needs Spark since ");
    assertNeedsSpark(
        fit(
            new StringIndexer()
                .setInputCols(new String[] {"letter", "city"})
                .setOutputCols(new String[] {"label", "cityIndex"}),
            regressor("y", "x", "cityIndex")),
        0,
        "reads its column \"cityIndex\"; train with TabularClassifier, TabularRegressor or a job");
    assertNeedsSpark(
        fit(
            regressor("y", "x", "z").setPredictionCol("p1"),
            regressor("y", "x", "p1").setPredictionCol("p2")),
        0,
        "io.plateau.ml.TabularRegressionModel, which needs Spark since ");
    assertNeedsSpark(
        fit(
            indexer("letter", "label"),
            encoder("x", "z"),
            classifier("f"),
            classifier("probability")
                .setPredictionCol("p2")
                .setProbabilityCol("q2")
                .setRawPredictionCol("r2")),
        2,
        "reads its column \"probability\"; train with ");
  }

  @Test
  void namesOfOtherPredictionsThanTheLastNeedSpark() throws IOException {
    PipelineModel model =
        fit(
            indexer("letter", "label"),
            encoder("x", "z"),
            classifier("f").setPredictionCol("p1"),
            new NeuralNetworkRegressor()
                .setFeaturesCol("f")
                .setLabelCol("y")
                .setHiddenLayers(new int[] {4})
                .setMaxIter(2),
            new IndexToString()
                .setInputCol("p1")
                .setOutputCol("name")
                .setLabels(new String[] {"b", "o", "r"}));
    assertNeedsSpark(model, 4, "org.apache.spark.ml.feature.IndexToString, which needs Spark; ");
    // These predictions are labels or numbers already, and Spark takes them for indices
    assertNeedsSpark(
        fit(
            letters("x", "z").setLabelCol("z").setInputCols(new String[] {"x", "city"}),
            new IndexToString()
                .setInputCol("prediction")
                .setOutputCol("name")
                .setLabels(new String[] {"b", "o", "r"})),
        1,
        "org.apache.spark.ml.feature.IndexToString, which needs Spark; ");
  }

  /** The oracle is Spark, which transforms by all stages. */
  @Test
  void theLastOfSeveralModelsPredicts() throws IOException {
    PipelineModel vectors =
        fit(
            letters("x", "z").setPredictionCol("p1"),
            regressor("three", "x", "city").setPredictionCol("p2"));
    Scorer scorer = Scorer.load(saved(vectors));
    assertThat(scorer.labels()).isEmpty();
    for (Row row : vectors.transform(rows.limit(7)).collectAsList()) {
      assertThat(scorer.score(values(row)).values())
          .containsExactly(row.<Vector>getAs("p2").toArray(), within(1e-5));
    }
    PipelineModel numbers =
        fit(
            letters("x", "z").setPredictionCol("p1"),
            regressor("y", "x", "city").setPredictionCol("p2"));
    Scorer one = Scorer.load(saved(numbers));
    for (Row row : numbers.transform(rows.limit(7)).collectAsList()) {
      assertThat(one.score(values(row)).value()).isCloseTo(row.getAs("p2"), within(1e-4));
    }
  }

  @Test
  void networksMayShareAnEncoder() throws IOException {
    PipelineModel model =
        fit(
            indexer("letter", "label"),
            encoder("x", "z"),
            new NeuralNetworkRegressor()
                .setFeaturesCol("f")
                .setLabelCol("y")
                .setPredictionCol("p1")
                .setHiddenLayers(new int[] {4})
                .setMaxIter(2),
            classifier("f").setPredictionCol("p2"));
    Scorer scorer = Scorer.load(saved(model));
    for (Row row : model.transform(rows.limit(7)).collectAsList()) {
      assertThat(scorer.score(values(row)).probabilities())
          .containsExactly(row.<Vector>getAs("probability").toArray(), within(1e-6));
    }
    // Behind a model of columns one that is given vectors
    PipelineModel ofVectors =
        fit(
            indexer("letter", "label"),
            regressor("y", "x", "z").setPredictionCol("p1"),
            classifier("three"));
    Scorer features = Scorer.load(saved(ofVectors));
    assertThat(features.columns()).isEmpty();
    for (Row row : ofVectors.transform(rows.limit(7)).collectAsList()) {
      Vector three = row.getAs("three");
      float[] x = {(float) three.apply(0), (float) three.apply(1), (float) three.apply(2)};
      assertThat(features.score(x).probabilities())
          .containsExactly(row.<Vector>getAs("probability").toArray(), within(1e-6));
    }
  }

  /** IndexToString finds its column whatever the case of its name. */
  @Test
  void moreNamesThanClassesAreThoseThatCanOccur() throws IOException {
    PipelineModel model =
        fit(
            indexer("letter", "label"),
            encoder("x", "z"),
            classifier("f"),
            new IndexToString()
                .setInputCol("Prediction")
                .setOutputCol("name")
                .setLabels(new String[] {"first", "second", "third", "never"}));
    Scorer scorer = Scorer.load(saved(model));
    assertThat(scorer.labels()).containsExactly("first", "second", "third");
    for (Row row : model.transform(rows.limit(7)).collectAsList()) {
      assertThat(scorer.score(values(row)).label()).isEqualTo(row.<String>getAs("name"));
    }
  }

  private static Map<String, Object> values(Row row) {
    Map<String, Object> values = new HashMap<>();
    for (String name : List.of("x", "z", "city")) {
      values.put(name, row.getAs(name));
    }
    return values;
  }
}
