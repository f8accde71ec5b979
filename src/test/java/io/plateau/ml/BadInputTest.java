package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.train.DataException;
import io.plateau.train.DivergedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
  private static final AtomicInteger READS = new AtomicInteger();

  private static final Vector GOOD = Vectors.dense(1, 2);

  private static NeuralNetworkClassifier classifier() {
    return new NeuralNetworkClassifier()
        .setHiddenLayers(new int[] {2})
        .setMaxIter(1)
        .setWeightCol("weight");
  }

  private static Dataset<Row> frame(Row... rows) {
    return Frames.labeled(Frames.rows(rows), "weight", DataTypes.DoubleType);
  }

  static Stream<Arguments> badRows() {
    String skip = "; handleInvalid \"skip\" leaves such rows out";
    return Stream.of(
        Arguments.of(
            Frames.row(null, 0.0, 1.0), "column \"features\": expected a vector, got null" + skip),
        Arguments.of(
            Frames.row(Vectors.dense(1, Double.NaN), 0.0, 1.0),
            "column \"features\": expected finite numbers, got NaN at index 1" + skip),
        Arguments.of(
            Frames.row(
                Vectors.sparse(2, new int[] {1}, new double[] {Double.NEGATIVE_INFINITY}),
                0.0,
                1.0),
            "column \"features\": expected finite numbers, got -Infinity at index 1" + skip),
        Arguments.of(
            Frames.row(Vectors.dense(1, 2, 3), 0.0, 1.0),
            "column \"features\": expected a vector of width 2, got width 3"),
        Arguments.of(
            Frames.row(GOOD, null, 1.0), "column \"label\": expected a value, got null" + skip),
        Arguments.of(
            Frames.row(GOOD, 0.5, 1.0),
            "column \"label\": expected a class, a whole number from 0 to 65535 at most, got 0.5"),
        Arguments.of(
            Frames.row(GOOD, -1.0, 1.0),
            "column \"label\": expected a class, a whole number from 0 to 65535 at most, got -1.0"),
        Arguments.of(
            Frames.row(GOOD, 1.0, -2.0),
            "column \"weight\": expected a finite weight that is not negative, got -2.0"),
        Arguments.of(
            Frames.row(GOOD, 1.0, null),
            "column \"weight\": expected a finite weight that is not negative, got null"),
        Arguments.of(
            Frames.row(GOOD, 1.0, Double.NaN),
            "column \"weight\": expected a finite weight that is not negative, got NaN"),
        Arguments.of(
            Frames.row(GOOD, 1.0, Double.POSITIVE_INFINITY),
            "column \"weight\": expected a finite weight that is not negative, got Infinity"),
        Arguments.of(
            Frames.row(GOOD, 1.0, 1e60),
            "column \"weight\": expected a weight that is finite as a 32-bit float, got 1.0E60"));
  }

  @ParameterizedTest
  @MethodSource("badRows")
  void isNamedByColumnAndRow(Row bad, String message) {
    Row good = Frames.row(GOOD, 1.0, 1.0);
    assertThatThrownBy(() -> classifier().fit(frame(good, good, bad, good)))
        .isInstanceOf(DataException.class)
        .hasMessage("row 3 of the input (counting from 1), " + message);
  }

  @Test
  void isCountedOverPartitions() {
    Row good = Frames.row(GOOD, 1.0, 1.0);
    Row negative = Frames.row(GOOD, 7.0, -1.0);
    assertThatThrownBy(
            () -> classifier().fit(Frames.split(frame(good, good, good, good, negative), 3)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("row 5 of the input (counting from 1), column \"weight\"");
    Row narrow = Frames.row(Vectors.dense(1), 1.0, 1.0);
    assertThatThrownBy(() -> classifier().fit(Frames.split(frame(good, good, narrow, narrow), 2)))
        .hasMessage(
            "row 3 of the input (counting from 1), column \"features\": expected a vector of width"
                + " 2 as in the rows before, got width 1");
  }

  /** Also where vectors of another partition have some. */
  @Test
  void isAVectorWithoutANumber() {
    Row empty = Frames.row(Vectors.zeros(0), 1.0, 1.0);
    Row good = Frames.row(GOOD, 0.0, 1.0);
    String message =
        "row 1 of the input (counting from 1), column \"features\": expected a vector of at least one number, got width 0";
    for (Dataset<Row> rows :
        List.of(
            frame(empty, empty),
            frame(empty, good),
            Frames.split(frame(empty, empty, good, good), 2))) {
      assertThatThrownBy(() -> classifier().fit(rows))
          .isInstanceOf(DataException.class)
          .hasMessage(message);
    }
  }

  @Test
  void isMeasuredAgainstLayers() {
    NeuralNetworkClassifier mlpc =
        new NeuralNetworkClassifier().setLayers(new int[] {3, 2, 2}).setMaxIter(1);
    Row good = Frames.row(GOOD, 1.0, 1.0);
    assertThatThrownBy(() -> mlpc.fit(frame(good)))
        .hasMessageContaining("expected a vector of width 3, got width 2");
    assertThatThrownBy(
            () -> mlpc.setLayers(new int[] {2, 2, 2}).fit(frame(good, Frames.row(GOOD, 2.0, 1.0))))
        .hasMessage(
            "row 2 of the input (counting from 1), column \"label\": expected a class, a whole"
                + " number from 0 to 1, got 2.0");
  }

  @Test
  void mustHaveRowsAndWeight() {
    assertThatThrownBy(() -> classifier().fit(frame()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("there are no rows to train on: of 0 rows 0 have null");
    Row weightless = Frames.row(GOOD, 1.0, 0.0);
    assertThatThrownBy(() -> classifier().fit(frame(weightless, weightless)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column \"weight\": expected at least one positive weight among the rows to train on,"
                + " got only zeros in all 2");
  }

  @Test
  void ofTheWrongTypeOrNameIsRefused() {
    Dataset<Row> frame = frame(Frames.row(GOOD, 1.0, 1.0));
    assertThatThrownBy(
            () -> classifier().fit(frame.withColumn("label", frame.col("label").cast("string"))))
        .hasMessage(
            "column \"label\" (labelCol) must hold numbers, got string; cast it to double, or take TabularClassifier, whose labels may be strings");
    assertThatThrownBy(() -> classifier().setFeaturesCol("label").fit(frame))
        .hasMessage(
            "column \"label\" (featuresCol) must hold vectors, got double; VectorAssembler makes one of several columns, and array_to_vector of an array");
    assertThatThrownBy(() -> classifier().setLabelCol("lable").fit(frame))
        .hasMessage(
            "column \"lable\" (labelCol) does not exist; did you mean \"label\"?; there are: features,"
                + " label, weight");
    assertThatThrownBy(() -> classifier().setValidationIndicatorCol("weight").fit(frame))
        .hasMessage(
            "column \"weight\" (validationIndicatorCol) must hold booleans, got double; cast it to boolean");
  }

  @Test
  void isSkippedOrKeptWhereAsked() {
    List<Row> rows = new ArrayList<>();
    for (Row row : Frames.blobs(30)) {
      rows.add(Frames.row(row.get(0), row.get(1)));
    }
    rows.add(3, Frames.row(Vectors.dense(1, Double.NaN, 0, 0), 1.0));
    rows.add(17, Frames.row(null, 1.0));
    Dataset<Row> dirty = Frames.labeled(rows);
    NeuralNetworkClassifier skipping =
        new NeuralNetworkClassifier().setMaxIter(2).setHandleInvalid("skip");
    NeuralNetworkClassificationModel model = skipping.fit(dirty);
    assertThat(model.weights()).isEqualTo(skipping.fit(Frames.labeled(Frames.blobs(30))).weights());
    assertThat(model.transform(dirty).count()).isEqualTo(30);
    List<Row> kept = model.setHandleInvalid("keep").transform(dirty).collectAsList();
    assertThat(kept).hasSize(32);
    assertThat(kept.get(3).<Double>getAs("prediction")).isNaN();
    assertThat(kept.get(17).<Vector>getAs("probability").toArray()).containsOnly(Double.NaN);
    assertThat(kept.get(4).<Double>getAs("prediction")).isFinite();
    assertThatThrownBy(() -> model.setHandleInvalid("error").transform(dirty).collectAsList())
        .hasStackTraceContaining(
            "column \"features\": expected finite numbers, got NaN at index 1");
  }

  /**
   * The measures of the rows that are left are the oracle, up to floats: those come in batches of
   * other sizes, by which BLAS rounds.
   */
  @ParameterizedTest
  @ValueSource(strings = {"skip", "keep"})
  void rowsThatAreLeftOutAreNotMeasured(String handleInvalid) {
    List<Row> rows = twoClasses();
    Dataset<Row> clean = Frames.labeled(List.copyOf(rows));
    rows.add(3, Frames.row(Vectors.dense(1, 2, 3, 4), null));
    rows.add(7, Frames.row(Vectors.dense(4, 3, 2, 1), Double.NaN));
    rows.add(17, Frames.row(Vectors.dense(1, Double.NaN, 0, 0), 1.0));
    rows.add(23, Frames.row(null, 0.0));
    Dataset<Row> dirty = Frames.labeled(rows);
    NeuralNetworkClassificationModel classes =
        new NeuralNetworkClassifier().setMaxIter(2).setHandleInvalid(handleInvalid).fit(dirty);
    DoubleComparator upToFloats = new DoubleComparator(1e-6);
    assertThat(classes.summary().measures())
        .usingRecursiveComparison()
        .withComparatorForType(upToFloats, Double.class)
        .isEqualTo(classes.evaluate(clean).measures());
    NeuralNetworkRegressionModel numbers =
        new NeuralNetworkRegressor().setMaxIter(2).setHandleInvalid(handleInvalid).fit(dirty);
    assertThat(numbers.summary().measures())
        .usingRecursiveComparison()
        .withComparatorForType(upToFloats, Double.class)
        .isEqualTo(numbers.evaluate(clean).measures());
    assertThat(numbers.evaluate(dirty).r2()).isFinite();
  }

  /**
   * Of 30 rows the seventh weighs what it must not; a row before it may be left out, or has no
   * features.
   */
  static Stream<Arguments> rowsThatCannotBeMeasured() {
    String weight = "\"weight\": expected a finite weight that is not negative, got ";
    String skip = "; handleInvalid \"skip\" leaves such rows out";
    return Stream.of(
        Arguments.of("error", 1.0, null, weight + "null"),
        Arguments.of("skip", 1.0, null, weight + "null"),
        Arguments.of("keep", 1.0, Double.NaN, weight + "NaN"),
        Arguments.of("skip", 1.0, -2.0, weight + "-2.0"),
        Arguments.of("error", null, 1.0, "\"label\": expected a value, got null" + skip),
        Arguments.of(
            "error", Double.NaN, 1.0, "\"label\": expected a finite number, got NaN" + skip),
        Arguments.of(
            "error",
            2.5e299,
            1.0,
            "\"label\": expected a number that is finite as a 32-bit float, got 2.5E299" + skip));
  }

  @ParameterizedTest
  @MethodSource("rowsThatCannotBeMeasured")
  void isNamedByColumnAndRowWhereItIsMeasured(
      String handleInvalid, Double label, Double weight, String message) {
    List<Row> rows = new ArrayList<>(Frames.blobs(30));
    rows.replaceAll(row -> Frames.row(row.get(0), row.getDouble(1) > 0 ? 1.0 : 0.0, 1.0));
    Dataset<Row> clean = frame(rows.toArray(Row[]::new));
    rows.set(6, Frames.row(rows.get(6).get(0), label, weight));
    if (!handleInvalid.equals("error")) {
      rows.set(2, Frames.row(null, 1.0, null));
      rows.set(3, Frames.row(rows.get(3).get(0), null, Double.NaN));
    }
    rows.set(1, handleInvalid.equals("error") ? Frames.row(null, 1.0, 1.0) : rows.get(1));
    Dataset<Row> bad = Frames.split(frame(rows.toArray(Row[]::new)), 3);
    NeuralNetworkClassificationModel classes =
        classifier().setHandleInvalid(handleInvalid).fit(clean);
    NeuralNetworkRegressionModel numbers =
        new NeuralNetworkRegressor()
            .setMaxIter(1)
            .setWeightCol("weight")
            .setHandleInvalid(handleInvalid)
            .fit(clean);
    for (ThrowingCallable measure :
        List.<ThrowingCallable>of(
            () -> classes.evaluate(bad).accuracy(),
            () -> classes.evaluate(bad).areaUnderROC(),
            () -> numbers.evaluate(bad).rootMeanSquaredError(),
            () -> numbers.evaluate(bad).r2())) {
      assertThatThrownBy(measure)
          .isInstanceOf(DataException.class)
          .hasMessage("row 7 of the input (counting from 1), column " + message);
    }
  }

  /** As -1 and 1, or text: each would be a wrong prediction, or fail in a task. */
  @ParameterizedTest
  @ValueSource(strings = {"error", "skip"})
  void labelsThatAreNoClassesAreNotMeasured(String handleInvalid) {
    List<Row> rows = twoClasses();
    Dataset<Row> clean = Frames.labeled(List.copyOf(rows));
    NeuralNetworkClassificationModel model =
        new NeuralNetworkClassifier().setMaxIter(1).setHandleInvalid(handleInvalid).fit(clean);
    for (double label : new double[] {-1, 0.5}) {
      rows.set(6, Frames.row(rows.get(6).get(0), label));
      Dataset<Row> bad = Frames.labeled(List.copyOf(rows));
      assertThatThrownBy(() -> model.evaluate(bad).accuracy())
          .isInstanceOf(DataException.class)
          .hasMessage(
              "row 7 of the input (counting from 1), column \"label\": expected a class, a whole"
                  + " number from 0 to 65535 at most, got "
                  + label);
    }
    Dataset<Row> texts = clean.withColumn("label", functions.lit("yes"));
    assertThatThrownBy(() -> model.evaluate(texts).accuracy())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "column \"label\" (labelCol) must hold numbers, got string; cast it to double, or take TabularClassifier, whose labels may be strings");
    rows.set(6, Frames.row(rows.get(6).get(0), 2.0));
    Dataset<Row> unseen = Frames.labeled(List.copyOf(rows));
    assertThat(model.evaluate(unseen).accuracy()).isLessThanOrEqualTo(29 / 30.0);
  }

  @Test
  void vectorsAreNoLabelsOfOneNumber() {
    Dataset<Row> rows = Frames.labeled(Frames.curve(30));
    NeuralNetworkRegressionModel model = new NeuralNetworkRegressor().setMaxIter(1).fit(rows);
    Dataset<Row> vectors = rows.withColumn("label", functions.col("features"));
    assertThatThrownBy(() -> model.evaluate(vectors).r2())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "column \"label\" (labelCol) must hold numbers, got struct<type:tinyint,size:int,indices:array<int>,values:array<double>>; this model has one number a row as label: take it out of the vector, as vector_to_array(`label`)[0] does");
  }

  @Test
  void featuresAreNamedWhereLabelsAndWeightsAreRight() {
    List<Row> rows = twoClasses();
    Dataset<Row> clean = Frames.labeled(List.copyOf(rows));
    NeuralNetworkClassificationModel classes =
        new NeuralNetworkClassifier().setMaxIter(1).fit(clean);
    NeuralNetworkRegressionModel numbers = new NeuralNetworkRegressor().setMaxIter(1).fit(clean);
    rows.set(6, Frames.row(Vectors.dense(1, Double.NaN, 0, 0), 1.0));
    Dataset<Row> bad = Frames.labeled(rows);
    for (ThrowingCallable measure :
        List.<ThrowingCallable>of(
            () -> classes.evaluate(bad).accuracy(),
            () -> classes.evaluate(bad).areaUnderROC(),
            () -> numbers.evaluate(bad).r2())) {
      assertThatThrownBy(measure)
          .hasStackTraceContaining(
              "column \"features\": expected finite numbers, got NaN at index 1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"skip", "keep"})
  void rowsAllOfWhichAreLeftOutAreNotMeasured(String handleInvalid) {
    List<Row> rows = twoClasses();
    Dataset<Row> clean = Frames.labeled(List.copyOf(rows));
    NeuralNetworkClassificationModel classes =
        new NeuralNetworkClassifier().setMaxIter(1).setHandleInvalid(handleInvalid).fit(clean);
    NeuralNetworkRegressionModel numbers =
        new NeuralNetworkRegressor().setMaxIter(1).setHandleInvalid(handleInvalid).fit(clean);
    rows.replaceAll(row -> Frames.row(null, 1.0));
    Dataset<Row> invalid = Frames.labeled(rows);
    for (ThrowingCallable measure :
        List.<ThrowingCallable>of(
            () -> classes.evaluate(invalid).accuracy(),
            () -> classes.evaluate(invalid).areaUnderROC(),
            () -> numbers.evaluate(invalid).r2(),
            () -> numbers.evaluate(invalid).rootMeanSquaredError())) {
      assertThatThrownBy(measure)
          .isInstanceOf(DataException.class)
          .hasMessage("there are no rows to measure; check the input and its filters");
    }
  }

  /** The first label that is ever read is wrong, and those of later reads are right. */
  @Test
  void rowsThatDifferBetweenReadsAreNotMeasured() {
    List<Row> rows = twoClasses();
    Dataset<Row> clean = Frames.labeled(rows);
    NeuralNetworkClassificationModel model = new NeuralNetworkClassifier().setMaxIter(1).fit(clean);
    UDF1<Double, Double> label = value -> READS.getAndIncrement() == 0 ? -1.0 : value;
    Dataset<Row> differing =
        clean.withColumn(
            "label",
            functions
                .udf(label, DataTypes.DoubleType)
                .asNondeterministic()
                .apply(functions.col("label")));
    for (ThrowingCallable measure :
        List.<ThrowingCallable>of(
            () -> model.evaluate(differing).accuracy(),
            () -> model.evaluate(differing).areaUnderROC())) {
      READS.set(0);
      assertThatThrownBy(measure)
          .isInstanceOf(DataException.class)
          .hasMessage("the rows differ between two reads of them; cache or save them first");
    }
  }

  @Test
  void thatWeighsNothingIsNotMeasured() {
    List<Row> rows = new ArrayList<>(Frames.blobs(30));
    rows.replaceAll(row -> Frames.row(row.get(0), row.getDouble(1) > 0 ? 1.0 : 0.0, 1.0));
    Dataset<Row> clean = frame(rows.toArray(Row[]::new));
    rows.replaceAll(row -> Frames.row(row.get(0), row.get(1), 0.0));
    Dataset<Row> weightless = Frames.split(frame(rows.toArray(Row[]::new)), 3);
    rows.set(3, Frames.row(null, 1.0, 1.0));
    Dataset<Row> skipped = Frames.split(frame(rows.toArray(Row[]::new)), 3);
    NeuralNetworkClassificationModel classes = classifier().fit(clean);
    NeuralNetworkClassificationModel skipping = classifier().setHandleInvalid("skip").fit(clean);
    NeuralNetworkRegressionModel numbers =
        new NeuralNetworkRegressor().setMaxIter(1).setWeightCol("weight").fit(clean);
    assertWeightless(() -> classes.evaluate(weightless).accuracy(), 30);
    assertWeightless(() -> numbers.evaluate(weightless).r2(), 30);
    assertWeightless(() -> skipping.evaluate(skipped).accuracy(), 29);
    assertThatThrownBy(() -> classes.evaluate(clean.limit(0)).accuracy())
        .isInstanceOf(DataException.class)
        .hasMessage("there are no rows to measure; check the input and its filters");
    assertWeightless(() -> classes.featureImportances(weightless), 30);
    assertWeightless(() -> skipping.featureImportances(skipped), 29);
    rows.set(3, Frames.row(rows.get(4).get(0), 1.0, 1.0));
    Dataset<Row> one = frame(rows.toArray(Row[]::new));
    assertThat(classes.evaluate(one).accuracy()).isBetween(0.0, 1.0);
    assertThat(classes.featureImportances(one).toArray()).doesNotContain(Double.NaN);
  }

  @Test
  void classesThatWeighNothingAreNotMeasured() {
    List<Row> rows = new ArrayList<>(Frames.blobs(30));
    rows.replaceAll(row -> Frames.row(row.get(0), row.get(1), row.getDouble(1) == 2 ? 0.0 : 0.5));
    Dataset<Row> all = frame(rows.toArray(Row[]::new));
    ClassificationSummary measured = classifier().fit(all).evaluate(all);
    assertThat(measured.weightedRecall()).isEqualTo(measured.accuracy());
    assertThat(measured.weightedFMeasure()).isBetween(0.0, 1.0);
    assertThat(measured.recallByLabel()).hasSize(2).doesNotContain(Double.NaN);
  }

  private static void assertWeightless(ThrowingCallable measure, int rows) {
    assertThatThrownBy(measure)
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column \"weight\": expected at least one positive weight among the rows to measure,"
                + " got only zeros in all "
                + rows);
  }

  @ParameterizedTest
  @CsvSource({"1e-42, adam, 1e-42", "3e38, adam, 3e+38", "1e-42, l-bfgs, 1e-42"})
  void thatWeighsTooMuchOrTooLittleForGradients(double weight, String solver, String told) {
    List<Row> rows = new ArrayList<>(Frames.blobs(30));
    rows.replaceAll(row -> Frames.row(row.get(0), row.get(1), weight));
    assertThatThrownBy(() -> classifier().setSolver(solver).fit(frame(rows.toArray(Row[]::new))))
        .isInstanceOf(DivergedException.class)
        .hasMessage(
            "training diverged in epoch 1: the loss or its gradient is no longer finite; the rows"
                + " weigh "
                + told
                + " on average; divide their weights by a number that brings most of them near 1");
  }

  @Test
  void constantFeaturesAndASingleClassTrain() {
    NeuralNetworkClassificationModel model =
        classifier().fit(frame(Frames.row(GOOD, 0.0, 1.0), Frames.row(GOOD, 0.0, 1.0)));
    assertThat(model.numClasses()).isEqualTo(2);
  }

  @Test
  void aSingleClassThatIsNamedIsPredicted() {
    Dataset<Row> named =
        Frames.labeled(Frames.blobs(30)).drop("label").withColumn("name", functions.lit("only"));
    Dataset<Row> rows =
        new StringIndexer().setInputCol("name").setOutputCol("label").fit(named).transform(named);
    NeuralNetworkClassificationModel model =
        new NeuralNetworkClassifier().setMaxIter(1).setInitializer("standardNormal").fit(rows);
    assertThat(model.numClasses()).isEqualTo(2);
    assertThat(model.weights().size()).isEqualTo(4 * 128 + 128 + 128 * 64 + 64 + 64 * 2 + 2);
  }

  static Stream<Arguments> rowsThatAreNotTrainedOn() {
    return Stream.of(
        Arguments.of(new NeuralNetworkClassifier().setValidationIndicatorCol("check"), 1.0, true),
        Arguments.of(classifier(), 0.0, false),
        Arguments.of(classifier().setClassWeight("balanced"), 0.0, false),
        Arguments.of(
            classifier().setClassWeights(new double[] {1, 2, 3}).setValidationIndicatorCol("check"),
            1.0,
            true));
  }

  @ParameterizedTest
  @MethodSource("rowsThatAreNotTrainedOn")
  void aClassMayHaveNoRowsThatAreTrainedOn(
      NeuralNetworkClassifier stage, double weight, boolean validation) {
    List<Row> rows = new ArrayList<>();
    for (Row row : Frames.blobs(60)) {
      boolean rare = row.getDouble(1) == 2;
      rows.add(Frames.row(row.get(0), row.get(1), rare ? weight : 1.0, rare && validation));
    }
    NeuralNetworkClassificationModel model =
        stage
            .setMaxIter(2)
            .fit(
                Frames.labeled(
                    rows, "weight", DataTypes.DoubleType, "check", DataTypes.BooleanType));
    assertThat(model.numClasses()).isEqualTo(3);
  }

  @Test
  void thatMakesTrainingDivergeGivesNoModel() {
    NeuralNetworkRegressor wild =
        new NeuralNetworkRegressor().setSolver("sgd").setStepSize(1e30).setMaxIter(5);
    assertThatThrownBy(() -> wild.fit(Frames.labeled(Frames.curve(50))))
        .isInstanceOf(DivergedException.class)
        .hasMessage(
            "training diverged in epoch 2: the loss or its gradient is no longer finite; a lower"
                + " learning rate may help, or the optimizer adam or a clipNorm of 1 where they are"
                + " not set");
    List<Row> huge =
        Frames.curve(50).stream()
            .map(row -> RowFactory.create(Vectors.dense(1e25, 1e30), row.get(1)))
            .toList();
    assertThatThrownBy(
            () ->
                new NeuralNetworkRegressor()
                    .setHiddenLayers(new int[0])
                    .setSolver("l-bfgs")
                    .fit(Frames.labeled(huge)))
        .isInstanceOf(DivergedException.class)
        .hasMessage(
            "training diverged in epoch 1: the loss or its gradient is no longer finite; features,"
                + " and labels of a regression, scaled to mean 0 and variance 1 may help");
  }

  private static List<Row> twoClasses() {
    List<Row> rows = new ArrayList<>(Frames.blobs(30));
    rows.replaceAll(row -> Frames.row(row.get(0), row.getDouble(1) > 0 ? 1.0 : 0.0));
    return rows;
  }
}
