package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.LocalSpark;
import io.plateau.nn.Columns;
import io.plateau.nn.Network;
import io.plateau.nn.ParametricActivation;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.column.BinOffsets;
import io.plateau.nn.column.PiecewiseLinear;
import io.plateau.score.Score;
import io.plateau.score.Scorer;
import io.plateau.store.TableJson;
import io.plateau.table.FittedColumn;
import io.plateau.train.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TabularTest {
  @TempDir Path folder;

  private static String[] without(String label) {
    return Arrays.stream(TableFrames.OTHERS)
        .filter(name -> !name.equals(label))
        .toArray(String[]::new);
  }

  private static TabularClassifier classifier(String label) {
    return new TabularClassifier()
        .setLabelCol(label)
        .setIgnoredCols(without(label))
        .setHiddenLayers(new int[] {16})
        .setStepSize(0.02)
        .setBatchSize(32)
        .setMaxIter(15)
        .setSeed(3);
  }

  private static TabularRegressor regressor() {
    return new TabularRegressor()
        .setLabelCol("price")
        .setIgnoredCols(without("price"))
        .setHiddenLayers(new int[] {16})
        .setStepSize(0.02)
        .setBatchSize(32)
        .setMaxIter(20)
        .setSeed(3);
  }

  /**
   * 28 years later the calendar is the same: only days and year differ, of which a trend is left.
   */
  @Test
  void datesBeyondThoseOfTrainingAreAlikeAndKeepATrend() {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(400)
            .selectExpr("date_add(DATE'2019-01-01', CAST(id AS INT)) sold", "id * 1.0 price");
    TabularRegressionModel model =
        regressor().setIgnoredCols(new String[0]).setClampOutput(false).fit(rows);
    List<Double> predicted =
        model
            .transform(
                rows.where("price IN (0, 399)")
                    .selectExpr(
                        "explode(transform(sequence(0, 56, 28), years ->"
                            + " add_months(sold, CAST(IF(price = 0, -12, 12) * years AS INT))))"
                            + " sold"))
            .select("prediction")
            .as(Encoders.DOUBLE())
            .collectAsList();
    assertThat(predicted).hasSize(6);
    assertThat(predicted.get(0)).isNotEqualTo(predicted.get(1));
    assertThat(predicted.get(2)).isEqualTo(predicted.get(1));
    assertThat(predicted.get(3)).isNotEqualTo(predicted.get(4));
    assertThat(predicted.get(5)).isEqualTo(predicted.get(4));
    assertThat(predicted.get(4) - predicted.get(1)).isGreaterThan(200);
  }

  /** What is learned of the ends of a column goes on for the width of a bin, not without end. */
  @Test
  void numbersFarBeyondThoseOfTrainingAreAlike() {
    Dataset<Row> rows = LocalSpark.session().range(400).selectExpr("id size", "id * id price");
    TabularRegressionModel model =
        regressor().setIgnoredCols(new String[0]).setClampOutput(false).fit(rows);
    List<Row> predicted =
        model
            .transform(
                LocalSpark.session()
                    .sql("SELECT explode(array(-40L, -1000L, 0L, 399L, 440L, 100000L)) size"))
            .select("prediction")
            .collectAsList();
    assertThat(predicted).hasSize(6);
    assertThat(predicted.get(1)).isEqualTo(predicted.get(0)).isNotEqualTo(predicted.get(2));
    assertThat(predicted.get(5)).isEqualTo(predicted.get(4)).isNotEqualTo(predicted.get(3));
  }

  /** Rows 7 to 10 have, in this order, an infinite number, one beyond floats, two bad arrays. */
  private static Dataset<Row> notFinite() {
    return TableFrames.rows(300)
        .withColumn(
            "size (m²)",
            functions.expr(
                "CASE id WHEN 'house 7' THEN double('-Infinity') WHEN 'house 8' THEN 1e300"
                    + " ELSE `size (m²)` END"))
        .withColumn(
            "marks",
            functions.expr(
                "CASE id WHEN 'house 9' THEN array(null, 1D) WHEN 'house 10' THEN array(1D,"
                    + " double('Infinity')) ELSE CAST(marks AS ARRAY<DOUBLE>) END"));
  }

  private static final String IS_FINITE = "id NOT IN ('house 7', 'house 9', 'house 10')";

  @ParameterizedTest
  @ValueSource(strings = {"skip", "keep"})
  void numbersThatAreNotFiniteAreSkippedOrKept(String invalid) {
    Dataset<Row> rows = notFinite();
    Dataset<Row> finite = rows.where(IS_FINITE);
    TabularRegressor regressor = regressor().setScale("none").setRecipe("plain").setMaxIter(2);
    TabularRegressionModel model =
        regressor.setHandleInvalid(invalid).fit(rows.where("id != 'house 8'"));
    TabularRegressionModel expected = regressor.fit(finite.where("id != 'house 8'"));
    assertThat(model.network().weights()).isEqualTo(expected.network().weights());
    // With one more row that no float is, which tells when it is encoded
    assertThat(TableJson.bytes(regressor.fit(rows).encoder().table()))
        .isEqualTo(TableJson.bytes(regressor.fit(finite).encoder().table()));
    List<Row> predicted = model.transform(rows).select("id", "prediction").collectAsList();
    List<Row> alone =
        model.transform(finite.where("id != 'house 8'")).select("id", "prediction").collectAsList();
    List<Row> left = predicted.stream().filter(row -> !Double.isNaN(row.getDouble(1))).toList();
    assertThat(left).isEqualTo(alone).hasSize(296);
    assertThat(predicted).hasSize(invalid.equals("keep") ? 300 : 296);
    TabularClassificationModel classes = classifier("grade").setHandleInvalid(invalid).fit(rows);
    List<Row> labels =
        classes.transform(rows).where("!(" + IS_FINITE + ")").select("prediction").collectAsList();
    assertThat(labels.toString())
        .isEqualTo(invalid.equals("keep") ? "[[null], [null], [null]]" : "[]");
    assertThat(classes.featureImportances(rows)).isEqualTo(classes.featureImportances(finite));
  }

  /** The default recipe divides numbers into bins, of which the last ends at the largest number. */
  @Test
  void aNumberBeyondFloatsIsSkippedWithBins() {
    Dataset<Row> rows = notFinite().where(IS_FINITE);
    TabularRegressor regressor = regressor().setScale("none").setMaxIter(1);
    assertThatThrownBy(() -> regressor.fit(rows))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column \"size (m²)\": expected numbers that are finite as 32-bit floats, got 1.0E300; handleInvalid \"skip\" leaves such rows out");
    TabularRegressionModel model = regressor.setHandleInvalid("skip").fit(rows);
    assertThat(model.transform(rows).count()).isEqualTo(296);
    assertThat(model.transform(rows).where("isnan(prediction)").count()).isZero();
  }

  /** One row of ten is drawn for validation: many of the categories are in such rows alone. */
  @Test
  void rowsThatAreDrawnForValidationMayHaveUnseenCategories() {
    Dataset<Row> rows =
        LocalSpark.session()
            .sql(
                "SELECT if(id < 300, 'c' || id div 2, 'all') place, id % 9 price FROM range(2000)");
    TabularRegressor regressor =
        regressor()
            .setIgnoredCols(new String[0])
            .setColumnKinds(new String[] {"place:category"})
            .setUnseen("error")
            .setMaxIter(2);
    TabularRegressionModel model = regressor.fit(rows);
    assertThatThrownBy(() -> model.transform(rows).collect())
        .rootCause()
        .hasMessageStartingWith("column \"place\": no training row has \"c");
    TabularRegressionModel other = regressor.setUnseen("other").fit(rows);
    assertThat(model.summary().validationHistory()).isEqualTo(other.summary().validationHistory());
    Dataset<Row> named = rows.withColumn("held", functions.expr("place = 'c7'"));
    assertThatThrownBy(
            () -> regressor.setUnseen("error").setValidationIndicatorCol("held").fit(named))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("column \"place\": no training row has \"c7\"");
  }

  /** Row 7 has infinite seconds, row 8 those of no date, row 9 NaN, which is missing. */
  @ParameterizedTest
  @ValueSource(strings = {"skip", "keep"})
  void secondsThatAreNoDateAreSkippedOrKept(String invalid) {
    Dataset<Row> rows =
        LocalSpark.session()
            .sql(
                "SELECT id, CASE id WHEN 7 THEN double('-Infinity') WHEN 8 THEN 1e15"
                    + " WHEN 9 THEN double('NaN') ELSE 8e4D * id END at, id % 7 price"
                    + " FROM range(0, 200, 1, 1)");
    TabularRegressor regressor =
        regressor()
            .setIgnoredCols(new String[] {"id"})
            .setColumnKinds(new String[] {"at:date"})
            .setMaxIter(1)
            .setHandleInvalid(invalid);
    TabularRegressionModel model = regressor.fit(rows);
    assertThat(model.network().weights())
        .isEqualTo(regressor.fit(rows.where("id NOT IN (7, 8)")).network().weights());
    List<Row> none = model.transform(rows).where("isnan(prediction)").select("id").collectAsList();
    assertThat(none.toString()).isEqualTo(invalid.equals("keep") ? "[[7], [8]]" : "[]");
    assertThat(model.transform(rows).count()).isEqualTo(invalid.equals("keep") ? 200 : 198);
    model.set(model.handleInvalid(), "error");
    assertThatThrownBy(() -> model.transform(rows.where("id = 7")).collect())
        .rootCause()
        .hasMessage(
            "column \"at\": expected a date, or seconds since 1970, got infinity or a time too far from 1970; handleInvalid \"skip\" leaves such rows out");
  }

  /**
   * Row 7 has the first time that is too far, row 8 the last before 1970, row 9 one near enough.
   */
  @ParameterizedTest
  @CsvSource({
    "timestamp, skip",
    "timestamp, keep",
    "timestamp_ntz, skip",
    "timestamp_ntz, keep",
    "date, skip",
    "date, keep"
  })
  void timesThatAreTooFarAreSkippedOrKept(String type, String invalid) {
    RuntimeConfig conf = LocalSpark.session().conf();
    String key = SQLConf.SESSION_LOCAL_TIMEZONE().key();
    String before = conf.get(key);
    conf.set(key, "UTC"); // which times are too far is told by the clock of the session
    try {
      String day =
          "date_from_unix_date(CASE id WHEN 7 THEN %d WHEN 8 THEN %d WHEN 9 THEN %d ELSE int(id) END)";
      String time =
          "timestamp_seconds(CASE id WHEN 7 THEN %d WHEN 8 THEN %d WHEN 9 THEN %d ELSE 8e4 * id END)";
      long far = 900L * Integer.MAX_VALUE;
      String at =
          type.equals("date")
              ? day.formatted(far / 86400 + 1, Integer.MIN_VALUE, 20_000_000)
              : time.formatted(far, 899 - far, 20_000_000 * 86400L);
      Dataset<Row> rows =
          LocalSpark.session()
              .sql(
                  "SELECT id, CAST(%s AS %s) at, id %% 7 price FROM range(0, 200, 1, 1)"
                      .formatted(at, type));
      TabularRegressor regressor = regressor().setIgnoredCols(new String[] {"id"}).setMaxIter(1);
      assertThatThrownBy(() -> regressor.fit(rows))
          .hasMessage(
              "column \"at\": expected a date, or seconds since 1970, got infinity or a time too far from 1970; null is a missing date; handleInvalid \"skip\" leaves such rows out");
      TabularRegressionModel model = regressor.setHandleInvalid(invalid).fit(rows);
      assertThat(model.network().weights())
          .isEqualTo(regressor.fit(rows.where("id NOT IN (7, 8)")).network().weights());
      List<Row> none =
          model.transform(rows).where("isnan(prediction)").select("id").collectAsList();
      assertThat(none.toString()).isEqualTo(invalid.equals("keep") ? "[[7], [8]]" : "[]");
      assertThat(model.transform(rows).count()).isEqualTo(invalid.equals("keep") ? 200 : 198);
    } finally {
      conf.set(key, before);
    }
  }

  @Test
  void numbersThatAreNotFiniteAreErrors() {
    Dataset<Row> rows = notFinite();
    assertThatThrownBy(() -> regressor().fit(rows.where("id != 'house 9' AND id != 'house 10'")))
        .hasMessage(
            "column \"size (m²)\": expected finite numbers, got -Infinity; null is a missing number; handleInvalid \"skip\" leaves such rows out");
    TabularRegressionModel model = regressor().setMaxIter(1).setHandleInvalid("skip").fit(rows);
    model.set(model.handleInvalid(), "error");
    for (String id : List.of("house 7", "house 9", "house 10")) {
      assertThatThrownBy(() -> model.transform(rows.where("id = '" + id + "'")).collect())
          .rootCause()
          .hasMessageMatching(
              "column \"(size \\(m²\\)|marks)\": expected numbers that are finite as 32-bit floats, got (-?Infinity|NaN); handleInvalid \"skip\" leaves such rows out");
    }
  }

  @Test
  void predictsStrings() {
    Dataset<Row> rows = TableFrames.rows(300);
    TabularClassificationModel model = classifier("grade").fit(rows);
    assertThat(model.labels()).containsExactly("fair", "good", "poor");
    assertThat(model.numClasses()).isEqualTo(3);
    Dataset<Row> out = model.transform(rows);
    assertThat(AttributeGroup.fromStructField(out.schema().apply("probability")).attributes().get())
        .extracting(element -> element.name().get())
        .containsExactly(model.labels());
    assertThat(out.schema()).isEqualTo(model.transformSchema(rows.schema()));
    assertThat(out.columns())
        .startsWith(rows.columns())
        .endsWith("rawPrediction", "probability", "prediction");
    assertThat(out.schema().apply("prediction").dataType()).isEqualTo(DataTypes.StringType);
    assertThat(out.filter("prediction = grade").count()).isGreaterThan(280);
    assertThat(out.select(rows.col("id")).count()).isEqualTo(300);
    List<Row> byParts = model.network().transform(model.encoder().transform(rows)).collectAsList();
    List<Row> whole = out.collectAsList();
    for (int i = 0; i < whole.size(); i++) {
      int index = byParts.get(i).<Double>getAs("prediction").intValue();
      assertThat(whole.get(i).<String>getAs("prediction")).isEqualTo(model.labels()[index]);
      assertThat(whole.get(i).<Vector>getAs("probability"))
          .isEqualTo(byParts.get(i).getAs("probability"));
    }
    assertThat(model.network().summary().totalIterations()).isEqualTo(15);
  }

  @Test
  void aSingleLabelHasVectorsOfTwo() {
    Dataset<Row> rows = TableFrames.rows(60).filter("grade = 'good'");
    TabularClassificationModel model = classifier("grade").setMaxIter(1).fit(rows);
    Dataset<Row> out = model.transform(rows);
    AttributeGroup group = AttributeGroup.fromStructField(out.schema().apply("probability"));
    assertThat(group.size()).isEqualTo(out.first().<Vector>getAs("probability").size());
    assertThat(group.attributes().get()[0].name().get()).isEqualTo("good");
    NeuralNetworkRegressionModel behind =
        new NeuralNetworkRegressor()
            .setFeaturesCol("probability")
            .setLabelCol("price")
            .setPredictionCol("guess")
            .setMaxIter(1)
            .fit(out);
    assertThat(behind.numFeatures()).isEqualTo(2);
  }

  /** One epoch leaves both outputs about alike; rows of other grades are as good as any. */
  @ParameterizedTest
  @CsvSource({"softmaxCrossEntropy,1", "sigmoidCrossEntropy,1", "softmaxCrossEntropy,2"})
  void aSingleLabelIsPredictedOfAllRows(String loss, int members) throws IOException {
    Dataset<Row> rows = TableFrames.rows(60).drop("photo", "marks", "view");
    TabularClassificationModel model =
        classifier("grade")
            .setLoss(loss)
            .setMembers(members)
            .setMaxIter(1)
            .fit(rows.filter("grade = 'good'"));
    assertThat(model.labels()).containsExactly("good");
    assertThat(model.transform(rows).select("prediction", "probability").distinct().collectAsList())
        .containsExactly(RowFactory.create("good", Vectors.dense(1, 0)));
    assertThat(model.network().summary().accuracy()).isEqualTo(1);
    assertThat(model.network().summary().totalIterations()).isEqualTo(1);
    model.save(folder.resolve("one").toString());
    Score score =
        Scorer.load(folder.resolve("one")).score(Map.of("size (m²)", 1e4, "city.name", "Rom"));
    assertThat(score.label()).isEqualTo("good");
    assertThat(score.probabilities()).containsExactly(1, 0);
  }

  @Test
  void predictsBooleansAndNumbersInTheirOwnForm() {
    Dataset<Row> rows = TableFrames.rows(200);
    Dataset<Row> cheap = classifier("cheap").fit(rows).transform(rows);
    assertThat(cheap.schema().apply("prediction").dataType()).isEqualTo(DataTypes.BooleanType);
    assertThat(cheap.filter("prediction = cheap").count()).isGreaterThan(180);
    TabularClassificationModel model = classifier("rate").fit(rows);
    assertThat(model.labels()).containsExactly("-1", "1.5", "4");
    Dataset<Row> rates = model.transform(rows);
    assertThat(rates.filter("prediction = rate").count()).isGreaterThan(180);
    assertThat(rates.select("prediction").distinct().as(Encoders.DOUBLE()).collectAsList())
        .containsExactlyInAnyOrder(-1.0, 1.5, 4.0);
    Dataset<Row> last =
        model.setThresholds(new double[] {1, 1, 1e-30}).setPredictionCol("p").transform(rows);
    assertThat(last.filter("p = 4").count()).isEqualTo(200);
    assertThat(model.setPredictionCol("").setProbabilityCol("").transform(rows).columns())
        .endsWith("check", "rawPrediction");
  }

  /** Spark's evaluator, which makes a double of a label, is the oracle. */
  @ParameterizedTest
  @ValueSource(strings = {"float", "double", "decimal(5,2)"})
  void predictionsOfNumbersAreEqualToTheLabels(String type) {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(200)
            .selectExpr(
                "MOD(id, 9) AS x",
                "CAST(ELT(1 + MOD(id, 3), 0.3, 2, 5.7) AS %s) AS y".formatted(type));
    TabularClassificationModel model =
        classifier("y")
            .setIgnoredCols(new String[0])
            .setColumnKinds(new String[] {"x:category"})
            .fit(rows);
    double accuracy =
        new MulticlassClassificationEvaluator()
            .setLabelCol("y")
            .setMetricName("accuracy")
            .evaluate(model.transform(rows));
    assertThat(accuracy).isEqualTo(1);
    assertThat(model.network().summary().accuracy()).isEqualTo(1);
  }

  private static String layers(Network network) {
    return network.layers().stream()
        .map(layer -> layer.getClass().getSimpleName())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /** The columns of a table have the recipe for tables, by whichever estimator; vectors do not. */
  @Test
  void recipesFollowFromTheColumns() {
    Dataset<Row> rows = TableFrames.rows(100);
    String tabular = "Columns Scale Dense ParametricActivation";
    Network whole = classifier("grade").setMaxIter(1).fit(rows).network().trained().network();
    assertThat(layers(whole)).isEqualTo(tabular);
    assertThat(((Columns) whole.layers().get(0)).columns())
        .hasAtLeastOneElementOfType(PiecewiseLinear.class)
        .hasAtLeastOneElementOfType(BinOffsets.class);
    assertThat(whole.layers()).contains(new ParametricActivation(16, Activations.named("selu")));
    Network plain =
        classifier("grade")
            .setMaxIter(1)
            .setRecipe("plain")
            .fit(rows)
            .network()
            .trained()
            .network();
    assertThat(layers(plain)).isEqualTo("Columns Dense Activate");
    assertThat(((Columns) plain.layers().get(0)).columns())
        .doesNotHaveAnyElementsOfTypes(PiecewiseLinear.class, BinOffsets.class);

    TableEncoder encoder = new TableEncoder().setIgnoredCols(TableFrames.OTHERS);
    NeuralNetworkRegressor regressor =
        new NeuralNetworkRegressor().setLabelCol("price").setHiddenLayers(new int[] {16});
    Network parts = trained(encoder, regressor.setMaxIter(1), rows);
    assertThat(layers(parts)).isEqualTo(tabular + " Clamp");
    assertThat(((Columns) parts.layers().get(0)).columns())
        .hasAtLeastOneElementOfType(PiecewiseLinear.class);
    assertThat(parts.layers()).contains(new ParametricActivation(16, Activations.named("mish")));
    encoder.setInputCols(new String[] {"view", "marks"}).clear(encoder.ignoredCols());
    assertThat(layers(trained(encoder, regressor, rows))).isEqualTo("Dense Activate");
  }

  private static Network trained(
      TableEncoder encoder, NeuralNetworkRegressor regressor, Dataset<Row> rows) {
    return regressor.fit(encoder.fit(rows).transform(rows)).trained().network();
  }

  @Test
  void predictsNumbers() {
    Dataset<Row> rows = TableFrames.rows(300);
    TabularRegressionModel model = regressor().fit(rows);
    Dataset<Row> out = model.transform(rows.withColumn("features", functions.lit(1)));
    assertThat(out.columns()).endsWith("features", "prediction");
    double rmse = new RegressionEvaluator().setLabelCol("price").evaluate(out);
    double deviation = rows.agg(functions.stddev("price")).first().getDouble(0);
    assertThat(rmse).isLessThan(0.5 * deviation);
    assertThat(out.filter("isnan(prediction)").count()).isZero();
  }

  /**
   * The gradients of one column all point alike, so that the first steps lead far away. Of times,
   * all are within ten minutes.
   */
  @ParameterizedTest
  @CsvSource({
    "x, full",
    "x, quick",
    "timestamp_micros(bigint(1.77e15 + 6e8 * x)) t, full",
    "timestamp_micros(bigint(1.77e15 + 6e8 * x)) t, quick"
  })
  void aSingleColumnIsLearned(String column, String effort) {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(0, 775, 1, 1)
            .selectExpr("id", "rand(1) x", "0.1 * randn(-1) noise")
            .selectExpr("id", column, "sin(6 * x) + noise y");
    TabularRegressionModel model =
        new TabularRegressor()
            .setLabelCol("y")
            .setIgnoredCols(new String[] {"id"})
            .setEffort(effort)
            .fit(rows.where("id < 375"));
    Dataset<Row> predicted = model.transform(rows.where("id >= 375"));
    RegressionEvaluator evaluator = new RegressionEvaluator().setLabelCol("y").setMetricName("r2");
    assertThat(evaluator.evaluate(predicted)).isGreaterThan(effort.equals("full") ? 0.96 : 0.9);
  }

  /** The names of columns that a model has within it. */
  @ParameterizedTest
  @ValueSource(strings = {"features", "index", "label", "validation", "weight"})
  void anyNameMayBePredicted(String name) {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(0, 60, 1, 1)
            .selectExpr("id % 7 a", "if(id % 7 > 3, 'p', 'q') y", "id / 60 held");
    TabularClassificationModel classes =
        new TabularClassifier()
            .setLabelCol("y")
            .setMaxIter(1)
            .setPredictionCol(name)
            .setProbabilityCol("")
            .fit(rows);
    Dataset<Row> predicted = classes.transform(rows);
    assertThat(predicted.columns()).contains(name);
    assertThat(predicted.select(name).distinct().collectAsList().toString())
        .containsAnyOf("p", "q");
    assertThat(classes.evaluate(rows).accuracy()).isPositive();
    assertThat(classes.featureImportances(rows)).containsKey("a");
    TabularRegressionModel numbers =
        new TabularRegressor()
            .setLabelCol("held")
            .setIgnoredCols(new String[] {"y"})
            .setMaxIter(1)
            .setPredictionCol(name)
            .fit(rows);
    assertThat(numbers.transform(rows).columns()).contains(name);
    assertThat(numbers.featureImportances(rows)).containsKey("a");
    assertThat(classes.setPredictionCol("").setProbabilityCol(name).transform(rows).columns())
        .contains(name);
  }

  /** Logarithms of means are learned at the rate of logits, not at that of standardized labels. */
  @ParameterizedTest
  @ValueSource(strings = {"quick", "full"})
  void countsAreLearned(String effort) {
    RandomGenerator random = new Random(1);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 800; i++) {
      double x = random.nextGaussian();
      double z = random.nextGaussian();
      double mean = Math.exp(x + Math.sin(2 * z));
      int count = 0; // of arrivals in a unit of time, between which times are exponential
      for (double t = random.nextExponential(); t < mean; t += random.nextExponential()) {
        count++;
      }
      rows.add(RowFactory.create(i, x, z, count, mean));
    }
    Dataset<Row> all =
        LocalSpark.session()
            .createDataFrame(
                rows, StructType.fromDDL("id int, x double, z double, y int, mean double"));
    TabularRegressionModel model =
        new TabularRegressor()
            .setLabelCol("y")
            .setIgnoredCols(new String[] {"id", "mean"})
            .setLoss("poisson")
            .setEffort(effort)
            .fit(all.where("id < 400"));
    Row deviances =
        model
            .transform(all.where("id >= 400"))
            .selectExpr(deviance("prediction"), deviance("mean"))
            .first();
    assertThat(deviances.getDouble(0)).isLessThan(1.4 * deviances.getDouble(1));
  }

  /** Of Poisson's distribution (McCullagh and Nelder 1989, Generalized Linear Models, 2.3). */
  private static String deviance(String mean) {
    return "2 * avg(IF(y = 0, 0, y * ln(y / M)) - (y - M))".replace("M", mean);
  }

  /** By default, too, where there are a hundred of them. */
  @ParameterizedTest
  @CsvSource({"300, unsmooth", "301, none"})
  void probabilitiesAreCalibratedByValidationRows(int from, String calibration) {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(0, 400, 1, 1)
            .selectExpr("rand(1) x", "rand(2) < x y", "id >= %d held".formatted(from));
    List<TabularClassifier> all =
        List.of(
            classifier("y"),
            classifier("y").setCalibration("none"),
            classifier("y").setCalibration("unsmooth"));
    List<List<Row>> predicted =
        all.stream()
            .map(
                each ->
                    each.setIgnoredCols(new String[0])
                        .setValidationIndicatorCol("held")
                        .setMaxIter(2)
                        .fit(rows)
                        .transform(rows)
                        .select("probability")
                        .collectAsList())
            .toList();
    assertThat(predicted.get(1)).isNotEqualTo(predicted.get(2));
    assertThat(predicted.get(0)).isEqualTo(predicted.get(calibration.equals("none") ? 1 : 2));
  }

  /** Of a class with three rows in a hundred, by the formula of the page job-file.md. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "id % 33 = 0",
        "CASE WHEN id % 33 = 0 THEN 'a' WHEN id % 75 = 1 THEN 'b' ELSE 'c' END"
      })
  void theSmoothingOfRareClassesIsUndoneWithoutValidationRows(String label) {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(0, 300, 1, 1)
            .selectExpr("rand(1) x", label + " y", "1.0 + id % 2 w");
    TabularClassifier classifier = classifier("y").setMaxIter(3).setIgnoredCols(new String[] {"w"});
    List<double[]> smoothed =
        probabilities(classifier.copy(ParamMap.empty()).setCalibration("none"), rows);
    List<double[]> undone = probabilities(classifier.copy(ParamMap.empty()), rows);
    for (int i = 0; i < undone.size(); i++) {
      double share = 0.1 / undone.get(i).length;
      double[] expected =
          DoubleStream.of(smoothed.get(i))
              .map(p -> Math.log1p(Math.exp((p - share) / (0.2 * share))))
              .toArray();
      double sum = DoubleStream.of(expected).sum();
      for (int c = 0; c < expected.length; c++) {
        assertThat(undone.get(i)[c]).isCloseTo(expected[c] / sum, within(1e-5));
      }
    }
    assertThat(probabilities(classifier.copy(ParamMap.empty()).setCalibration("unsmooth"), rows))
        .usingRecursiveComparison()
        .isEqualTo(undone);
    // As weighted it is not as rare
    for (TabularClassifier weighted :
        List.of(
            classifier.copy(ParamMap.empty()).setWeightCol("w"),
            classifier.copy(ParamMap.empty()).setClassWeight("balanced"))) {
      assertThat(probabilities(weighted.copy(ParamMap.empty()), rows))
          .usingRecursiveComparison()
          .isEqualTo(probabilities(weighted.copy(ParamMap.empty()).setCalibration("none"), rows));
    }
  }

  private static List<double[]> probabilities(TabularClassifier classifier, Dataset<Row> rows) {
    return classifier.fit(rows).transform(rows).select("probability").collectAsList().stream()
        .map(row -> row.<Vector>getAs(0).toArray())
        .toList();
  }

  /** With as many validation rows as show that no other class is ever seen. */
  @Test
  void oneClassIsPredictedForSureHoweverItIsCalibrated() {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(0, 3000, 1, 1)
            .selectExpr("rand(1) x", "'only' y", "id >= 1000 held");
    for (String calibration : List.of("none", "temperature", "unsmooth")) {
      TabularClassificationModel model =
          classifier("y")
              .setIgnoredCols(new String[0])
              .setValidationIndicatorCol("held")
              .setCalibration(calibration)
              .setMaxIter(2)
              .fit(rows);
      Row first = model.transform(rows).select("prediction", "probability").first();
      assertThat(first.getString(0)).isEqualTo("only");
      assertThat(first.<Vector>getAs(1).apply(0)).as(calibration).isEqualTo(1);
    }
  }

  /** Of most values of x hardly any row has the label, which smoothed labels hide. */
  @Test
  void theSmoothingOfLabelsIsUndone() {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(0, 3000, 1, 1)
            .selectExpr("rand(1) x", "double(rand(2) < pow(x, 9)) y", "id >= 2000 held");
    TabularClassifier classifier =
        classifier("y").setIgnoredCols(new String[0]).setValidationIndicatorCol("held");
    TabularClassificationModel undone = classifier.fit(rows);
    TabularClassificationModel divided = classifier.setCalibration("temperature").fit(rows);
    assertThat(undone.toString()).contains("unsmooth");
    assertThat(divided.toString()).doesNotContain("unsmooth");
    MulticlassClassificationEvaluator evaluator =
        new MulticlassClassificationEvaluator().setLabelCol("y").setMetricName("logLoss");
    List<Double> losses = new ArrayList<>();
    for (TabularClassificationModel model : List.of(undone, divided)) {
      losses.add(evaluator.evaluate(model.transform(rows.filter("held"))));
    }
    assertThat(losses.get(0)).isLessThan(losses.get(1));
  }

  @Test
  void predictsVectorsOfNumbers() {
    Dataset<Row> rows =
        TableFrames.rows(100).withColumn("both", functions.expr("array(price, 2 * price)"));
    rows = rows.withColumn("both", org.apache.spark.ml.functions.array_to_vector(rows.col("both")));
    Dataset<Row> out =
        regressor()
            .setLabelCol("both")
            .setIgnoredCols(TableFrames.OTHERS)
            .fit(rows)
            .transform(rows);
    assertThat(out.first().<Vector>getAs("prediction").size()).isEqualTo(2);
  }

  @Test
  void fieldsOfStructsAreToldAsSuch() {
    Dataset<Row> rows =
        TableFrames.rows(20).selectExpr("struct(rooms, struct(grade) AS inner) AS s", "price");
    String advice = " is a field of a struct, which is no column; make it one, such as withColumn(";
    assertThatThrownBy(() -> new TabularClassifier().setLabelCol("s.inner.grade").fit(rows))
        .hasMessage(
            "column \"s.inner.grade\" (labelCol)%s\"s_inner_grade\", col(\"s.inner.grade\"))",
            advice);
    assertThatThrownBy(
            () ->
                new TabularRegressor()
                    .setLabelCol("price")
                    .setInputCols(new String[] {"s.rooms"})
                    .fit(rows))
        .hasMessage("column \"s.rooms\" (inputCols)%s\"s_rooms\", col(\"s.rooms\"))", advice);
    assertThatThrownBy(() -> new TabularRegressor().setLabelCol("s.room").fit(rows))
        .hasMessageContaining("column \"s.room\" (labelCol) does not exist");
  }

  @Test
  void columnsThatDifferInTheCaseOfLettersAlone() {
    SparkSession spark = LocalSpark.session();
    Dataset<Row> rows = spark.range(40).selectExpr("double(id) a", "id % 7 `A`", "id % 2 y");
    Dataset<Row> labels = spark.range(40).selectExpr("double(id) a", "id % 2 y", "id % 3 `Y`");
    TabularClassifier stage = new TabularClassifier().setLabelCol("y").setMaxIter(1);
    TabularClassifier of = stage.copy(new ParamMap()).setInputCols(new String[] {"a"});
    TabularClassificationModel model =
        stage.fit(spark.range(40).selectExpr("double(id) a", "id % 2 y"));
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(() -> of.fit(rows), () -> model.transform(rows))) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("columns \"a\" and \"A\" " + ALIKE);
    }
    assertThatThrownBy(() -> of.fit(labels)).hasMessage("columns \"y\" and \"Y\" " + ALIKE);
    spark.conf().set("spark.sql.caseSensitive", true);
    try {
      TabularClassificationModel both = stage.fit(rows);
      assertThat(both.transform(rows).select("prediction").count()).isEqualTo(40);
    } finally {
      spark.conf().unset("spark.sql.caseSensitive");
    }
  }

  private static final String ALIKE =
      "differ in the case of letters alone, by which Spark does not distinguish them; rename one of"
          + " them, such as by toDF, or set spark.sql.caseSensitive to true";

  /** Such as those of a join, of which a name finds none. */
  @Test
  void columnsOfOneNameThatAreNoFeaturesHaveNoEffect() {
    Dataset<Row> rows = TableFrames.rows(100);
    Dataset<Row> joined =
        rows.join(
            rows.withColumnRenamed("id", "key").select("key", "rate"), functions.expr("id = key"));
    String[] features = {"size (m²)", "city.name"};
    TabularClassifier stage =
        new TabularClassifier().setLabelCol("grade").setMaxIter(1).setInputCols(features);
    TabularClassificationModel model = stage.fit(joined);
    assertThat(model.transform(joined).columns()).contains("prediction");
    assertThatThrownBy(() -> new TabularClassifier().setLabelCol("grade").fit(rows.select("grade")))
        .isInstanceOf(DataException.class)
        .hasMessage("there is no column that may be a feature; give columns to learn from");
  }

  @Test
  void learnsNothingFromValidationRows() {
    Dataset<Row> rows = TableFrames.rows(200);
    TabularClassifier stage =
        classifier("grade")
            .setIgnoredCols(new String[] {"rate", "price", "cheap"})
            .setWeightCol("weight")
            .setValidationIndicatorCol("check");
    TabularClassificationModel model = stage.fit(rows);
    TableEncoderModel alone =
        new TableEncoder().setIgnoredCols(TableFrames.OTHERS).fit(rows.filter("not check"));
    assertThat(TableJson.bytes(model.encoder().table())).isEqualTo(TableJson.bytes(alone.table()));
    assertThat(model.network().summary().validationHistory()).hasSize(15);
    Dataset<Row> rare = rows.withColumn("grade", functions.expr("if(check, 'new', grade)"));
    assertThat(stage.setMaxIter(1).fit(rare).labels())
        .containsExactly("fair", "good", "new", "poor");
  }

  @Test
  void readsTheSourceTwiceAndLeavesNothingCached() {
    LongAccumulator read = LocalSpark.context().sc().longAccumulator();
    UDF1<Integer, Integer> counted =
        rooms -> {
          read.add(1);
          return rooms;
        };
    Dataset<Row> rows =
        TableFrames.rows(100)
            .withColumn(
                "rooms",
                functions
                    .udf(counted, DataTypes.IntegerType)
                    .asNondeterministic()
                    .apply(functions.col("rooms")));
    regressor().setMaxIter(3).fit(rows);
    assertThat(read.value()).isEqualTo(200);
    assertThat(LocalSpark.context().getPersistentRDDs()).isEmpty();
  }

  @Test
  void isTunedByEvaluatorsOfSpark() {
    Dataset<Row> rows = TableFrames.rows(150);
    TabularClassifier stage = classifier("rate");
    CrossValidatorModel best =
        new CrossValidator()
            .setEstimator(stage)
            .setEvaluator(
                new MulticlassClassificationEvaluator()
                    .setLabelCol("rate")
                    .setMetricName("accuracy"))
            .setEstimatorParamMaps(
                new ParamGridBuilder()
                    .addGrid(stage.maxIter(), new int[] {1, 12})
                    .addGrid(
                        stage.scale(),
                        scala.jdk.javaapi.CollectionConverters.asScala(List.of("robust")))
                    .build())
            .setNumFolds(2)
            .setParallelism(2)
            .setSeed(1)
            .fit(rows);
    assertThat(((TabularClassificationModel) best.bestModel()).getMaxIter()).isEqualTo(12);
    assertThat(best.avgMetrics()[1]).isGreaterThan(0.7);
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    Dataset<Row> rows = TableFrames.rows(80).drop("photo");
    TabularClassifier stage = classifier("grade").setMaxIter(2).setUnseen("skip");
    PipelineModel model = new Pipeline().setStages(new PipelineStage[] {stage}).fit(rows);
    model.save(folder.resolve("classes").toString());
    PipelineModel read = PipelineModel.load(folder.resolve("classes").toString());
    assertThat(read.transform(rows).collectAsList().toString())
        .isEqualTo(model.transform(rows).collectAsList().toString());
    TabularClassificationModel inner = (TabularClassificationModel) read.stages()[0];
    assertThat(inner.labels()).containsExactly("fair", "good", "poor");
    assertThat(inner.getUnseen()).isEqualTo("skip");
    assertThat(inner.toString()).isEqualTo(model.stages()[0].toString());
    TabularRegressionModel numbers = regressor().setMaxIter(2).fit(rows);
    numbers.save(folder.resolve("numbers").toString());
    assertThat(
            TabularRegressionModel.load(folder.resolve("numbers").toString())
                .transform(rows)
                .collectAsList()
                .toString())
        .isEqualTo(numbers.transform(rows).collectAsList().toString());
    stage.save(folder.resolve("stage").toString());
    TabularClassifier same = TabularClassifier.load(folder.resolve("stage").toString());
    assertThat(same.getIgnoredCols()).isEqualTo(stage.getIgnoredCols());
    assertThat(same.getUnseen()).isEqualTo("skip");
    assertThat(same.getHiddenLayers()).isEqualTo(stage.getHiddenLayers());
  }

  /** Also of a model that is read, whose network was saved without params. */
  @Test
  void theNetworkPredictsAsItsModel() throws IOException {
    Dataset<Row> rows = TableFrames.rows(80).drop("photo");
    TabularClassifier stage = classifier("grade").setMaxIter(2).setPredictionCol("p");
    stage.setHandleInvalid("keep").setThresholds(new double[] {1, 1e-6, 1});
    TabularClassificationModel model = stage.fit(rows);
    model.save(folder.resolve("chained").toString());
    TabularClassificationModel read =
        TabularClassificationModel.load(folder.resolve("chained").toString());
    List<Row> whole = model.transform(rows).select("p").distinct().collectAsList();
    assertThat(whole.toString()).isEqualTo("[[good]]");
    for (TabularClassificationModel each : List.of(model, read)) {
      Dataset<Row> chained = each.network().transform(each.encoder().transform(rows));
      assertThat(chained.select("p").distinct().collectAsList().toString()).isEqualTo("[[1.0]]");
      assertThat(each.network().getHandleInvalid()).isEqualTo("keep");
    }
  }

  /** What is read has no params but those of the model, so it is the oracle. */
  @Test
  void clearedParamsAreNotThoseOfTheFit() throws IOException {
    Dataset<Row> rows = TableFrames.rows(80).drop("photo");
    TabularClassificationModel model =
        classifier("grade")
            .setMaxIter(2)
            .setThresholds(new double[] {1, 1, 1e-30})
            .setPredictionCol("p")
            .setRawPredictionCol("")
            .fit(rows);
    assertThat(model.transform(rows).filter("p = 'poor'").count()).isEqualTo(80);
    model.clear(model.thresholds());
    model.clear(model.predictionCol());
    model.clear(model.rawPredictionCol());
    Dataset<Row> out = model.transform(rows);
    assertThat(out.columns()).endsWith("check", "rawPrediction", "probability", "prediction");
    assertThat(out.filter("prediction = 'poor'").count()).isLessThan(80);
    assertThat(model.savedModel().thresholds()).isEmpty();
    model.save(folder.resolve("classes").toString());
    TabularClassificationModel read =
        TabularClassificationModel.load(folder.resolve("classes").toString());
    assertThat(out.collectAsList().toString())
        .isEqualTo(read.transform(rows).collectAsList().toString());
    TabularRegressionModel numbers =
        regressor()
            .setMaxIter(1)
            .setMembers(2)
            .setPredictionCol("p")
            .setPredictionSpreadCol("spread")
            .fit(rows);
    assertThat(numbers.transform(rows).columns()).endsWith("check", "p", "spread");
    numbers.clear(numbers.predictionCol());
    numbers.clear(numbers.predictionSpreadCol());
    assertThat(numbers.transform(rows).columns()).endsWith("check", "prediction");
  }

  @Test
  void classesWithTooLongNamesAreRefused() {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(900)
            .selectExpr("id % 7 a", "concat(id, repeat('x', 10000)) grade");
    assertThatThrownBy(() -> new TabularClassifier().setLabelCol("grade").fit(rows))
        .hasMessageContaining(
            "column \"grade\": expected at most 8388608 characters in the names of all classes and 1048576 in each, got"
                + " more");
  }

  @Test
  void thresholdsOfAnotherNumberThanTheLabelsAreRefused() {
    assertThatThrownBy(
            () ->
                classifier("grade")
                    .setThresholds(new double[] {0.5, 0.5})
                    .fit(TableFrames.rows(50)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("thresholds must have one for each of 3 classes, got 2");
  }

  /** Those that Spark's own classifiers take. */
  @Test
  void oneThresholdMayBeZero() {
    Dataset<Row> rows = TableFrames.rows(50);
    TabularClassifier stage = classifier("grade").setMaxIter(1);
    TabularClassificationModel model = stage.setThresholds(new double[] {1, 1, 0}).fit(rows);
    assertThat(model.transform(rows).filter("prediction = 'poor'").count()).isEqualTo(50);
    for (double[] none : new double[][] {{0, 1, 0}, {1, -1, 1}, {1, Double.NaN, 1}}) {
      assertThatThrownBy(() -> stage.setThresholds(none))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "thresholds must be numbers of at least 0, one of which may be 0; got "
                  + Arrays.toString(none));
    }
  }

  @Test
  void valuesAreRefusedWithThoseThatMayBe() {
    TabularClassifier stage = new TabularClassifier();
    Map<ThrowingCallable, String> refused =
        Map.ofEntries(
            Map.entry(
                () -> stage.setHandleInvalid("drop"),
                "handleInvalid must be one of error, skip, keep; got \"drop\""),
            Map.entry(
                () -> stage.setUnseen("no"),
                "unseen must be one of other, skip, error; got \"no\""),
            Map.entry(
                () -> stage.setValidationFraction(1),
                "validationFraction must be a number in [0, 1); got 1.0"),
            Map.entry(
                () -> stage.setElasticNetParam(2),
                "elasticNetParam must be a number in [0, 1]; got 2.0"),
            Map.entry(
                () -> stage.setRegParam(Double.POSITIVE_INFINITY),
                "regParam must be a number of at least 0; got Infinity"),
            Map.entry(
                () -> stage.setClipNorm(0),
                "clipNorm must be a number greater than 0, or infinity for none; got 0.0"),
            Map.entry(
                () -> stage.setTol(Double.NaN), "tol must be a number of at least 0; got NaN"),
            Map.entry(
                () -> classifier("grade").setStepSize(Double.NaN).fit(TableFrames.rows(50)),
                "stepSize must be a number greater than 0; got NaN"),
            Map.entry(
                () -> stage.setBlockSize(0), "blockSize must be an integer of at least 1; got 0"),
            Map.entry(
                () -> stage.setCheckpointInterval(0),
                "checkpointInterval must be an integer of at least 1, or -1 for none; got 0"),
            Map.entry(
                () -> stage.setMaxCategories(0),
                "maxCategories must be an integer of at least 1; got 0"),
            Map.entry(
                () -> stage.setClassWeights(new double[] {1, -1}),
                "classWeights must be numbers of at least 0 that are finite as 32-bit floats; got"
                    + " [1.0, -1.0]"),
            Map.entry(
                () -> stage.setLayers(new int[] {3}),
                "layers must be the widths of two layers or more, each at least 1; got [3]"));
    refused.forEach(
        (set, message) ->
            assertThatThrownBy(set)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message));
  }

  @Test
  void gettersTellTheDefaultsOfARegression() {
    TabularRegressor numbers = new TabularRegressor();
    TabularClassifier classes = new TabularClassifier();
    assertThat(numbers.getStepSize()).isEqualTo(0.2);
    assertThat(classes.getStepSize()).isEqualTo(0.04);
    assertThat(numbers.getActivation()).isEqualTo("mish");
    assertThat(classes.getActivation()).isEqualTo("selu");
    assertThat(numbers.getClipNorm()).isEqualTo(30);
    assertThat(classes.getClipNorm()).isInfinite();
    assertThat(numbers.setStandardizeLabel(false).getStepSize()).isEqualTo(0.04);
    assertThat(numbers.getClipNorm()).isEqualTo(30);
    assertThat(new TabularRegressor().setLoss("poisson").getStepSize()).isEqualTo(0.04);
  }

  @Test
  void copiesKeepUidAndTakeExtras() {
    TabularClassifier stage = classifier("grade").setMaxIter(1);
    assertThat(stage.copy(new ParamMap().put(stage.scale(), "none")).getScale()).isEqualTo("none");
    TabularClassificationModel model = stage.fit(TableFrames.rows(50));
    assertThat(model.uid()).isEqualTo(stage.uid());
    assertThat(model.copy(new ParamMap()).parent()).isEqualTo(stage);
    assertThat(model.getLabelCol()).isEqualTo("grade");
  }

  @Test
  void saysWhatIsWrong() {
    Dataset<Row> rows = TableFrames.rows(30);
    assertThatThrownBy(() -> classifier("garde").fit(rows))
        .hasMessageStartingWith(
            "column \"garde\" (labelCol) does not exist; did you mean \"grade\"?");
    assertThatThrownBy(() -> classifier("sold").setIgnoredCols(TableFrames.OTHERS).fit(rows))
        .hasMessage(
            "column \"sold\" must hold strings, booleans or numbers to be a label, got"
                + " timestamp_ntz");
    assertThatThrownBy(() -> regressor().setLabelCol("grade").fit(rows))
        .hasMessage(
            "column \"grade\" (labelCol) must hold numbers, got string; cast it to double, or take TabularClassifier, whose labels may be strings");
    assertThatThrownBy(
            () ->
                new TabularRegressor()
                    .setLabelCol("price")
                    .setInputCols(new String[] {"rooms", "price"})
                    .fit(rows))
        .hasMessage("inputCols has column \"price\", which is the label");
    assertThatThrownBy(
            () ->
                new TabularClassifier()
                    .setLabelCol("grade")
                    .setValidationIndicatorCol("check")
                    .setInputCols(new String[] {"check"})
                    .fit(rows))
        .hasMessage("inputCols has column \"check\", which is the validation indicator");
    assertThatThrownBy(
            () ->
                new TabularRegressor()
                    .setLabelCol("price")
                    .setValidationIndicatorCol("all")
                    .fit(rows.withColumn("all", functions.lit(true))))
        .hasMessage(
            "column \"all\": expected false in at least one row, got true in all " + rows.count());
    assertThatThrownBy(() -> regressor().setMonitor("auc").fit(rows))
        .hasMessageStartingWith("monitor must be auto, trainLoss, validationLoss or one of [rmse,");
    assertThatThrownBy(() -> regressor().setMonitor("mae").fit(rows))
        .hasMessage(
            "monitor \"mae\" is measured on validation rows and there are none; hold some out, or"
                + " watch trainLoss");
    assertThatThrownBy(() -> classifier("grade").setLayers(new int[] {9, 3}).fit(rows))
        .hasMessageContaining("set hiddenLayers");
    assertThatThrownBy(
            () ->
                classifier("grade")
                    .fit(rows.withColumn("grade", functions.expr("nullif(grade, 'fair')"))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column \"grade\": expected a value, got null");
    assertThatThrownBy(
            () ->
                classifier("grade")
                    .setHandleInvalid("skip")
                    .fit(rows.withColumn("grade", functions.expr("string(null)"))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "no row has a label and finite features; set handleInvalid to error to see what is wrong"
                + " with one of them");
    assertThatThrownBy(
            () ->
                classifier("grade").fit(rows.withColumn("marks", functions.expr("array(1, null)"))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column \"marks\": expected vectors of finite numbers, got null, NaN or infinity;"
                + " handleInvalid \"skip\" leaves such rows out");
    assertThatThrownBy(() -> classifier("grade").setValidationIndicatorCol("price").fit(rows))
        .hasMessage(
            "column \"price\" (validationIndicatorCol) must hold booleans, got double; cast it to boolean");
    assertThatThrownBy(
            () -> classifier("grade").setWeightCol("cheap").transformSchema(rows.schema()))
        .hasMessage(
            "column \"cheap\" (weightCol) must hold numbers, got boolean; cast it to double");
    assertThatThrownBy(() -> classifier("cheap").setValidationIndicatorCol("cheap").fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "labelCol and validationIndicatorCol both name column \"cheap\"; set"
                + " validationIndicatorCol to another column, or leave it unset");
    Dataset<Row> numbers = rows.withColumn("class", functions.expr("int(cheap)"));
    assertThatThrownBy(() -> classifier("class").setWeightCol("class").fit(numbers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("labelCol and weightCol both name column \"class\"; set weightCol");
    assertThatThrownBy(() -> regressor().setLabelCol("marks").fit(rows))
        .hasMessage(
            "column \"marks\" (labelCol) must hold numbers, got array<int>; several labels are a vector, such as array_to_vector makes of an array");
    TabularClassificationModel model = classifier("grade").setMaxIter(1).fit(rows);
    assertThatThrownBy(() -> model.transform(rows.drop("rooms")))
        .hasMessageStartingWith("column \"rooms\" does not exist");
    assertThatThrownBy(() -> model.transform(rows.withColumnRenamed("photo", "prediction")))
        .hasMessageStartingWith("Column prediction already exists. Drop it, or set the param");
    assertThatThrownBy(() -> model.transform(rows.withColumnRenamed("photo", "Prediction")))
        .hasMessageStartingWith("Column prediction already exists. Drop it, or set the param");
    assertThat(model.network().summary().accuracy()).isCloseTo(0.5, within(0.5));
  }

  @Test
  void ranksColumnsByWhatTheyMatter() {
    Dataset<Row> rows = TableFrames.rows(300);
    TabularClassificationModel model =
        classifier("grade").setValidationIndicatorCol("check").fit(rows);
    Map<String, Double> found = model.featureImportances(rows.drop("check"));
    assertThat(List.copyOf(found.values())).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(List.copyOf(found.keySet()).subList(0, 2))
        .containsExactlyInAnyOrder("city.name", "view");
    // The rises of the features that a column has become, by place
    Dataset<Row> encoded =
        model
            .encoder()
            .transform(rows)
            .withColumn(
                "class",
                functions.expr("array_position(array('fair', 'good', 'poor'), grade) - 1D"));
    NeuralNetworkClassificationModel network = model.network().copy(new ParamMap());
    network.set(network.labelCol(), "class").set(network.seed(), model.getSeed());
    double[] rises = network.setFeaturesCol("features").featureImportances(encoded).toArray();
    List<FittedColumn> columns = model.encoder().table().columns();
    int[] starts = model.encoder().table().starts();
    assertThat(found).hasSize(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      double sum = Arrays.stream(rises, starts[i], starts[i + 1]).sum();
      assertThat(found.get(columns.get(i).name())).isEqualTo(sum);
    }
    // Labels that training did not have, and none, are left out
    Dataset<Row> more =
        rows.union(rows.limit(40).withColumn("grade", functions.lit("awful")))
            .union(rows.limit(40).withColumn("grade", functions.lit(null)));
    assertThat(model.featureImportances(more)).isEqualTo(found);
    assertThatThrownBy(() -> model.featureImportances(rows.drop("grade")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("column \"grade\" (labelCol) does not exist; there are: id, ");
    assertThat(regressor().fit(rows).featureImportances(rows).keySet())
        .first()
        .isEqualTo("size (m²)");
  }

  @Test
  void aColumnMayHaveTheNameOfOneOfOurs() {
    Dataset<Row> rows =
        TableFrames.rows(60)
            .select("grade", "rooms", "price")
            .withColumnRenamed("rooms", "Features")
            .withColumnRenamed("price", "LABEL");
    TabularClassificationModel model =
        classifier("grade").setIgnoredCols(new String[0]).setMaxIter(2).fit(rows);
    assertThat(model.transform(rows).columns())
        .containsExactly(
            "grade", "Features", "LABEL", "rawPrediction", "probability", "prediction");
    assertThat(model.featureImportances(rows)).containsOnlyKeys("Features", "LABEL");
  }

  @Test
  void importancesAreOfRowsThatCanBeMeasured() {
    Dataset<Row> rows = TableFrames.rows(100);
    TabularRegressionModel model = regressor().setWeightCol("weight").setMaxIter(2).fit(rows);
    assertThatThrownBy(() -> model.featureImportances(rows.drop("weight")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column \"weight\" (weightCol) does not exist")
        .hasMessageNotContaining("features");
    Dataset<Row> one = rows.limit(1).withColumn("price", functions.lit(Double.NaN));
    assertThatThrownBy(() -> model.featureImportances(rows.union(one)))
        .isInstanceOf(DataException.class);
    model.set(model.handleInvalid(), "skip");
    assertThat(model.featureImportances(rows.union(one))).isEqualTo(model.featureImportances(rows));
  }

  /** Spark's evaluators are the oracles. */
  @Test
  void isMeasuredOnOtherRows() {
    Dataset<Row> rows = TableFrames.rows(120);
    TabularClassificationModel model = classifier("rate").setWeightCol("weight").fit(rows);
    Dataset<Row> others = TableFrames.rows(200);
    ClassificationSummary measures = model.evaluate(others);
    Dataset<Row> predicted = model.transform(others);
    MulticlassClassificationEvaluator evaluator =
        new MulticlassClassificationEvaluator().setLabelCol("rate").setWeightCol("weight");
    assertThat(measures.accuracy())
        .isCloseTo(evaluator.setMetricName("accuracy").evaluate(predicted), within(1e-12));
    assertThat(measures.weightedFMeasure())
        .isCloseTo(evaluator.setMetricName("f1").evaluate(predicted), within(1e-12));
    assertThat(measures.recallByLabel()[1])
        .isCloseTo(
            evaluator.setMetricName("recallByLabel").setMetricLabel(1.5).evaluate(predicted),
            within(1e-12));
    Dataset<Row> renamed = others.withColumnRenamed("rate", "rated");
    model.setLabelCol("rated");
    assertThat(model.evaluate(renamed).accuracy()).isEqualTo(measures.accuracy());
    assertThat(model.featureImportances(renamed.withColumn("rate", functions.lit(4))))
        .isEqualTo(model.setLabelCol("rate").featureImportances(others));
    assertThatThrownBy(() -> model.evaluate(others.withColumn("rate", functions.expr("rate > 1"))))
        .hasMessage(
            "column \"rate\" must hold labels as in training, of type double, got boolean; cast it"
                + " to double");
    assertThatThrownBy(() -> model.evaluate(others.withColumn("rate", functions.current_date())))
        .hasMessage(
            "column \"rate\" must hold strings, booleans or numbers to be a label, got date");
    model.setPredictionCol("later");
    assertThat(measures.predictions().columns()).isEqualTo(predicted.columns());
    assertThat(measures.predictions().except(predicted).count()).isZero();

    TabularRegressionModel numbers = regressor().setPredictionCol("").setMaxIter(2).fit(rows);
    RegressionSummary errors = numbers.evaluate(others);
    double rmse =
        new RegressionEvaluator()
            .setLabelCol("price")
            .setPredictionCol(errors.predictionCol())
            .evaluate(errors.predictions());
    assertThat(errors.rootMeanSquaredError()).isCloseTo(rmse, within(1e-9 * rmse));
  }

  /** A label that training did not have is predicted wrongly, and has no place in a curve. */
  @Test
  void labelsThatTrainingDidNotHaveAreMeasuredAsWrong() {
    Dataset<Row> rows = TableFrames.rows(150).withColumn("two", functions.expr("rate > 0"));
    TabularClassificationModel model = classifier("two").setMaxIter(3).fit(rows);
    Dataset<Row> known = rows.withColumn("two", functions.expr("string(two)"));
    Dataset<Row> unseen = known.withColumn("two", functions.lit("maybe"));
    ClassificationSummary all = model.evaluate(known.union(unseen));
    ClassificationSummary some = model.evaluate(known);
    assertThat(all.accuracy()).isCloseTo(some.accuracy() / 2, within(1e-12));
    assertThat(all.areaUnderROC()).isCloseTo(some.areaUnderROC(), within(1e-12));
    double area =
        new BinaryClassificationEvaluator()
            .setLabelCol("one")
            .evaluate(model.transform(rows).withColumn("one", functions.expr("int(two)")));
    assertThat(some.areaUnderROC()).isCloseTo(area, within(1e-3)).isGreaterThan(0.7);
    assertThat(some.labels()).containsExactly(0, 1);
  }

  @Test
  void rowsThatHavePredictionsAreMeasuredAnew() {
    Dataset<Row> rows = TableFrames.rows(150).withColumn("two", functions.expr("rate > 0"));
    TabularClassificationModel model = classifier("two").setMaxIter(1).fit(rows);
    assertThat(model.evaluate(model.transform(rows)).roc().collectAsList())
        .isEqualTo(model.evaluate(rows).roc().collectAsList());
  }
}
