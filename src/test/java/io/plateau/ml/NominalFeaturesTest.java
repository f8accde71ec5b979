package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.math.Key;
import io.plateau.nn.Columns;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.column.OneHot;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Losses;
import io.plateau.train.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nominal ML attributes of the features column make categories of features. */
class NominalFeaturesTest {
  private static final int ROWS = 240;

  @TempDir Path folder;

  /** Columns a, color of 3 values, city of 12 values, b; the label follows from color and city. */
  private static Dataset<Row> table() {
    Key key = Key.of(8);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      int color = i % 3;
      int city = key.below(i, 12);
      rows.add(
          Frames.row(
              (double) key.with("a").normal(i),
              "color" + color,
              "city" + city,
              (double) key.with("b").normal(i),
              (color == 1) == (city % 2 == 0) ? 1.0 : 0.0));
    }
    return Frames.of(
        rows,
        "a",
        DataTypes.DoubleType,
        "color",
        DataTypes.StringType,
        "city",
        DataTypes.StringType,
        "b",
        DataTypes.DoubleType,
        "label",
        DataTypes.DoubleType);
  }

  private static Dataset<Row> assembled(Dataset<Row> table) {
    PipelineStage[] stages = {
      new StringIndexer()
          .setInputCols(new String[] {"color", "city"})
          .setOutputCols(new String[] {"colorCode", "cityCode"}),
      new VectorAssembler()
          .setInputCols(new String[] {"a", "colorCode", "cityCode", "b"})
          .setOutputCol("features")
    };
    return new Pipeline().setStages(stages).fit(table).transform(table).select("features", "label");
  }

  private static NeuralNetworkClassifier classifier() {
    return new NeuralNetworkClassifier()
        .setHiddenLayers(new int[] {16})
        .setStepSize(0.02)
        .setMaxIter(40)
        .setSeed(3);
  }

  @Test
  void codesOfStringIndexerAreCategories() throws IOException {
    Dataset<Row> rows = assembled(table());
    NeuralNetworkClassificationModel model = classifier().fit(rows);

    assertThat(model.network().layers().get(0))
        .isEqualTo(
            new Columns(
                List.of(
                    new Numbers(1),
                    new OneHot(new Codes(3, false)),
                    new Embedding(new Codes(12, false), 8, 0),
                    new Numbers(1))));
    assertThat(model.numFeatures()).isEqualTo(4);
    assertThat(model.getLayers()).containsExactly(4, 16, 2);
    assertThat(model.evaluate(rows).accuracy()).isGreaterThan(0.95);
    assertThat(model.featureImportances(rows).size()).isEqualTo(4);
    Dataset<Row> sparse =
        rows.select(
            functions
                .udf(
                    (Vector v) -> v.toSparse(),
                    org.apache.spark.ml.linalg.SQLDataTypes.VectorType())
                .apply(functions.col("features"))
                .as("features"));
    assertThat(predictions(model, sparse)).isEqualTo(predictions(model, rows));
    model.save(folder.resolve("m").toString());
    NeuralNetworkClassificationModel loaded =
        NeuralNetworkClassificationModel.load(folder.resolve("m").toString());
    assertThat(predictions(loaded, rows)).isEqualTo(predictions(model, rows));
    // Alone in its block a row may be summed in another order: BLAS chooses kernels by shapes
    assertThat(loaded.predictRaw((Vector) rows.first().get(0)).toArray())
        .containsExactly(predictions(model, rows).get(0).toArray(), Offset.offset(1e-5));
  }

  private static List<Vector> predictions(
      NeuralNetworkClassificationModel model, Dataset<Row> rows) {
    return model.transform(rows).select("rawPrediction").collectAsList().stream()
        .map(row -> (Vector) row.get(0))
        .toList();
  }

  /** The same weights give the same bits on vectors of ones that are made by hand. */
  @Test
  void predictionsAreThoseOfVectorsMadeByHand() {
    Dataset<Row> rows = assembled(table());
    NeuralNetworkClassificationModel model = classifier().setOneHotMax(12).setMaxIter(3).fit(rows);
    Network network = Network.of(17, new int[] {16}, 2, Activations.named("relu"));
    NeuralNetworkClassificationModel byHand =
        NeuralNetworkClassificationModel.of(
            new TrainedNetwork(
                network,
                Losses.named("softmaxCrossEntropy"),
                LabelType.CLASS,
                model.trained().weights()));
    List<Row> expanded =
        rows.collectAsList().stream()
            .map(
                row -> {
                  Vector codes = (Vector) row.get(0);
                  double[] x = new double[17];
                  x[0] = codes.apply(0);
                  x[1 + (int) codes.apply(1)] = 1;
                  x[4 + (int) codes.apply(2)] = 1;
                  x[16] = codes.apply(3);
                  return Frames.row(Vectors.dense(x), row.getDouble(1));
                })
            .toList();
    assertThat(predictions(model, rows)).isEqualTo(predictions(byHand, Frames.labeled(expanded)));
  }

  @Test
  void withoutNominalAttributesOrWithLayersFeaturesAreNumbers() {
    Dataset<Row> rows = assembled(table());
    Network plain = Network.of(4, new int[] {16}, 2, Activations.named("relu"));
    Dataset<Row> bare =
        rows.withColumn(
            "features",
            functions
                .col("features")
                .as("features", new AttributeGroup("features", 4).toMetadata()));
    assertThat(classifier().setMaxIter(1).fit(bare).network()).isEqualTo(plain);
    Network layers =
        new NeuralNetworkClassifier()
            .setLayers(new int[] {4, 16, 2})
            .setActivation("relu")
            .setMaxIter(1)
            .fit(rows)
            .network();
    assertThat(layers).isEqualTo(plain);
  }

  @Test
  void codesThatTheAttributeDoesNotHaveAreRefused() {
    Dataset<Row> good = assembled(table());
    List<Row> rows = new ArrayList<>(good.limit(2).collectAsList());
    rows.add(Frames.row(Vectors.dense(0.5, 3, 1, 0), 1.0));
    Dataset<Row> bad =
        io.plateau.LocalSpark.session().createDataFrame(rows, good.schema()).coalesce(1);
    assertThatThrownBy(() -> classifier().fit(bad))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "row 3 of the input (counting from 1), column \"features\": expected a code of a"
                + " category, a whole number from 0 to 2, got 3.0 at index 1");
    NeuralNetworkClassificationModel model = classifier().setMaxIter(1).fit(good);
    assertThatThrownBy(() -> model.transform(bad).collectAsList())
        .hasRootCauseInstanceOf(io.plateau.nn.Column.InputException.class)
        .cause()
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column \"features\": feature 1 must be a code of a category, a whole number from 0 to"
                + " 2; got 3.0");
    assertThatThrownBy(() -> model.predict(Vectors.dense(0.5, 0, 0.5, 0)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column \"features\": feature 2 must be a code of a category, a whole number from 0 to"
                + " 11; got 0.5");
  }

  @Test
  void aFitOfCategoriesResumes() {
    Dataset<Row> rows = assembled(table());
    NeuralNetworkClassifier whole = classifier().setMaxIter(4);
    Vector expected = whole.fit(rows).weights();
    NeuralNetworkClassifier stopped =
        classifier().setCheckpointDir(folder.toUri().toString()).setCheckpointInterval(1);
    stopped.setMaxIter(2).fit(rows);
    assertThat(stopped.setMaxIter(4).fit(rows).weights()).isEqualTo(expected);
    assertThatThrownBy(() -> stopped.setMaxIter(3).fit(rows))
        .hasMessageContaining("is of epoch 4, but maxIter or stopping.maxEpochs is 3");
    assertThat(stopped.setMaxIter(4).fit(rows).summary().totalIterations()).isEqualTo(4);
    assertThatThrownBy(() -> stopped.setEmbeddingWidth(4).fit(rows))
        .hasMessageContaining("network.1.columns.3.width");
  }
}
