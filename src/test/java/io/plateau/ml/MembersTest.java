package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of members through the estimators. */
class MembersTest {
  private static final int MEMBERS = 4;
  private static final String SPREAD = "spread";

  @TempDir Path folder;

  private static NeuralNetworkRegressor regressor() {
    return new NeuralNetworkRegressor()
        .setHiddenLayers(new int[] {12})
        .setMembers(MEMBERS)
        .setPredictionSpreadCol(SPREAD)
        .setStepSize(0.01)
        .setBatchSize(32)
        .setMaxIter(30)
        .setSeed(3);
  }

  private static NeuralNetworkClassifier classifier() {
    return new NeuralNetworkClassifier()
        .setHiddenLayers(new int[] {8})
        .setMembers(MEMBERS)
        .setPredictionSpreadCol(SPREAD)
        .setStepSize(0.01)
        .setBatchSize(32)
        .setMaxIter(10)
        .setSeed(3);
  }

  /** What each member gives for a vector, one below the other. */
  private static double[][] members(TrainedNetwork trained, Vector features) {
    float[] x = new float[features.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) features.apply(i);
    }
    float[] z =
        trained
            .network()
            .memberOutputs(trained.weights(), new DenseMatrix(x, 0, x.length, 1), new Workspace());
    int k = trained.outputs();
    double[][] each = new double[MEMBERS][k];
    for (int i = 0; i < MEMBERS * k; i++) {
      each[i / k][i % k] = z[i];
    }
    return each;
  }

  private static double deviation(double[][] each, int output) {
    double mean = 0;
    double squares = 0;
    for (double[] member : each) {
      mean += member[output] / each.length;
      squares += member[output] * member[output] / each.length;
    }
    return Math.sqrt(Math.max(0, squares - mean * mean));
  }

  @Test
  void aRegressionPredictsTheMeanAndTellsTheDeviationInTheUnitOfTheLabel() {
    Dataset<Row> rows = Frames.labeled(Frames.curve(300));
    NeuralNetworkRegressionModel model = regressor().fit(rows);
    assertThat(model.network().members()).isEqualTo(MEMBERS);
    Dataset<Row> out = model.transform(rows);
    assertThat(out.schema()).isEqualTo(model.transformSchema(rows.schema()));
    assertThat(regressor().transformSchema(rows.schema()).fieldNames())
        .containsExactly(out.columns());
    double error = 0;
    double spread = 0;
    for (Row row : out.collectAsList()) {
      double[][] each = members(model.trained(), row.getAs("features"));
      double mean = 0;
      for (double[] member : each) {
        mean += member[0] / MEMBERS;
      }
      assertThat(row.<Double>getAs("prediction")).isCloseTo(mean, within(1e-3));
      assertThat(model.predict(row.getAs("features"))).isEqualTo(row.getAs("prediction"));
      assertThat(row.<Double>getAs(SPREAD)).isCloseTo(deviation(each, 0), within(1e-2));
      error += Math.abs(mean - row.<Double>getAs("label")) / 300;
      spread += row.<Double>getAs(SPREAD) / 300;
    }
    // Labels are about 100 ± 18, which the network sees as 0 ± 1
    assertThat(error).isLessThan(6);
    assertThat(spread).isBetween(0.2, 10.0);
    assertThat(model.setPredictionCol("").transform(rows).columns()).endsWith("label", SPREAD);
  }

  @Test
  void aClassifierTellsTheDeviationOfThePredictedClass() {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(150));
    NeuralNetworkClassificationModel model = classifier().fit(rows);
    NeuralNetworkClassificationModel last = model.copy(org.apache.spark.ml.param.ParamMap.empty());
    last.setThresholds(new double[] {1, 1, 1e-30});
    for (NeuralNetworkClassificationModel each : List.of(model, last)) {
      for (Row row : each.transform(rows).collectAsList()) {
        double[][] members = members(model.trained(), row.getAs("features"));
        double[] mean = new double[3];
        for (double[] z : members) {
          double sum = Math.exp(z[0]) + Math.exp(z[1]) + Math.exp(z[2]);
          for (int i = 0; i < 3; i++) {
            z[i] = Math.exp(z[i]) / sum;
            mean[i] += z[i] / MEMBERS;
          }
        }
        Vector probability = row.getAs("probability");
        for (int i = 0; i < 3; i++) {
          assertThat(probability.apply(i)).isCloseTo(mean[i], within(1e-6));
        }
        int predicted = row.<Double>getAs("prediction").intValue();
        assertThat(predicted).isEqualTo(each == model ? probability.argmax() : 2);
        assertThat(row.<Double>getAs(SPREAD))
            .isCloseTo(deviation(members, predicted), within(1e-5));
      }
    }
  }

  @Test
  void oneOutputOfTwoClassesAndVectorsHaveASpreadToo() {
    Dataset<Row> two = Frames.labeled(Frames.blobs(150)).filter("label < 2");
    NeuralNetworkClassificationModel model = classifier().setLoss("sigmoidCrossEntropy").fit(two);
    assertThat(model.trained().outputs()).isEqualTo(1);
    for (Row row : model.transform(two).collectAsList()) {
      double[][] members = members(model.trained(), row.getAs("features"));
      for (double[] z : members) {
        z[0] = 1 / (1 + Math.exp(-z[0]));
      }
      assertThat(row.<Double>getAs(SPREAD)).isCloseTo(deviation(members, 0), within(1e-5));
    }
    List<Row> vectors = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double x = Key.of(9).normal(i);
      vectors.add(Frames.row(Vectors.dense(x), Vectors.dense(x, 3 - 20 * x)));
    }
    Dataset<Row> several =
        Frames.of(
            vectors,
            "features",
            org.apache.spark.ml.linalg.SQLDataTypes.VectorType(),
            "label",
            org.apache.spark.ml.linalg.SQLDataTypes.VectorType());
    NeuralNetworkRegressionModel numbers = regressor().setMaxIter(3).fit(several);
    Dataset<Row> out = numbers.transform(several);
    assertThat(out.schema()).isEqualTo(numbers.transformSchema(several.schema()));
    for (Row row : out.collectAsList()) {
      double[][] members = members(numbers.trained(), row.getAs("features"));
      Vector spread = row.getAs(SPREAD);
      assertThat(spread.apply(0)).isCloseTo(deviation(members, 0), within(1e-4));
      assertThat(spread.apply(1)).isCloseTo(deviation(members, 1), within(2e-2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"separate", "first", "all"})
  void theSameBitsForAnyPartitionsAndComesBackFromItsFolder(String layers) {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(200));
    NeuralNetworkClassifier stage =
        classifier()
            .setMemberLayers(layers)
            .setHiddenLayers(new int[] {8, 6})
            .setDropout(0.2)
            .setShards(4)
            .setMaxIter(3);
    NeuralNetworkClassificationModel model = stage.fit(rows);
    assertThat(stage.fit(Frames.split(rows, 5)).weights()).isEqualTo(model.weights());
    model.write().session(io.plateau.LocalSpark.session());
    String path = folder.resolve(layers).toString();
    try {
      model.save(path);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    NeuralNetworkClassificationModel read = NeuralNetworkClassificationModel.load(path);
    assertThat(read.network()).isEqualTo(model.network());
    assertThat(read.transform(rows).collectAsList())
        .isEqualTo(model.transform(rows).collectAsList());
    // A fit goes on from it, though dropout is not saved
    assertThat(stage.setInitialModel(read).setMaxIter(1).fit(rows).weights())
        .isNotEqualTo(model.weights());
  }

  @Test
  void worksWithAllRowsAtOnce() {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(150));
    NeuralNetworkClassificationModel model =
        new NeuralNetworkClassifier()
            .setHiddenLayers(new int[] {5})
            .setMembers(3)
            .setSolver("l-bfgs")
            .setMaxIter(30)
            .setSeed(1)
            .fit(rows);
    assertThat(model.transform(rows).filter("prediction = label").count()).isGreaterThan(130);
  }

  @Test
  void aTableHasOneDrawForAColumn() throws Exception {
    Dataset<Row> rows = TableFrames.rows(200);
    TabularRegressor stage =
        new TabularRegressor()
            .setLabelCol("price")
            .setIgnoredCols(new String[] {"grade", "rate", "cheap", "weight", "check"})
            .setHiddenLayers(new int[] {8})
            .setMembers(MEMBERS)
            .setPredictionSpreadCol(SPREAD)
            .setMaxIter(2)
            .setSeed(3);
    TabularRegressionModel model = stage.fit(rows);
    Dataset<Row> out = model.transform(rows);
    assertThat(out.schema()).isEqualTo(model.transformSchema(rows.schema()));
    assertThat(out.filter("spread > 0").count()).isEqualTo(200);
    String path = folder.resolve("table").toString();
    model.save(path);
    TabularRegressionModel read = TabularRegressionModel.load(path);
    Network network = read.network().network();
    assertThat(network).isEqualTo(model.network().network());
    assertThat(read.transform(rows).collectAsList()).isEqualTo(out.collectAsList());

    TabularClassificationModel classes =
        new TabularClassifier()
            .setLabelCol("grade")
            .setIgnoredCols(new String[] {"price", "rate", "cheap", "weight", "check"})
            .setHiddenLayers(new int[] {8})
            .setMembers(2)
            .setMaxIter(1)
            .setPredictionSpreadCol(SPREAD)
            .fit(rows);
    Dataset<Row> predicted = classes.transform(rows);
    assertThat(predicted.schema()).isEqualTo(classes.transformSchema(rows.schema()));
    assertThat(predicted.filter("spread >= 0 and spread <= 0.5").count()).isEqualTo(200);
  }

  /** Fewer than 30,000 rows with a number to predict have members by themselves. */
  @Test
  void aSpreadNeedsNoMembersToBeSetWhereRowsAreFew() {
    Dataset<Row> rows = TableFrames.rows(200);
    TabularRegressor regressor =
        new TabularRegressor()
            .setLabelCol("price")
            .setIgnoredCols(new String[] {"grade", "rate", "cheap", "weight", "check"})
            .setMaxIter(1)
            .setPredictionSpreadCol(SPREAD);
    Dataset<Row> predicted = regressor.fit(rows).transform(rows);
    assertThat(predicted.filter("spread > 0").count()).isEqualTo(200);
    assertThatThrownBy(() -> regressor.setHiddenLayers(new int[] {4}).fit(rows))
        .hasMessageContaining("needs a network of 2 members or more, got 1");
    assertThatThrownBy(() -> regressor.setMembers(1).transformSchema(rows.schema()))
        .hasMessageContaining("needs a network of 2 members or more, got 1");
  }

  @Test
  void aSpreadNeedsMembers() {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(30));
    String message =
        "predictionSpreadCol \"spread\" needs a network of 2 members or more, got 1; set members"
            + " before a fit, or leave predictionSpreadCol empty";
    assertThatThrownBy(() -> classifier().setMembers(1).fit(rows)).hasMessage(message);
    NeuralNetworkClassificationModel single =
        classifier().setMembers(1).setPredictionSpreadCol("").setMaxIter(1).fit(rows);
    assertThatThrownBy(() -> single.setPredictionSpreadCol(SPREAD).transform(rows))
        .hasMessage(message);
    assertThatThrownBy(() -> classifier().setMembers(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
