package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.math.Key;
import io.plateau.ml.table.ClassLabels;
import io.plateau.model.SavedModel;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Losses;
import io.plateau.onnx.OnnxModel;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import io.plateau.table.TableRules;
import io.plateau.table.ValueType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortableModelTest {
  private static final FittedTable TABLE =
      new FittedTable(
          List.of(new FittedNumber("age", 0, 1, false, new FittedNumber.Fill(0, false), List.of())),
          List.of(),
          TableRules.DEFAULT);

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    LocalSpark.session();
  }

  private static TrainedNetwork network(LabelType type, int outputs) {
    Network network = Network.of(1, new int[] {4}, outputs, Activations.named("relu"));
    return new TrainedNetwork(
        network,
        type == LabelType.CLASS ? Losses.named("softmaxCrossEntropy") : Losses.named("squared"),
        type,
        network.initialize(Initializer.HE_UNIFORM, Key.of(1)));
  }

  private static NeuralNetworkClassificationModel classifier() {
    return NeuralNetworkClassificationModel.of(network(LabelType.CLASS, 2));
  }

  private void requireFile(PortableModel model) throws IOException {
    Path file = folder.resolve(model.getClass().getSimpleName() + ".onnx");
    model.exportOnnx(file.toUri().toString());
    assertThat(folder.toFile().list()).noneMatch(name -> name.endsWith(".crc"));
    assertThat(file).hasBinaryContent(OnnxModel.of(model.savedModel(), Map.of()).bytes());
  }

  @Test
  void modelsOfVectorsAreWritten() throws IOException {
    NeuralNetworkClassificationModel model = classifier();
    requireFile(model);
    assertThat(model.savedModel())
        .isEqualTo(new SavedModel(Optional.empty(), model.trained(), List.of(), List.of()));
    model.setThresholds(new double[] {0.25, 0.75});
    assertThat(model.savedModel().thresholds()).containsExactly(0.25, 0.75);
    requireFile(NeuralNetworkRegressionModel.of(network(LabelType.NUMBER, 1)));
  }

  @Test
  void modelsOfTablesAreWrittenWithTheirLabels() throws IOException {
    TableEncoderModel encoder = new TableEncoderModel("encoder", TABLE);
    ClassLabels labels =
        ClassLabels.of(
            new io.plateau.table.RawColumn("y", ValueType.TEXT, Optional.empty()),
            Set.of("yes", "no"));
    TabularClassificationModel model =
        new TabularClassificationModel("model", encoder, classifier(), labels);
    requireFile(model);
    model.set(model.thresholds(), new double[] {0.25, 0.75});
    assertThat(model.savedModel())
        .isEqualTo(
            new SavedModel(
                Optional.of(TABLE),
                model.network().trained(),
                List.of("no", "yes"),
                List.of(0.25, 0.75)));
    requireFile(
        new TabularRegressionModel(
            "regression", encoder, NeuralNetworkRegressionModel.of(network(LabelType.NUMBER, 1))));
  }

  /** Files of this machine, the first of which is not seen before it is made. */
  public static final class LateFiles extends RawLocalFileSystem {
    private boolean asked;

    @Override
    public URI getUri() {
      return URI.create("late:///");
    }

    @Override
    public boolean exists(org.apache.hadoop.fs.Path path) throws IOException {
      boolean exists = asked && super.exists(path);
      asked = true;
      return exists;
    }
  }

  @Test
  void whatAnotherMakesMeanwhileIsKept() throws IOException {
    LocalSpark.context()
        .hadoopConfiguration()
        .setClass("fs.late.impl", LateFiles.class, LateFiles.class);
    Path file = Files.writeString(folder.resolve("other"), "kept");
    assertThatThrownBy(() -> classifier().exportOnnx("late://" + file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("kept");
  }

  @Test
  void whatExistsIsNotOverwritten() {
    assertThatThrownBy(() -> classifier().exportOnnx(folder.toString()))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage("Path " + folder + " already exists. Choose another one, or delete it.");
  }
}
