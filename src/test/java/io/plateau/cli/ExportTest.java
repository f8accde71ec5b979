package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.math.Key;
import io.plateau.ml.NeuralNetworkClassificationModel;
import io.plateau.ml.TableEncoderModel;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Losses;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedTable;
import io.plateau.table.TableRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command {@code export}. */
class ExportTest extends OnFakeWork {
  private String onnx;
  private String mlflow;

  @BeforeEach
  void train() throws IOException {
    onnx = folder.resolve("model.onnx").toString();
    mlflow = folder.resolve("mlflow").toString();
    assertThat(run("train", job)).isZero();
    save(0);
    out.reset();
    err.reset();
  }

  /** Saves a model in the run, in place of none. */
  private void save(int buckets) throws IOException {
    LocalSpark.session();
    FittedTable table =
        new FittedTable(
            List.of(new FittedCategory("color", List.of("red"), buckets)),
            List.of(),
            TableRules.DEFAULT);
    Network network = Network.of(1, new int[] {2}, 2, Activations.named("relu"));
    TrainedNetwork trained =
        new TrainedNetwork(
            network,
            Losses.named("softmaxCrossEntropy"),
            LabelType.CLASS,
            network.initialize(Initializer.HE_UNIFORM, Key.of(1)));
    TableEncoderModel encoder = new TableEncoderModel("encoder", table).setOutputCol("x");
    NeuralNetworkClassificationModel model = NeuralNetworkClassificationModel.of(trained);
    model.setFeaturesCol("x");
    new PipelineModel("pipeline", List.<Transformer>of(encoder, model))
        .write()
        .overwrite()
        .save(Path.of(output, "model").toUri().toString());
  }

  @Test
  void aModelIsWrittenInBothFormats() throws IOException {
    assertThat(run("export", output, "--onnx", onnx, "--mlflow", mlflow)).isZero();
    assertThat(said()).contains("ONNX model in " + onnx, "MLflow model in " + mlflow);
    byte[] graph = Files.readAllBytes(Path.of(onnx));
    assertThat(new String(graph, java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("color", "provenance");
    assertThat(Path.of(mlflow, "model.onnx")).hasBinaryContent(graph);
    assertThat(Path.of(mlflow))
        .isDirectoryContaining(file -> file.endsWith("MLmodel"))
        .isDirectoryContaining(file -> file.endsWith("requirements.txt"))
        .isDirectoryContaining(file -> file.endsWith("python_env.yaml"))
        .isDirectoryContaining(file -> file.endsWith("conda.yaml"))
        .isDirectoryContaining(file -> file.endsWith("input_example.json"));
  }

  @Test
  void whatExistsIsReplacedOnlyWithOverwrite() throws IOException {
    assertThat(run("export", output, "--onnx", onnx, "--mlflow", mlflow)).isZero();
    assertThat(run("export", output, "--onnx", onnx)).isEqualTo(5);
    assertThat(complained())
        .isEqualTo(onnx + " exists already; replace it with --overwrite, or choose another file\n");
    err.reset();
    assertThat(run("export", output, "--mlflow", mlflow)).isEqualTo(5);
    assertThat(complained())
        .isEqualTo(
            mlflow + " exists already; replace it with --overwrite, or choose another folder\n");
    Files.writeString(Path.of(onnx), "old");
    assertThat(run("export", output, "--overwrite", "--onnx", onnx, "--mlflow", mlflow)).isZero();
    assertThat(Path.of(onnx)).hasBinaryContent(Files.readAllBytes(Path.of(mlflow, "model.onnx")));
  }

  @Test
  void aFolderOfAnInterruptedExportIsReplacedLikeAModel() throws IOException {
    assertThat(run("export", output, "--mlflow", mlflow)).isZero();
    Files.delete(Path.of(mlflow, "MLmodel"));
    assertThat(run("export", output, "--mlflow", mlflow)).isEqualTo(5);
    assertThat(complained()).contains("replace it with --overwrite");
    assertThat(run("export", output, "--mlflow", mlflow, "--overwrite")).isZero();
    assertThat(Path.of(mlflow, "MLmodel")).exists();
    Files.delete(Path.of(mlflow, "MLmodel"));
    Files.writeString(Path.of(mlflow, "thesis.tex"), "");
    assertThat(run("export", output, "--mlflow", mlflow, "--overwrite")).isEqualTo(5);
  }

  @Test
  void whatIsNoModelIsNeverReplaced() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("thesis.tex"), "");
    assertThat(run("export", output, "--overwrite", "--onnx", other.toString())).isEqualTo(5);
    assertThat(complained()).isEqualTo(other + " is a folder; choose a file\n");
    err.reset();
    assertThat(run("export", output, "--overwrite", "--mlflow", other.toString())).isEqualTo(5);
    assertThat(complained())
        .isEqualTo(
            other
                + " exists and is not a model of MLflow (there is no MLmodel in it);"
                + " choose another folder\n");
    assertThat(other.resolve("thesis.tex")).exists();
  }

  @Test
  void aCardTellsOfTheRun() throws IOException {
    String card = folder.resolve("CARD.md").toString();
    assertThat(run("export", output, "--card", card)).isZero();
    assertThat(said()).contains("model card in " + card);
    assertThat(Path.of(card)).content().startsWith("# Model card: ").contains("## Provenance");
    assertThat(run("export", output, "--card", card)).isEqualTo(5);
  }

  @Test
  void withoutAFormatThereIsNothingToExport() {
    assertThat(run("export", output)).isEqualTo(2);
    assertThat(complained())
        .isEqualTo(
            "nothing to export: give --onnx FILE, --mlflow DIR, --card FILE or several of them\n");
  }

  @Test
  void twoResultsHaveTwoPlaces() {
    assertThat(run("export", output, "--onnx", onnx, "--card", "file:" + onnx)).isEqualTo(2);
    assertThat(complained())
        .contains("two results cannot be written to ")
        .contains("choose one place for each");
    assertThat(Path.of(onnx)).doesNotExist();
  }

  @Test
  void whatOnnxCannotExpressIsAUsageError() throws IOException {
    save(4);
    String card = folder.resolve("CARD.md").toString();
    assertThat(run("export", output, "--card", card, "--onnx", onnx)).isEqualTo(2);
    assertThat(Path.of(card)).doesNotExist();
    assertThat(complained())
        .startsWith("column \"color\" has more categories than data.maxCategories");
    assertThat(Path.of(onnx)).doesNotExist();
  }

  @Test
  void aRunWithoutAModelCannotBeExported() {
    assertThat(run("export", folder.toString(), "--onnx", onnx)).isEqualTo(2);
    assertThat(complained()).contains("is not a run");
  }
}
