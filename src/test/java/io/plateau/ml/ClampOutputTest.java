package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions of regressions within the range of the training labels. */
class ClampOutputTest {
  @TempDir Path folder;

  /** Labels about 10 + 3 x for x in −1 … 1, from 7 to 13, and, for validation alone, 3. */
  private static Dataset<Row> line() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i <= 40; i++) {
      double x = i / 20.0 - 1;
      double wave = 0.1 * Math.sin(Math.PI * i / 4);
      rows.add(Frames.row(Vectors.dense(x), 10 + 3 * x + wave, false));
    }
    rows.add(Frames.row(Vectors.dense(3), 19.0, true));
    return Frames.of(
        rows,
        "features",
        SQLDataTypes.VectorType(),
        "label",
        org.apache.spark.sql.types.DataTypes.DoubleType,
        "held",
        org.apache.spark.sql.types.DataTypes.BooleanType);
  }

  private static NeuralNetworkRegressor linear() {
    return new NeuralNetworkRegressor()
        .setHiddenLayers(new int[0])
        .setStepSize(0.2)
        .setBatchSize(20)
        .setValidationIndicatorCol("held")
        .setMaxIter(80)
        .setSeed(1);
  }

  private static double at(NeuralNetworkRegressionModel model, double x) {
    return model.predict(Vectors.dense(x));
  }

  @Test
  void aPredictionBeyondTheTrainingLabelsIsTheNearestOfThem() throws IOException {
    NeuralNetworkRegressionModel free = linear().fit(line());
    assertThat(at(free, 3)).isGreaterThan(18);
    for (boolean standardized : new boolean[] {true, false}) {
      NeuralNetworkRegressor stage =
          linear().setClampOutput(true).setStandardizeLabel(standardized);
      NeuralNetworkRegressionModel model = stage.fit(line());
      assertThat(at(model, 3)).isEqualTo(13);
      assertThat(at(model, -200)).isEqualTo(7);
      assertThat(at(model, 0.5)).isBetween(11.2, 11.8);
      for (Row row : model.transform(line()).collectAsList()) {
        Vector features = row.getAs("features");
        assertThat(row.<Double>getAs("prediction")).isEqualTo(at(model, features.apply(0)));
      }
      String path = folder.resolve("model" + standardized).toString();
      model.save(path);
      assertThat(at(NeuralNetworkRegressionModel.load(path), 3)).isEqualTo(13);
      // Training is not what changes, and may go on from such a model
      if (standardized) {
        assertThat(model.weights()).isEqualTo(free.weights());
      }
      NeuralNetworkRegressionModel more = stage.setInitialModel(model).fit(line());
      assertThat(at(more, 3)).isEqualTo(13);
    }
  }

  @Test
  void eachOutputHasARangeOfItsOwn() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i <= 40; i++) {
      double x = i / 20.0 - 1;
      rows.add(Frames.row(Vectors.dense(x), Vectors.dense(x, 100 - 20 * x, 5)));
    }
    Dataset<Row> several =
        Frames.of(rows, "features", SQLDataTypes.VectorType(), "label", SQLDataTypes.VectorType());
    NeuralNetworkRegressionModel model =
        new NeuralNetworkRegressor()
            .setHiddenLayers(new int[0])
            .setStepSize(0.2)
            .setBatchSize(20)
            .setClampOutput(true)
            .fit(several);
    assertThat(model.predictVector(Vectors.dense(9))).isEqualTo(Vectors.dense(1, 80, 5));
    assertThat(model.predictVector(Vectors.dense(-9))).isEqualTo(Vectors.dense(-1, 120, 5));
  }

  /** The mean of the members is limited, not each, so that their spread tells more. */
  @ParameterizedTest
  @ValueSource(strings = {"separate", "first"})
  void membersPredictTheSameWithTheirSpreadAndWithout(String layers) {
    NeuralNetworkRegressionModel model =
        linear().setMembers(3).setMemberLayers(layers).setClampOutput(true).fit(line());
    Dataset<Row> far = line().selectExpr("label", "features").filter("label = 19");
    double clamped = model.transform(far).first().<Double>getAs("prediction");
    assertThat(clamped).isBetween(7.0, 13.0);
    model.setPredictionSpreadCol("spread");
    for (Row row : model.transform(line()).collectAsList()) {
      Vector features = row.getAs("features");
      assertThat(row.<Double>getAs("prediction")).isEqualTo(at(model, features.apply(0)));
      assertThat(row.<Double>getAs("spread")).isPositive();
    }
  }

  @Test
  void isTheDefaultOfTablesAndOfNoVectors() {
    assertThat(new NeuralNetworkRegressor().getClampOutput()).isFalse();
    assertThat(new TabularRegressor().getClampOutput()).isTrue();
    assertThat(new TabularRegressor().setRecipe("plain").getClampOutput()).isFalse();
    assertThat(new TabularRegressor().setLoss("poisson").getClampOutput()).isFalse();
    assertThat(new NeuralNetworkClassifier().hasParam("clampOutput")).isFalse();
    Dataset<Row> rows = TableFrames.rows(60);
    TabularRegressor stage =
        new TabularRegressor()
            .setLabelCol("price")
            .setIgnoredCols(new String[] {"grade", "rate", "cheap", "weight", "check"})
            .setHiddenLayers(new int[] {4})
            .setMaxIter(1);
    assertThat(stage.fit(rows).network().network().toString()).contains(" clamp, ");
    assertThat(stage.setClampOutput(false).fit(rows).network().network().toString())
        .doesNotContain("clamp");
    assertThatThrownBy(() -> linear().setLoss("poisson").setClampOutput(true).fit(line()))
        .hasMessage(
            "clampOutput needs a loss of real numbers, one of squared, absolute, huber, quantile;"
                + " got poisson");
  }
}
