package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedModelTest {
  @TempDir Path folder;

  private static NeuralNetworkClassifier quick() {
    return new NeuralNetworkClassifier()
        .setHiddenLayers(new int[] {4})
        .setActivation("gelu")
        .setMaxIter(2)
        .setSeed(4);
  }

  private static Dataset<Row> rows() {
    return Frames.labeled(Frames.blobs(30));
  }

  /** All params that are set or have a default, as JSON. */
  private static Map<String, String> settings(Params stage) {
    Map<String, String> settings = new TreeMap<>();
    for (Param<?> param : stage.params()) {
      if (stage.isDefined(param)) {
        settings.put(param.name() + (stage.isSet(param) ? "" : " by default"), json(stage, param));
      }
    }
    return settings;
  }

  private static <T> String json(Params stage, Param<T> param) {
    return param.jsonEncode(stage.getOrDefault(param));
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    NeuralNetworkClassificationModel model = quick().fit(rows());
    model.setThresholds(new double[] {0.2, 0.3, 0.5});
    String path = folder.resolve("model").toString();
    model.save(path);
    NeuralNetworkClassificationModel read = NeuralNetworkClassificationModel.load(path);
    assertThat(read.uid()).isEqualTo(model.uid());
    assertThat(read.weights()).isEqualTo(model.weights());
    assertThat(read.toString()).isEqualTo(model.toString());
    assertThat(settings(read)).isEqualTo(settings(model));
    assertThat(read.hasSummary()).isFalse();
    assertThat(read.transform(rows()).collectAsList())
        .isEqualTo(model.transform(rows()).collectAsList());
  }

  /** They may be millions, and the model has its own. */
  @Test
  void withoutTheWeightsThatItsFitBeganWith() throws IOException {
    NeuralNetworkClassificationModel first = quick().fit(rows());
    NeuralNetworkClassificationModel model = quick().setInitialWeights(first.weights()).fit(rows());
    String path = folder.resolve("model").toString();
    model.save(path);
    NeuralNetworkClassificationModel read = NeuralNetworkClassificationModel.load(path);
    assertThat(model.getInitialWeights()).isEqualTo(first.weights());
    assertThat(read.isSet(read.initialWeights())).isFalse();
    assertThat(read.weights()).isEqualTo(model.weights());
    assertThat(settings(read))
        .isEqualTo(settings(model.copy(new ParamMap()).clear(model.initialWeights())));
  }

  @Test
  void ofARegressionToo() throws IOException {
    Dataset<Row> rows = Frames.labeled(Frames.curve(30));
    NeuralNetworkRegressionModel model =
        new NeuralNetworkRegressor().setMaxIter(2).setStandardizeLabel(true).fit(rows);
    String path = folder.resolve("model").toString();
    model.save(path);
    NeuralNetworkRegressionModel read = NeuralNetworkRegressionModel.load(path);
    assertThat(settings(read)).isEqualTo(settings(model));
    assertThat(read.transform(rows).collectAsList())
        .isEqualTo(model.transform(rows).collectAsList());
  }

  @Test
  void estimatorsAreReadAsTheyWereWritten() throws IOException {
    NeuralNetworkClassifier trainer =
        quick().setClassWeights(new double[] {1, 2, 3}).setSchedule("step(every=2)");
    trainer.save(folder.resolve("trainer").toString());
    NeuralNetworkClassifier read =
        NeuralNetworkClassifier.load(folder.resolve("trainer").toString());
    assertThat(read.uid()).isEqualTo(trainer.uid());
    assertThat(settings(read)).isEqualTo(settings(trainer));
    NeuralNetworkRegressor regressor = new NeuralNetworkRegressor().setDropout(0.25);
    regressor.save(folder.resolve("regressor").toString());
    assertThat(settings(NeuralNetworkRegressor.load(folder.resolve("regressor").toString())))
        .isEqualTo(settings(regressor));
  }

  @Test
  void liesInPipelines() throws IOException {
    PipelineModel model = new Pipeline().setStages(new PipelineStage[] {quick()}).fit(rows());
    String path = folder.resolve("pipeline").toString();
    model.write().overwrite().save(path);
    model.write().overwrite().save(path);
    assertThat(PipelineModel.load(path).transform(rows()).collectAsList())
        .isEqualTo(model.transform(rows()).collectAsList());
  }

  @Test
  void isOverwrittenOnlyWhereAsked() throws IOException {
    String path = folder.resolve("model").toString();
    NeuralNetworkClassificationModel first = quick().fit(rows());
    NeuralNetworkClassificationModel second = quick().setSeed(5).fit(rows());
    first.save(path);
    assertThatThrownBy(() -> second.save(path))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("already exists");
    assertThat(NeuralNetworkClassificationModel.load(path).weights()).isEqualTo(first.weights());
    second.write().overwrite().save(path);
    assertThat(NeuralNetworkClassificationModel.load(path).weights()).isEqualTo(second.weights());
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("model");
    }
  }

  @Test
  void isFoundWhereAnOverwritingWasCutShort() throws IOException {
    NeuralNetworkClassificationModel model = quick().fit(rows());
    model.save(folder.resolve("model").toString());
    Files.move(folder.resolve("model"), folder.resolve(".model.old-1"));
    assertThat(NeuralNetworkClassificationModel.load(folder.resolve("model").toString()).weights())
        .isEqualTo(model.weights());
  }

  @Test
  void saysWhichFileIsWrong() throws IOException {
    NeuralNetworkClassificationModel model = quick().fit(rows());
    for (String name : List.of("network.json", "weights.bin", "metadata/part-00000")) {
      Path path = folder.resolve(name.replace('/', '_'));
      model.save(path.toString());
      Path file = path.resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file.resolveSibling("." + file.getFileName() + ".crc"));
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
      assertThatThrownBy(() -> NeuralNetworkClassificationModel.load(path.toString()))
          .hasMessageContaining(name + " is damaged: its SHA-256 is ");
      Files.write(file, new byte[3]);
      assertThatThrownBy(() -> NeuralNetworkClassificationModel.load(path.toString()))
          .hasMessageContaining(name + " must have " + bytes.length + " bytes")
          .hasMessageContaining("has 3");
      Files.delete(file);
      assertThatThrownBy(() -> NeuralNetworkClassificationModel.load(path.toString()))
          .hasMessageContaining(name + " is missing, though the manifest lists it");
      Files.delete(path.resolve("manifest.json"));
      assertThatThrownBy(() -> NeuralNetworkClassificationModel.load(path.toString()))
          .hasMessageContaining("is not a complete model: it has no manifest.json");
    }
  }

  @Test
  void ofAnotherClassIsRefused() throws IOException {
    String path = folder.resolve("model").toString();
    quick().fit(rows()).save(path);
    assertThatThrownBy(() -> NeuralNetworkRegressionModel.load(path))
        .hasMessage(
            "file:"
                + path
                + " is a NeuralNetworkClassificationModel; load it by NeuralNetworkClassificationModel.load");
    assertThatThrownBy(() -> NeuralNetworkRegressionModel.load(folder.resolve("no").toString()))
        .hasMessageContaining("there is no model at ");
  }

  /** Estimators and models of Spark have no manifest. */
  @Test
  void whatIsNoModelOfOursIsNamed() throws IOException {
    String estimator = folder.resolve("estimator").toString();
    quick().save(estimator);
    String pipeline = folder.resolve("pipeline").toString();
    new Pipeline().setStages(new PipelineStage[] {quick()}).fit(rows()).save(pipeline);
    String model = folder.resolve("model").toString();
    quick().fit(rows()).save(model);
    assertThatThrownBy(() -> NeuralNetworkClassificationModel.load(estimator))
        .hasMessage(
            "file:%s is a NeuralNetworkClassifier; load it by NeuralNetworkClassifier.load",
            estimator);
    assertThatThrownBy(() -> NeuralNetworkClassificationModel.load(pipeline))
        .hasMessage("file:%s is a PipelineModel; load it by PipelineModel.load", pipeline);
    assertThatThrownBy(() -> NeuralNetworkClassifier.load(model))
        .hasMessage(
            "%s is a NeuralNetworkClassificationModel; load it by NeuralNetworkClassificationModel.load",
            model);
    assertThatThrownBy(() -> TabularClassifier.load(estimator))
        .hasMessage(
            "%s is a NeuralNetworkClassifier; load it by NeuralNetworkClassifier.load", estimator);
    assertThat(NeuralNetworkClassifier.load(estimator).getMaxIter())
        .isEqualTo(quick().getMaxIter());
  }
}
