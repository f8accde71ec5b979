package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.Key;
import io.plateau.train.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeuralNetworkClassifierTest {
  private static final int[] LAYERS = {4, 5, 3};

  private static NeuralNetworkClassifier quick() {
    return new NeuralNetworkClassifier()
        .setHiddenLayers(new int[] {8})
        .setMaxIter(20)
        .setBatchSize(32)
        .setStepSize(0.02)
        .setSeed(1);
  }

  /** A network that is trained too long on few rows is too sure. */
  @Test
  void calibrationKeepsClassesAndLowersTheLogLossOfTheValidationRows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      Key key = Key.of(9).with(i);
      double x = key.normal(0);
      double label = x + 1.5 * key.normal(1) > 0 ? 1 : 0;
      rows.add(Frames.row(Vectors.dense(x, key.normal(2), key.normal(3)), label, i % 2 == 0));
    }
    Dataset<Row> frame = Frames.labeled(rows, "held", DataTypes.BooleanType);
    Dataset<Row> held = frame.filter("held");
    NeuralNetworkClassifier classifier =
        new NeuralNetworkClassifier()
            .setHiddenLayers(new int[] {32})
            .setStepSize(0.02)
            .setMaxIter(40)
            .setPatience(0)
            .setBatchSize(16)
            .setMonitor("trainLoss")
            .setSeed(3)
            .setValidationIndicatorCol("held");
    Dataset<Row> plain = classifier.fit(frame).transform(held);
    Dataset<Row> calibrated = classifier.setCalibration("temperature").fit(frame).transform(held);
    assertThat(calibrated.select("prediction").collectAsList())
        .isEqualTo(plain.select("prediction").collectAsList());
    MulticlassClassificationEvaluator logLoss =
        new MulticlassClassificationEvaluator().setMetricName("logLoss");
    assertThat(logLoss.evaluate(calibrated)).isLessThan(0.995 * logLoss.evaluate(plain));
    assertThatThrownBy(
            () ->
                new NeuralNetworkClassifier()
                    .setHiddenLayers(new int[0])
                    .setCalibration("temperature")
                    .fit(frame))
        .hasMessage(
            "calibration \"temperature\" is fitted to validation rows and there are none; give some or leave calibration out");
  }

  /** Code for Spark's classifier with one class name changed. */
  @Test
  void isWrittenAsMultilayerPerceptronClassifier() {
    NeuralNetworkClassifier trainer =
        new NeuralNetworkClassifier()
            .setLayers(LAYERS)
            .setBlockSize(128)
            .setSeed(1234L)
            .setMaxIter(30)
            .setTol(1e-6)
            .setSolver("l-bfgs")
            .setStepSize(0.03)
            .setFeaturesCol("features")
            .setLabelCol("label")
            .setPredictionCol("prediction")
            .setRawPredictionCol("rawPrediction")
            .setProbabilityCol("probability")
            .setThresholds(new double[] {0.3, 0.3, 0.3});
    NeuralNetworkClassificationModel model = trainer.fit(Frames.labeled(Frames.blobs(90)));
    assertThat(model.numFeatures()).isEqualTo(4);
    assertThat(model.numClasses()).isEqualTo(3);
    assertThat(model.getLayers()).isEqualTo(LAYERS);
    assertThat(model.weights().size()).isEqualTo(4 * 5 + 5 + 5 * 3 + 3);
    assertThat(model.summary().accuracy()).isGreaterThan(0.9);
    assertThat(model.toString())
        .isEqualTo(
            "NeuralNetworkClassificationModel: uid="
                + model.uid()
                + ", 4 -> 5 sigmoid -> 3 softmax, 43 parameters");
  }

  @Test
  void followsMultilayerPerceptronClassifierFromTheSameWeights() {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(300));
    double[] start = new double[43];
    for (int i = 0; i < start.length; i++) {
      start[i] = Math.sin(i + 1.0) / 2;
    }
    for (int iterations : new int[] {3, 20}) {
      MultilayerPerceptronClassificationModel theirs =
          new MultilayerPerceptronClassifier()
              .setLayers(LAYERS)
              .setInitialWeights(Vectors.dense(start))
              .setBlockSize(300)
              .setMaxIter(iterations)
              .fit(rows);
      NeuralNetworkClassificationModel ours =
          new NeuralNetworkClassifier()
              .setLayers(LAYERS)
              .setInitialWeights(Vectors.dense(start))
              .setMaxIter(iterations)
              .fit(rows);
      double[] objectives = theirs.summary().objectiveHistory();
      assertThat(meanLoss(ours.transform(rows)))
          .as("after %d iterations of %s", iterations, objectives.length)
          .isLessThan(1.01 * meanLoss(theirs.transform(rows)));
    }
  }

  private static double meanLoss(Dataset<Row> predictions) {
    return predictions.select("probability", "label").collectAsList().stream()
        .mapToDouble(row -> -Math.log(row.<Vector>getAs(0).apply((int) row.getDouble(1)) + 1e-300))
        .average()
        .orElseThrow();
  }

  @Test
  void predictsARowAsItPredictsABatch() {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(50));
    NeuralNetworkClassificationModel model = quick().fit(rows).setBlockSize(7);
    List<Row> predictions = model.transform(rows).collectAsList();
    assertThat(predictions).hasSize(50);
    for (Row row : predictions) {
      Vector features = row.getAs("features");
      assertThat(row.<Double>getAs("prediction")).isEqualTo(model.predict(features));
      close(row.getAs("rawPrediction"), model.predictRaw(features));
      close(row.getAs("probability"), model.predictProbability(features));
    }
  }

  private static void close(Vector a, Vector b) {
    assertThat(a.toArray()).hasSize(b.size()).containsExactly(b.toArray(), within(1e-5));
  }

  @Test
  void honoursThresholds() {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(30));
    NeuralNetworkClassificationModel model = quick().fit(rows);
    model.setThresholds(new double[] {1e-9, 0.5, 0.5});
    assertThat(model.transform(rows).filter("prediction != 0").count()).isZero();
    assertThat(model.predict(Vectors.dense(1, 0.5, -1, 0))).isZero();
  }

  @Test
  void appendsOnlyTheColumnsThatAreNamed() {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(30));
    NeuralNetworkClassificationModel model = quick().fit(rows);
    model.setRawPredictionCol("").setPredictionCol("");
    assertThat(model.transform(rows).columns()).containsExactly("features", "label", "probability");
    model.setProbabilityCol("");
    assertThat(model.transform(rows).columns()).containsExactly("features", "label");
  }

  @Test
  void saysHowManyClassesThePredictionHas() {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(30));
    NeuralNetworkClassificationModel model = quick().fit(rows);
    Dataset<Row> predictions = model.transform(rows);
    assertThat(predictions.schema()).isEqualTo(model.transformSchema(rows.schema()));
    assertThat(predictions.schema().apply("prediction").metadata().json())
        .contains("\"num_vals\":3");
  }

  @Test
  void weightTwoIsTheRowTwice() {
    List<Row> once = Frames.blobs(30);
    List<Row> weighted = new ArrayList<>();
    List<Row> twice = new ArrayList<>();
    for (int i = 0; i < once.size(); i++) {
      Row row = once.get(i);
      boolean heavy = i % 4 == 0;
      weighted.add(Frames.row(row.get(0), row.get(1), heavy ? 2.0 : 1.0));
      twice.add(row);
      if (heavy) {
        twice.add(row);
      }
    }
    NeuralNetworkClassifier lbfgs = quick().setSolver("l-bfgs").setBatchSize(0).setMaxIter(10);
    Vector a =
        lbfgs
            .copy(new org.apache.spark.ml.param.ParamMap())
            .setWeightCol("weight")
            .fit(Frames.labeled(weighted, "weight", DataTypes.DoubleType))
            .weights();
    Vector b = lbfgs.fit(Frames.labeled(twice)).weights();
    assertThat(a.toArray()).containsExactly(b.toArray(), within(2e-2));
  }

  @Test
  void learnsSeveralLabelsAtOnce() {
    List<Row> rows = new ArrayList<>();
    for (Row row : Frames.blobs(120)) {
      Vector x = row.getAs(0);
      rows.add(Frames.row(x, Vectors.dense(x.apply(0) > 0 ? 1 : 0, x.apply(3) > 0 ? 1 : 0)));
    }
    Dataset<Row> frame =
        Frames.of(rows, "features", SQLDataTypes.VectorType(), "label", SQLDataTypes.VectorType());
    NeuralNetworkClassificationModel model = quick().setMaxIter(60).fit(frame);
    assertThat(model.isMultiLabel()).isTrue();
    long right =
        model.transform(frame).collectAsList().stream()
            .filter(row -> row.getAs("prediction").equals(row.getAs("label")))
            .count();
    assertThat(right).isGreaterThan(108);
    for (NeuralNetworkClassifier weighted :
        List.of(quick().setClassWeight("balanced"), quick().setClassWeights(new double[] {1, 2}))) {
      assertThatThrownBy(() -> weighted.fit(frame))
          .hasMessage(
              "classWeight and classWeights are for one class per row, but column \"label\" has several"
                  + " labels");
    }
    assertThatThrownBy(() -> model.predict(Vectors.dense(1, 2, 3, 4)))
        .hasMessage(
            "predict gives one class, but this model has several labels; use predictProbability");
  }

  @ParameterizedTest
  @CsvSource({
    "softmaxCrossEntropy, label, 3, 2",
    "softmaxCrossEntropy, label, 3, 4",
    "sigmoidCrossEntropy, 'least(label, 1d)', 2, 3",
    "softmaxCrossEntropy, 0d, 2, 1",
    "sigmoidCrossEntropy, 'array(0d, 1d, 1d)', 3, 2"
  })
  void thresholdsOfAnotherNumberThanTheClassesAreRefusedBeforeTraining(
      String loss, String label, int classes, int wrong) {
    Column values = functions.expr(label);
    Dataset<Row> rows =
        Frames.labeled(Frames.blobs(60))
            .withColumn(
                "label",
                label.startsWith("array")
                    ? org.apache.spark.ml.functions.array_to_vector(values)
                    : values);
    NeuralNetworkClassifier stage = quick().setLoss(loss).setMaxIter(1);
    stage.setListener(
        new TrainingListener() {
          @Override
          public void starts(long count, int epochs, Supplier<OptionalDouble> seconds) {
            assertThat(stage.getThresholds()).hasSize(classes);
          }
        });
    stage.setThresholds(ones(wrong));
    String message =
        "thresholds must have one for each of %d classes, got %d".formatted(classes, wrong);
    assertThatThrownBy(() -> stage.fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    NeuralNetworkClassificationModel model = stage.setThresholds(ones(classes)).fit(rows);
    assertThat(model.transform(rows).count()).isEqualTo(60);
    model.set(model.thresholds(), ones(wrong));
    assertThatThrownBy(() -> model.transform(rows)).hasMessage(message);
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void separatesTwoClassesByOneLogit() {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(90)).filter("label < 2");
    NeuralNetworkClassificationModel model =
        quick().setLoss("sigmoidCrossEntropy").setMaxIter(40).fit(rows);
    assertThat(model.weights().size()).isEqualTo(4 * 8 + 8 + 8 + 1);
    assertThat(model.numClasses()).isEqualTo(2);
    assertThat(model.summary().accuracy()).isGreaterThan(0.9);
    Vector features = rows.first().getAs(0);
    close(model.predictProbability(features), model.transform(rows).first().getAs("probability"));
  }

  @Test
  void keepsTheBestWeightsByRowsSetApart() {
    List<Row> rows = new ArrayList<>();
    for (Row row : Frames.blobs(120)) {
      rows.add(Frames.row(row.get(0), row.get(1), rows.size() % 3 == 1));
    }
    Dataset<Row> frame = Frames.labeled(rows, "apart", DataTypes.BooleanType);
    NeuralNetworkClassificationModel model =
        quick().setValidationIndicatorCol("apart").setMonitor("accuracy").setPatience(3).fit(frame);
    ClassificationTrainingSummary summary = model.summary();
    assertThat(summary.validationHistory()).hasSize(summary.totalIterations());
    assertThat(summary.objectiveHistory()).hasSize(summary.totalIterations());
    assertThat(summary.time().compute()).isPositive();
    assertThat(summary.time().waiting()).isPositive();
    assertThat(summary.time().compute() + summary.time().waiting() + summary.time().driver())
        .as("all of the epochs, and what lies around them")
        .isGreaterThanOrEqualTo(summary.seconds());
    assertThat(summary.time().rounds()).isPositive();
    assertThat(summary.result().rows()).isEqualTo(80);
    assertThat(summary.bestEpoch()).isBetween(1, summary.totalIterations());
  }

  @Test
  void goesOnFromAModel() {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(90));
    NeuralNetworkClassificationModel first = quick().fit(rows);
    NeuralNetworkClassificationModel second =
        quick().setInitialModel(first).setMaxIter(1).fit(rows);
    assertThat(second.summary().objectiveHistory()[0])
        .isLessThan(first.summary().objectiveHistory()[0] / 2);
    assertThatThrownBy(
            () -> quick().setHiddenLayers(new int[] {9}).setInitialModel(first).fit(rows))
        .hasMessageContaining("4 -> 8 relu -> 3 softmax")
        .hasMessageContaining("layers, members and activation must be the same");
  }

  /** Training goes on from the layers before the one that undoes the smoothing of labels. */
  @Test
  void goesOnFromACalibratedModel() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      double x = Key.of(9).with(i).uniform(0);
      double label = Key.of(9).with(i).uniform(1) < Math.pow(x, 9) ? 1 : 0;
      rows.add(Frames.row(Vectors.dense(x), label, i >= 2000));
    }
    Dataset<Row> frame = Frames.labeled(rows, "held", DataTypes.BooleanType);
    NeuralNetworkClassifier classifier =
        new NeuralNetworkClassifier()
            .setHiddenLayers(new int[] {16})
            .setStepSize(0.02)
            .setMaxIter(20)
            .setLoss("softmaxCrossEntropy(smoothing=0.1)")
            .setCalibration("unsmooth")
            .setSeed(3)
            .setValidationIndicatorCol("held");
    NeuralNetworkClassificationModel first = classifier.fit(frame);
    assertThat(first.toString()).contains("unsmooth");
    NeuralNetworkClassificationModel second = classifier.setInitialModel(first).fit(frame);
    assertThat(second.toString()).isEqualTo(first.toString());
    assertThat(second.summary().objectiveHistory()[0])
        .isLessThan(first.summary().objectiveHistory()[0] / 1.2);
  }

  @Test
  void balancesClasses() {
    Dataset<Row> rows =
        Frames.labeled(Frames.blobs(300)).filter("label != 2 or rand(1) < 0.1").coalesce(1);
    Dataset<Row> all = Frames.labeled(Frames.blobs(300));
    double plain = recall(quick().setMaxIter(5).fit(rows).evaluate(all));
    double balanced =
        recall(quick().setMaxIter(5).setClassWeight("balanced").fit(rows).evaluate(all));
    assertThat(balanced).isGreaterThan(plain);
  }

  private static double recall(ClassificationSummary summary) {
    return summary.recallByLabel()[2];
  }

  @Test
  void refusesLayersAndHiddenLayersTogether() {
    assertThatThrownBy(() -> quick().setLayers(LAYERS).fit(Frames.labeled(Frames.blobs(9))))
        .hasMessage(
            "layers and hiddenLayers are both set; set layers (inputs, hidden, outputs) or"
                + " hiddenLayers (widths of inputs and outputs follow from the data)");
  }
}
