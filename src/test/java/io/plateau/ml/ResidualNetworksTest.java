package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.nn.Residual;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of residual blocks through the estimators. */
class ResidualNetworksTest {
  @TempDir Path folder;

  private static NeuralNetworkClassifier classifier() {
    return new NeuralNetworkClassifier()
        .setNetworkBlock("residual")
        .setHiddenLayers(new int[] {8, 8, 8})
        .setStepSize(0.01)
        .setBatchSize(32)
        .setMaxIter(8)
        .setSeed(3);
  }

  @Test
  void theSameBitsForAnyPartitionsAndComesBackFromItsFolder() throws IOException {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(200));
    NeuralNetworkClassifier stage = classifier().setDropout(0.2).setShards(4);
    assertThat(stage.getNetworkBlock()).isEqualTo("residual");
    NeuralNetworkClassificationModel model = stage.fit(rows);
    assertThat(stage.fit(Frames.split(rows, 5)).weights()).isEqualTo(model.weights());
    assertThat(model.network().layers()).filteredOn(Residual.class::isInstance).hasSize(3);
    assertThat(model.transform(rows).filter("prediction = label").count()).isGreaterThan(180);
    String path = folder.resolve("model").toString();
    model.save(path);
    NeuralNetworkClassificationModel read = NeuralNetworkClassificationModel.load(path);
    assertThat(read.network()).isEqualTo(model.network());
    assertThat(read.weights()).isEqualTo(model.weights());
    assertThat(read.transform(rows).collectAsList())
        .isEqualTo(model.transform(rows).collectAsList());
    assertThat(read.predict(rows.first().getAs("features")))
        .isEqualTo(read.transform(rows).first().<Double>getAs("prediction"));
    // A fit goes on from it, though dropout is not saved
    assertThat(stage.setInitialModel(read).setMaxIter(1).fit(rows).weights())
        .isNotEqualTo(model.weights());
  }

  @Test
  void worksWithAllRowsAtOnceAndInOneShard() {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(150));
    for (NeuralNetworkClassifier stage :
        new NeuralNetworkClassifier[] {
          new NeuralNetworkClassifier()
              .setNetworkBlock("residual")
              .setHiddenLayers(new int[] {6})
              .setSolver("l-bfgs")
              .setMaxIter(30)
              .setSeed(1),
          classifier().setShards(1).setBatchSize(200).setMaxIter(30)
        }) {
      NeuralNetworkClassificationModel model = stage.fit(rows);
      assertThat(model.transform(rows).filter("prediction = label").count()).isGreaterThan(135);
    }
  }

  /** Dates, categories and numbers of a table, members, and a scale of the label. */
  @Test
  void learnsATableWithMembers() throws IOException {
    Dataset<Row> rows = TableFrames.rows(200);
    TabularRegressor stage =
        new TabularRegressor()
            .setLabelCol("price")
            .setIgnoredCols(new String[] {"grade", "rate", "cheap", "weight", "check"})
            .setNetworkBlock("residual")
            .setHiddenLayers(new int[] {8, 8})
            .setMembers(3)
            .setPredictionSpreadCol("spread")
            .setMaxIter(3)
            .setSeed(3);
    TabularRegressionModel model = stage.fit(rows);
    Dataset<Row> out = model.transform(rows);
    assertThat(out.filter("spread > 0").count()).isEqualTo(200);
    String path = folder.resolve("table").toString();
    model.save(path);
    TabularRegressionModel read = TabularRegressionModel.load(path);
    assertThat(read.network().network()).isEqualTo(model.network().network());
    assertThat(read.transform(rows).collectAsList()).isEqualTo(out.collectAsList());
  }

  @Test
  void widthsThatDifferAreRefused() {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(30));
    assertThatThrownBy(() -> classifier().setHiddenLayers(new int[] {8, 4}).fit(rows))
        .hasMessage(
            "residual blocks add to their inputs, so hiddenLayers must be of one width, such as"
                + " [8, 8]; got [8, 4]");
  }
}
