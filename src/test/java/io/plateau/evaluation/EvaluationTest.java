package io.plateau.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.LocalSpark;
import io.plateau.math.Key;
import io.plateau.train.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.mllib.evaluation.RegressionMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple3;

/** Spark's own metrics are the oracle. */
class EvaluationTest {
  private static final Evaluation.Columns COLUMNS =
      new Evaluation.Columns("label", "prediction", "probability", "weight");

  private static final int ROWS = 3000;

  /** Labels that depend on noisy scores; weights 0.5, 1 and 2, and some rows that weigh nothing. */
  private static List<Row> classified(int classes) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Key key = Key.of(11).with(i);
      double[] p = new double[classes];
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        p[c] = StrictMath.exp(4 * key.normal(c));
        sum += p[c];
      }
      double uniform = key.uniform(100) * sum;
      int label = 0;
      while (label < classes - 1 && uniform >= p[label]) {
        uniform -= p[label++];
      }
      int prediction = 0;
      for (int c = 0; c < classes; c++) {
        p[c] /= sum;
        prediction = p[c] > p[prediction] ? c : prediction;
      }
      double weight = new double[] {0, 0.5, 1, 1, 2}[i % 5];
      rows.add(RowFactory.create((double) label, (double) prediction, Vectors.dense(p), weight));
    }
    return rows;
  }

  private static Dataset<Row> frame(List<Row> rows, int partitions) {
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("prediction", DataTypes.DoubleType)
            .add("probability", SQLDataTypes.VectorType())
            .add("weight", DataTypes.DoubleType);
    return LocalSpark.session()
        .createDataFrame(LocalSpark.context().parallelize(rows, partitions), schema);
  }

  private static ObjectNode report(Evaluation evaluation, Dataset<Row> predictions) {
    return report(evaluation, predictions, COLUMNS);
  }

  /** The report on predictions in the columns of a frame. */
  static ObjectNode report(
      Evaluation evaluation, Dataset<Row> predictions, Evaluation.Columns columns) {
    return evaluation.of(List.of(Evaluation.rows(predictions, columns)), 0).get(0).report();
  }

  private static List<String> names(int classes) {
    return IntStream.range(0, classes).mapToObj(c -> "c" + c).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 26})
  void classMeasuresAreThoseOfSpark(int classes) {
    List<Row> rows = classified(classes);
    ObjectNode report = report(Evaluation.ofClasses(names(classes)), frame(rows, 3));

    MulticlassMetrics spark =
        new MulticlassMetrics(
            LocalSpark.context()
                .parallelize(rows)
                .map(row -> new Tuple3<>(row.get(1), row.get(0), row.get(3)))
                .rdd());
    assertThat(report.get("accuracy").doubleValue()).isCloseTo(spark.accuracy(), within(1e-12));
    assertThat(report.get("weightedF1").doubleValue())
        .isCloseTo(spark.weightedFMeasure(), within(1e-12));
    assertThat(report.get("weightedPrecision").doubleValue())
        .isCloseTo(spark.weightedPrecision(), within(1e-12));
    for (int c = 0; c < classes; c++) {
      JsonNode one = report.get("perClass").get(c);
      assertThat(one.get("precision").doubleValue()).isCloseTo(spark.precision(c), within(1e-12));
      assertThat(one.get("recall").doubleValue()).isCloseTo(spark.recall(c), within(1e-12));
      assertThat(one.get("f1").doubleValue()).isCloseTo(spark.fMeasure(c), within(1e-12));
      for (int d = 0; d < classes; d++) {
        assertThat(report.get("confusion").get(c).get(d).doubleValue())
            .isEqualTo(spark.confusionMatrix().apply(c, d));
      }
    }
    assertThat(report.get("curves")).hasSize(classes == 2 ? 1 : classes);

    double recall = 0;
    double f1 = 0;
    double brier = 0;
    double logLoss = 0;
    double weight = 0;
    for (int c = 0; c < classes; c++) {
      recall += spark.recall(c) / classes;
      f1 += spark.fMeasure(c) / classes;
      for (Row row : rows) {
        double p = ((Vector) row.get(2)).apply(c);
        boolean is = row.getDouble(0) == c;
        brier += row.getDouble(3) * Math.pow(p - (is ? 1 : 0), 2) / (classes == 2 ? 2 : 1);
        logLoss -= is ? row.getDouble(3) * Math.log(p) : 0;
        weight += row.getDouble(3) / classes;
      }
    }
    Map<String, Double> metrics =
        Evaluation.ofClasses(names(classes)).metrics(frame(rows, 3), COLUMNS);
    assertThat(metrics.keySet())
        .containsExactly("accuracy", "f1", "logLoss", "balancedAccuracy", "auc", "brier");
    assertThat(metrics.get("balancedAccuracy")).isCloseTo(recall, within(1e-12));
    assertThat(metrics.get("f1")).isCloseTo(classes == 2 ? spark.fMeasure(1) : f1, within(1e-12));
    assertThat(metrics.get("brier")).isCloseTo(brier / weight, within(1e-12));
    assertThat(metrics.get("logLoss")).isCloseTo(logLoss / weight, within(1e-12));
  }

  /** As where the few test rows are of one class: there is no area, also not one of 0. */
  @Test
  void aClassWithoutRowsOrWithoutARestHasNoCurve() {
    List<Row> one = classified(2).stream().filter(row -> row.getDouble(0) == 0).toList();
    ObjectNode report = report(Evaluation.ofClasses(names(2)), frame(one, 1));
    assertThat(report.has("auc")).isFalse();
    assertThat(report.get("curves")).isEmpty();
    List<Row> two = classified(3).stream().filter(row -> row.getDouble(0) > 0).toList();
    report = report(Evaluation.ofClasses(names(3)), frame(two, 1));
    List<Double> areas = new ArrayList<>();
    report.get("curves").forEach(curve -> areas.add(curve.get("areaUnderRoc").doubleValue()));
    assertThat(areas).hasSize(2);
    assertThat(report.get("auc").doubleValue())
        .isCloseTo((areas.get(0) + areas.get(1)) / 2, within(1e-12));
  }

  /** Their measures need no curve, of which there are none for so many classes. */
  @Test
  void probabilitiesOfManyClassesAreMeasured() {
    List<Row> rows = classified(201);
    ObjectNode report = report(Evaluation.ofClasses(names(201)), frame(rows, 3));

    double logLoss = 0;
    double brier = 0;
    double weight = 0;
    for (Row row : rows) {
      double[] p = ((Vector) row.get(2)).toArray();
      double right = p[(int) row.getDouble(0)];
      logLoss -= row.getDouble(3) * Math.log(right);
      brier += row.getDouble(3) * (Arrays.stream(p).map(each -> each * each).sum() + 1 - 2 * right);
      weight += row.getDouble(3);
    }
    assertThat(report.get("logLoss").doubleValue()).isCloseTo(logLoss / weight, within(1e-12));
    assertThat(report.get("brier").doubleValue()).isCloseTo(brier / weight, within(1e-12));
    assertThat(report.has("curves") || report.has("auc")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void areasAreThoseOfSparkUpToTheBuckets(int classes) {
    List<Row> rows = classified(classes);
    ObjectNode report = report(Evaluation.ofClasses(names(classes)), frame(rows, 3));

    int last = classes - 1;
    BinaryClassificationMetrics spark =
        new BinaryClassificationMetrics(
            LocalSpark.context()
                .parallelize(rows)
                .map(
                    row ->
                        new Tuple3<>(
                            (Object) ((Vector) row.get(2)).apply(last),
                            (Object) (row.getDouble(0) == last ? 1.0 : 0.0),
                            row.get(3)))
                .rdd(),
            0);
    JsonNode curve = report.get("curves").get(report.get("curves").size() - 1);
    assertThat(curve.get("label").textValue()).isEqualTo("c" + last);
    assertThat(curve.get("areaUnderRoc").doubleValue())
        .isCloseTo(spark.areaUnderROC(), within(2e-3));
    assertThat(curve.get("areaUnderPr").doubleValue()).isCloseTo(spark.areaUnderPR(), within(2e-3));
    assertThat(curve.get("roc").size()).isBetween(10, 205);
    if (classes == 2) {
      assertThat(report.get("auc").doubleValue()).isCloseTo(spark.areaUnderROC(), within(1e-4));
    }
  }

  @Test
  void probabilitiesThatAreSharesAreCalibrated() {
    ObjectNode report = report(Evaluation.ofClasses(names(3)), frame(classified(3), 2));

    assertThat(report.get("calibration").get("expectedError").doubleValue()).isBetween(0.0, 0.03);
    double weight = 0;
    for (JsonNode bin : report.get("calibration").get("bins")) {
      assertThat(bin.get("predicted").doubleValue())
          .isBetween(bin.get("low").doubleValue(), bin.get("high").doubleValue());
      weight += bin.get("weight").doubleValue();
    }
    assertThat(weight).isEqualTo(report.get("weight").doubleValue());
  }

  /** 70 partitions go through the shuffle, three do not; weights are exact in binary. */
  @Test
  void partitionsDoNotMatter() {
    List<Row> rows = classified(4);
    ObjectNode few = report(Evaluation.ofClasses(names(4)), frame(rows, 3));
    ObjectNode many = report(Evaluation.ofClasses(names(4)), frame(rows, 70));

    assertThat(many.get("confusion")).isEqualTo(few.get("confusion"));
    assertThat(many.get("curves")).isEqualTo(few.get("curves"));
    assertThat(report(Evaluation.ofClasses(names(4)), frame(rows, 70))).isEqualTo(many);
  }

  @Test
  void rowsOfAnotherWidthAreTold() {
    double[] three = {1, 2, 3};
    double[] two = {1, 2};
    Predicted row = new Predicted(three, two, null, null, 1);
    assertThatThrownBy(() -> Evaluation.ofNumbers(names(2)).metrics(List.of(row).iterator()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "a row must have 2 labels and as many predictions, got 3 labels and 2 predictions");
  }

  @Test
  void anIndexOfNoClassIsAnError() {
    assertThatThrownBy(() -> report(Evaluation.ofClasses(names(3)), frame(classified(4), 1)))
        .hasStackTraceContaining("must be the index of one of 3 classes, got 3.0");
  }

  /** As of times, whose squares have no digits left for seconds. */
  @Test
  void explainedVarianceIsThatOfShiftedNumbers() {
    double far = 1L << 40;
    List<Tuple3<Object, Object, Object>> near = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      near.add(new Tuple3<>((double) (i % 7), (double) (i % 5), 1.0));
    }
    assertThat(
            Evaluation.ofNumber(
                    LocalSpark.context()
                        .parallelize(near)
                        .map(
                            row ->
                                new Tuple3<>(
                                    (Object) ((Double) row._1() + far),
                                    (Object) ((Double) row._2() + far),
                                    row._3())))
                .get("explainedVariance"))
        .isCloseTo(
            new RegressionMetrics(LocalSpark.context().parallelize(near).rdd(), false)
                .explainedVariance(),
            within(1e-3));
  }

  @Test
  void numberMeasuresAreThoseOfSpark() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Key key = Key.of(12).with(i);
      double label = 1000 + 50 * key.normal(0);
      rows.add(RowFactory.create(label, label + 5 * key.normal(1), Vectors.zeros(1), 1.0 + i % 3));
    }
    JsonNode report =
        report(Evaluation.ofNumbers(List.of("price")), frame(rows, 5)).get("outputs").get(0);

    JavaRDD<Tuple3<Object, Object, Object>> outcomes =
        LocalSpark.context()
            .parallelize(rows)
            .map(row -> new Tuple3<>(row.get(1), row.get(0), row.get(3)));
    RegressionMetrics spark = new RegressionMetrics(outcomes.rdd(), false);
    Map<String, Double> measures = Evaluation.ofNumber(outcomes);
    Map.of(
            "meanSquaredError", spark.meanSquaredError(),
            "rootMeanSquaredError", spark.rootMeanSquaredError(),
            "meanAbsoluteError", spark.meanAbsoluteError(),
            "explainedVariance", spark.explainedVariance())
        .forEach(
            (name, value) ->
                assertThat(measures.get(name)).isCloseTo(value, withinPercentage(1e-10)));
    assertThat(report.get("rmse").doubleValue())
        .isCloseTo(spark.rootMeanSquaredError(), within(1e-9));
    assertThat(report.get("mae").doubleValue()).isCloseTo(spark.meanAbsoluteError(), within(1e-9));
    double mean = rows.stream().mapToDouble(row -> row.getDouble(3) * row.getDouble(0)).sum();
    mean /= rows.stream().mapToDouble(row -> row.getDouble(3)).sum();
    double fractions = 0;
    double weight = 0;
    double squares = 0;
    double spread = 0;
    for (Row row : rows) {
      double y = row.getDouble(0);
      squares += row.getDouble(3) * Math.pow(row.getDouble(1) - y, 2);
      spread += row.getDouble(3) * Math.pow(y - mean, 2);
      fractions += row.getDouble(3) * Math.abs(row.getDouble(1) - y) / y;
      weight += row.getDouble(3);
    }
    assertThat(report.get("r2").doubleValue())
        .isCloseTo(1 - squares / spread, within(1e-12))
        .isEqualTo(measures.get("r2"), within(1e-12));
    assertThat(report.get("mape").doubleValue()).isCloseTo(fractions / weight, within(1e-12));
    double[] sizes =
        rows.stream()
            .filter(row -> row.getDouble(3) == 1)
            .mapToDouble(row -> Math.abs(row.getDouble(1) - row.getDouble(0)))
            .sorted()
            .toArray();
    assertThat(report.get("residuals").get("medianAbsolute").doubleValue())
        .isCloseTo(sizes[sizes.length / 2], within(0.3));
    double cells = 0;
    for (JsonNode cell : report.get("grid").get("counts")) {
      cells += cell.get(2).doubleValue();
    }
    assertThat(cells).isEqualTo(2.0 * ROWS);
  }

  /** Of weights that are not 1 Spark takes the deviation of labels from another divisor. */
  @Test
  void determinationOfUnweightedRowsIsThatOfSpark() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      double label = Key.of(13).normal(i);
      double prediction = label + Key.of(14).normal(i);
      rows.add(RowFactory.create(label, prediction, Vectors.zeros(1), 1.0));
    }
    JsonNode report = report(Evaluation.ofNumbers(List.of("price")), frame(rows, 3));
    assertThat(report.get("outputs").get(0).get("r2").doubleValue())
        .isCloseTo(
            new RegressionEvaluator().setMetricName("r2").evaluate(frame(rows, 1)), within(1e-12));
  }

  /** A label that is multiplied by a weight and divided by it again may be another number. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 0.7, 1.1, 3})
  void equalLabelsOfAnyWeightHaveNeitherDeviationNorDetermination(double weight) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      rows.add(RowFactory.create(0.1, Key.of(15).normal(i) + 0.1, Vectors.zeros(1), weight + i));
    }
    for (int partitions : new int[] {1, 3}) {
      JsonNode report = report(Evaluation.ofNumbers(List.of("price")), frame(rows, partitions));
      JsonNode output = report.get("outputs").get(0);
      assertThat(output.get("r2").isNull()).isTrue();
      assertThat(output.get("actual").get("mean").doubleValue()).isEqualTo(0.1);
      assertThat(output.get("actual").get("deviation").doubleValue()).isZero();
    }
  }

  @Test
  void severalOutputsAreMeasuredApart() {
    StructType schema =
        new StructType()
            .add("label", SQLDataTypes.VectorType())
            .add("prediction", SQLDataTypes.VectorType());
    List<Row> rows =
        Arrays.asList(
            RowFactory.create(Vectors.dense(1, 10), Vectors.dense(2, 10)),
            RowFactory.create(Vectors.dense(3, 20), Vectors.dense(2, 20)));
    ObjectNode report =
        report(
            Evaluation.ofNumbers(List.of("a", "b")),
            LocalSpark.session().createDataFrame(rows, schema),
            new Evaluation.Columns("label", "prediction", null, null));

    assertThat(report.get("outputs").get(0).get("rmse").doubleValue()).isEqualTo(1);
    assertThat(report.get("outputs").get(0).get("r2").doubleValue()).isZero();
    assertThat(report.get("outputs").get(1).get("r2").doubleValue()).isEqualTo(1);
  }
}
