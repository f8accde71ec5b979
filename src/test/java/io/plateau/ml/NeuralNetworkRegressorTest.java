package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.LocalSpark;
import io.plateau.math.Key;
import io.plateau.nn.TrainedNetwork;
import io.plateau.train.DataException;
import io.plateau.train.Stage;
import io.plateau.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeuralNetworkRegressorTest {
  private static NeuralNetworkRegressor lbfgs() {
    return new NeuralNetworkRegressor()
        .setHiddenLayers(new int[] {10})
        .setActivation("tanh")
        .setSolver("l-bfgs")
        .setSeed(2)
        .setMaxIter(60);
  }

  @Test
  void predictsInTheUnitOfTheLabel() {
    Dataset<Row> rows = Frames.labeled(Frames.curve(300));
    NeuralNetworkRegressionModel model = lbfgs().fit(rows);
    assertThat(model.summary().r2()).isGreaterThan(0.97);
    assertThat(model.summary().rootMeanSquaredError()).isLessThan(3);
    Row first = model.transform(rows).first();
    assertThat(model.predict(first.getAs("features")))
        .isCloseTo(first.<Double>getAs("prediction"), within(1e-3));
    assertThat(model.toString()).endsWith(", 2 -> 10 tanh -> 1, 41 parameters");
  }

  /** Rows that are left out do not tell how many labels there are. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aPartitionMayHaveNoValidRow(int invalid) {
    Dataset<Row> numbers =
        LocalSpark.session()
            .range(0, 200, 1, 2)
            .selectExpr(
                "id", "array(id % 7D, id % 11D) AS inputs", "array(id % 7D, id % 3D) AS outputs");
    Dataset<Row> rows =
        numbers
            .withColumn(
                "features", org.apache.spark.ml.functions.array_to_vector(numbers.col("inputs")))
            .withColumn(
                "vector", org.apache.spark.ml.functions.array_to_vector(numbers.col("outputs")))
            .withColumn("label", functions.expr("IF(id DIV 100 = " + invalid + ", NULL, vector)"));
    NeuralNetworkRegressor network =
        new NeuralNetworkRegressor()
            .setHiddenLayers(new int[] {4})
            .setMaxIter(2)
            .setHandleInvalid("skip");
    Dataset<Row> left = rows.filter("label IS NOT NULL");
    assertThat(network.fit(rows).transform(left).select("prediction").first())
        .isEqualTo(network.fit(left).transform(left).select("prediction").first());
  }

  @Test
  void determinationDoesNotDependOnTheUnitOfWeights() {
    Dataset<Row> rows = Frames.labeled(Frames.curve(100)).withColumn("w", functions.lit(0.005));
    NeuralNetworkRegressionModel model = lbfgs().setMaxIter(5).fit(rows);
    double expected = model.evaluate(rows).r2();
    assertThat(expected).isLessThan(1);
    model.set(model.weightCol(), "w");
    assertThat(model.evaluate(rows).r2()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void goesOnFromAModelInTheUnitOfTheLabel() {
    Dataset<Row> rows = Frames.labeled(Frames.curve(100));
    NeuralNetworkRegressionModel first = lbfgs().setMaxIter(30).fit(rows);
    NeuralNetworkRegressionModel second = lbfgs().setMaxIter(1).setInitialModel(first).fit(rows);
    assertThat(second.summary().rootMeanSquaredError())
        .isLessThan(1.05 * first.summary().rootMeanSquaredError());
  }

  /** Neither the unit nor the limits of the labels are those of a row that counts as absent. */
  @Test
  void rowsOfWeightZeroCountAsAbsent() {
    List<Row> rows = new ArrayList<>();
    for (Row row : Frames.curve(100)) {
      boolean masked = rows.size() % 5 == 0;
      rows.add(Frames.row(row.get(0), masked ? -1e6 : row.get(1), masked ? 0.0 : 1.0));
    }
    Dataset<Row> frame = Frames.labeled(rows, "weight", DataTypes.DoubleType);
    NeuralNetworkRegressor stage =
        new NeuralNetworkRegressor()
            .setHiddenLayers(new int[] {4})
            .setWeightCol("weight")
            .setClampOutput(true)
            .setMaxIter(2);
    TrainedNetwork masked = stage.fit(frame).trained();
    TrainedNetwork absent = stage.fit(frame.filter("weight > 0")).trained();
    assertThat(masked.network()).isEqualTo(absent.network());
    assertThat(masked.weights()).isEqualTo(absent.weights());
  }

  @Test
  void tellsWhichFeaturesMatter() {
    List<Row> rows = new ArrayList<>();
    for (Row row : Frames.curve(300)) {
      Vector x = row.getAs(0);
      rows.add(
          Frames.row(Vectors.dense(x.apply(0), Math.cos(rows.size()), x.apply(1)), row.get(1)));
    }
    NeuralNetworkRegressionModel model = lbfgs().fit(Frames.labeled(rows));
    double[] importances = model.featureImportances(Frames.labeled(rows)).toArray();
    // Half the squared differences of independent draws: the variance of each term.
    assertThat(importances[0]).isCloseTo(400 * 0.5, within(60.0));
    assertThat(importances[1]).isCloseTo(0, within(10.0));
    assertThat(importances[2]).isCloseTo(100, within(25.0));
    assertThat(model.featureImportances(Frames.labeled(rows).repartition(3)).toArray())
        .containsExactly(importances, within(1e-2));
  }

  @Test
  void trainsSeveralOutputsAtOnce() {
    List<Row> rows = new ArrayList<>();
    for (Row row : Frames.curve(200)) {
      double label = row.getDouble(1);
      rows.add(Frames.row(row.get(0), Vectors.dense(label, -3 * label)));
    }
    Dataset<Row> frame =
        Frames.of(rows, "features", SQLDataTypes.VectorType(), "label", SQLDataTypes.VectorType());
    NeuralNetworkRegressionModel model = lbfgs().fit(frame);
    Row row = model.transform(frame).first();
    Vector prediction = row.getAs("prediction");
    assertThat(prediction.apply(0)).isCloseTo(row.<Vector>getAs("label").apply(0), within(8.0));
    assertThat(prediction.apply(1)).isCloseTo(-3 * prediction.apply(0), within(15.0));
    assertThat(model.numOutputs()).isEqualTo(2);
    assertThatThrownBy(() -> model.predict(row.getAs("features")))
        .hasMessage(
            "predict gives one number, but this model has several outputs; use predictVector");
  }

  @Test
  void refusesALossForClasses() {
    assertThatThrownBy(
            () -> lbfgs().setLoss("softmaxCrossEntropy").fit(Frames.labeled(Frames.curve(9))))
        .hasMessage(
            "loss softmaxCrossEntropy does not fit a regression; squared, absolute, huber,"
                + " quantile and poisson do");
  }

  /** Of noise that is the same for all rows: nine of ten labels lie between the two. */
  @Test
  void quantilesGiveAnInterval() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      Key key = Key.of(4).with(i);
      double x = key.uniform(0);
      rows.add(Frames.row(Vectors.dense(x), 100 + 20 * x + 5 * key.normal(1)));
    }
    Dataset<Row> frame = Frames.labeled(rows);
    double[] below = new double[2];
    double[] levels = {0.05, 0.95};
    for (int i = 0; i < 2; i++) {
      NeuralNetworkRegressionModel model =
          new NeuralNetworkRegressor()
              .setLoss("quantile(tau=%s)".formatted(levels[i]))
              .setHiddenLayers(new int[0])
              .setStepSize(0.02)
              .setMaxIter(60)
              .setPatience(0)
              .setSeed(2)
              .fit(frame);
      below[i] = model.transform(frame).filter("label < prediction").count() / 1000.0;
    }
    assertThat(below[0]).isCloseTo(0.05, within(0.02));
    assertThat(below[1]).isCloseTo(0.95, within(0.02));
  }

  @Test
  void countsAreNotStandardized() {
    NeuralNetworkRegressionModel model =
        new NeuralNetworkRegressor()
            .setLoss("poisson")
            .setHiddenLayers(new int[0])
            .setMaxIter(1)
            .fit(
                Frames.labeled(
                    Frames.rows(
                        Frames.row(Vectors.dense(0), 2.0), Frames.row(Vectors.dense(1), 5.0))));
    assertThat(model.getStandardizeLabel()).isFalse();
    assertThat(model.predict(Vectors.dense(1))).isPositive();
  }

  @Test
  void labelsBelowZeroAreNamedByTheirRowWhereTheLossIsOfCounts() {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(0, 40, 1, 4)
            .selectExpr("id * 1.0 x", "IF(id = 23, -3.0, id * 1.0) label", "array(id - 1.0, id) y")
            .withColumn("y", org.apache.spark.ml.functions.array_to_vector(functions.col("y")));
    TabularRegressor tabular = new TabularRegressor().setLoss("poisson").setMaxIter(1);
    assertThatThrownBy(() -> tabular.setIgnoredCols(new String[] {"y"}).fit(rows))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "row 24 of the input (counting from 1), column \"label\": expected at least 0, as the"
                + " loss is for counts, got -3.0; set another loss");
    TabularRegressor several = new TabularRegressor().setLoss("poisson").setLabelCol("y");
    assertThatThrownBy(() -> several.setIgnoredCols(new String[] {"label"}).fit(rows))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("row 1 of the input")
        .hasMessageContaining("got -1.0; set another loss");
  }

  /** The last layer would take in the mean as a float, of which 64 deviations are one step. */
  @Test
  void labelsFarFromZeroAreRefusedUnlessTheyAreConstantOrNotStandardized() {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(0, 40, 1, 4)
            .selectExpr("id * 1.0D x", "1.7e9D + id label", "array(id * 1.0D, id - 1.7e9D) y")
            .withColumn("y", org.apache.spark.ml.functions.array_to_vector(functions.col("y")));
    TabularRegressor tabular = new TabularRegressor().setMaxIter(1);
    assertThatThrownBy(() -> tabular.setIgnoredCols(new String[] {"y"}).fit(rows))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "column \"label\" has mean 1700000020 and standard deviation 11.7, which is too little")
        .hasMessageContaining("; subtract 1700000020 from the label");
    TabularRegressor several = new TabularRegressor().setLabelCol("y").setMaxIter(1);
    assertThatThrownBy(() -> several.setIgnoredCols(new String[] {"label"}).fit(rows))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("column \"y\" at index 1 has mean -1699999980 and ");
    Dataset<Row> constant = rows.withColumn("label", functions.lit(1.7e9));
    double predicted = tabular.fit(constant).transform(constant).first().getAs("prediction");
    assertThat(predicted).isCloseTo(1.7e9, within(128.0));
    assertThat(tabular.setStandardizeLabel(false).fit(rows)).isNotNull();
  }

  /** What is held out for trials may be what a model was learned of. */
  @Test
  void aTrainingThatGoesOnHasNoTrials() {
    Dataset<Row> rows =
        Frames.labeled(Frames.blobs(150)).withColumn("label", functions.rand(3).minus(0.5));
    List<Stage> stages = new ArrayList<>();
    NeuralNetworkRegressor stage =
        new NeuralNetworkRegressor()
            .setRecipe("tabular")
            .setHiddenLayers(new int[] {8})
            .setListener(
                new TrainingListener() {
                  @Override
                  public void stageBegins(Stage begun, String subject) {
                    stages.add(begun);
                  }
                });
    NeuralNetworkRegressionModel first = stage.fit(rows);
    assertThat(stages).contains(Stage.CHOOSE);
    stages.clear();
    assertThat(stage.setInitialModel(first).fit(rows).summary().totalIterations()).isEqualTo(64);
    assertThat(stages).contains(Stage.PACK).doesNotContain(Stage.CHOOSE);
  }
}
