package io.plateau.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.LocalSpark;
import io.plateau.math.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import org.apache.spark.mllib.evaluation.MultilabelMetrics;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Yes-or-no labels; Spark's own metrics are the oracle. */
class LabelEvaluationTest {
  private static final int ROWS = 3000;

  /** Each label with its own frequency; answers that are often right. */
  private static List<Row> labeled(boolean weighted) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double[] label = new double[5];
      double[] prediction = new double[5];
      double[] probability = new double[5];
      for (int l = 0; l < 5; l++) {
        Key key = Key.of(13).with(i).with(l);
        label[l] = key.uniform(0) < 0.1 + 0.15 * l ? 1 : 0;
        probability[l] = (label[l] + 2 * key.uniform(1)) / 3;
        prediction[l] = probability[l] > 0.5 ? 1 : 0;
      }
      rows.add(
          RowFactory.create(
              Vectors.dense(label),
              Vectors.dense(prediction),
              Vectors.dense(probability),
              weighted ? 1.0 + i % 3 : 1.0));
    }
    return rows;
  }

  private static ObjectNode ofLabels(List<Row> rows) {
    StructType schema =
        new StructType()
            .add("label", SQLDataTypes.VectorType())
            .add("prediction", SQLDataTypes.VectorType())
            .add("probability", SQLDataTypes.VectorType())
            .add("weight", DataTypes.DoubleType);
    return EvaluationTest.report(
        Evaluation.ofLabels(List.of("a", "b", "c", "d", "e")),
        LocalSpark.session().createDataFrame(LocalSpark.context().parallelize(rows, 3), schema),
        new Evaluation.Columns("label", "prediction", "probability", "weight"));
  }

  private static double[] those(Object vector) {
    double[] values = ((Vector) vector).toArray();
    return IntStream.range(0, values.length)
        .filter(l -> values[l] == 1)
        .mapToDouble(l -> l)
        .toArray();
  }

  @Test
  void labelMeasuresAreThoseOfSpark() {
    List<Row> rows = labeled(true);
    ObjectNode report = ofLabels(rows);

    // Spark's takes no weights; a weight here is so many rows.
    MultilabelMetrics spark =
        new MultilabelMetrics(
            LocalSpark.context()
                .parallelize(rows)
                .flatMap(row -> Collections.nCopies((int) row.getDouble(3), row).iterator())
                .map(row -> new scala.Tuple2<>(those(row.get(1)), those(row.get(0))))
                .rdd());
    assertThat(report.get("subsetAccuracy").doubleValue())
        .isCloseTo(spark.subsetAccuracy(), within(1e-12));
    assertThat(report.get("hammingLoss").doubleValue())
        .isCloseTo(spark.hammingLoss(), within(1e-12));
    assertThat(report.get("accuracy").doubleValue())
        .isCloseTo(1 - spark.hammingLoss(), within(1e-12));
    assertThat(report.get("microPrecision").doubleValue())
        .isCloseTo(spark.microPrecision(), within(1e-12));
    assertThat(report.get("microRecall").doubleValue())
        .isCloseTo(spark.microRecall(), within(1e-12));
    assertThat(report.get("microF1").doubleValue())
        .isCloseTo(spark.microF1Measure(), within(1e-12));
    double macro = 0;
    for (int l = 0; l < 5; l++) {
      JsonNode one = report.get("perLabel").get(l);
      assertThat(one.get("precision").doubleValue()).isCloseTo(spark.precision(l), within(1e-12));
      assertThat(one.get("recall").doubleValue()).isCloseTo(spark.recall(l), within(1e-12));
      assertThat(one.get("f1").doubleValue()).isCloseTo(spark.f1Measure(l), within(1e-12));
      macro += spark.f1Measure(l) / 5;
    }
    assertThat(report.get("macroF1").doubleValue()).isCloseTo(macro, within(1e-12));
  }

  @Test
  void areasOfALabelAreThoseOfSparkUpToTheBuckets() {
    List<Row> rows = labeled(false);
    JsonNode curve = ofLabels(rows).get("curves").get(3);
    BinaryClassificationMetrics spark =
        new BinaryClassificationMetrics(
            LocalSpark.context()
                .parallelize(rows)
                .map(
                    row ->
                        new scala.Tuple2<>(
                            (Object) ((Vector) row.get(2)).apply(3),
                            (Object) ((Vector) row.get(0)).apply(3)))
                .rdd(),
            0);
    assertThat(curve.get("areaUnderRoc").doubleValue())
        .isCloseTo(spark.areaUnderROC(), within(5e-3));
    assertThat(curve.get("areaUnderPr").doubleValue()).isCloseTo(spark.areaUnderPR(), within(5e-3));
  }

  @Test
  void probabilitiesOfManyLabelsAreMeasured() {
    int labels = 201;
    double[] yes = new double[labels];
    Arrays.fill(yes, 1);
    double[] probability = new double[labels];
    Arrays.fill(probability, 0.75);
    Map<String, Double> metrics =
        Evaluation.ofLabels(Collections.nCopies(labels, "one"))
            .metrics(List.of(new Predicted(yes, yes, probability, null, 2)).iterator());

    assertThat(metrics.get("logLoss")).isCloseTo(-labels * Math.log(0.75), within(1e-9));
    assertThat(metrics.get("brier")).isCloseTo(0.0625, within(1e-12));
    assertThat(metrics).doesNotContainKey("auc");
  }
}
