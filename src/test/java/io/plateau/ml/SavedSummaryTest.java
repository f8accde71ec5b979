package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.engine.TrainingResult;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Summaries leave memory and come back as the models of Connect do. */
class SavedSummaryTest {
  @Test
  void comesBackWithHistoryAndMeasures(@TempDir Path folder) {
    Dataset<Row> rows =
        Frames.labeled(Frames.blobs(60))
            .withColumn("held", functions.rand(1).lt(0.2))
            .filter("label < 2")
            .cache();
    NeuralNetworkClassificationModel model =
        new NeuralNetworkClassifier()
            .setHiddenLayers(new int[] {4})
            .setMaxIter(6)
            .setValidationIndicatorCol("held")
            .fit(rows);
    String file = folder.resolve("summary").toString();
    model.saveSummary(file);
    NeuralNetworkClassificationModel loaded = NeuralNetworkClassificationModel.of(model.trained());
    assertThat(loaded.hasSummary()).isFalse();
    assertThat(loaded.trainingSummary().isEmpty()).isTrue();
    loaded.loadSummary(file, rows);
    assertThat(loaded.trainingSummary().get()).isSameAs(loaded.summary());
    TrainingResult before = model.summary().result();
    TrainingResult after = loaded.summary().result();
    assertThat(after)
        .usingRecursiveComparison()
        .ignoringFields("state.weights", "state.optimizer", "state.best.weights")
        .isEqualTo(before);
    assertThat(after.state().weights()).isEmpty();
    assertThat(loaded.summary().bestEpoch()).isEqualTo(model.summary().bestEpoch());
    assertThat(loaded.summary().accuracy()).isEqualTo(model.summary().accuracy());
    assertThat(loaded.summary()).isInstanceOf(BinaryClassificationTrainingSummary.class);
    assertThat(loaded.summary().areaUnderROC()).isEqualTo(model.summary().areaUnderROC());
    loaded.trainingSummary_$eq(scala.Option.empty());
    assertThat(loaded.hasSummary()).isFalse();
    rows.unpersist();
    assertThat(folder.resolve("summary")).matches(Files::isRegularFile);
  }

  @Test
  void ofTablesTheRowsAreEncodedAgain(@TempDir Path folder) {
    Dataset<Row> rows = TableFrames.rows(80).cache();
    TabularClassificationModel model =
        new TabularClassifier()
            .setLabelCol("grade")
            .setWeightCol("weight")
            .setHiddenLayers(new int[] {4})
            .setMaxIter(3)
            .fit(rows.drop("rate", "price", "cheap", "check"));
    String file = folder.resolve("summary").toString();
    model.saveSummary(file);
    double accuracy = model.summary().accuracy();
    model.trainingSummary_$eq(scala.Option.empty());
    assertThat(model.hasSummary()).isFalse();
    model.loadSummary(file, rows);
    assertThat(model.summary().totalIterations()).isEqualTo(3);
    assertThat(model.summary().accuracy()).isEqualTo(accuracy);
    TabularRegressionModel regression =
        new TabularRegressor()
            .setLabelCol("price")
            .setHiddenLayers(new int[] {4})
            .setMaxIter(2)
            .fit(rows.drop("rate", "grade", "cheap", "check", "weight"));
    regression.saveSummary(file);
    double error = regression.summary().meanAbsoluteError();
    regression.loadSummary(file, rows);
    assertThat(regression.summary().meanAbsoluteError()).isEqualTo(error);
    rows.unpersist();
  }
}
