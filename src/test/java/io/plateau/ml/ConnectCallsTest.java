package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plateau.LocalSpark;
import io.plateau.onnx.OnnxModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client reads of a model that it saved is what methods of the model itself answer. */
class ConnectCallsTest {
  private static final Dataset<Row> TABLE = TableFrames.rows(200);
  private static final Dataset<Row> VECTORS = Frames.labeled(Frames.blobs(90));

  private static final TabularClassificationModel TABULAR =
      new TabularClassifier()
          .setLabelCol("grade")
          .setIgnoredCols(new String[] {"rate", "price", "cheap", "weight", "check"})
          .setHiddenLayers(new int[] {8})
          .setMaxIter(5)
          .fit(TABLE);

  private static final NeuralNetworkClassificationModel NETWORK =
      new NeuralNetworkClassifier().setHiddenLayers(new int[] {8}).setMaxIter(5).fit(VECTORS);

  @TempDir Path folder;

  private static JsonNode call(String name, Map<String, String> options) throws IOException {
    List<Row> rows =
        LocalSpark.session()
            .read()
            .format(ConnectCalls.class.getName())
            .option("call", name)
            .options(options)
            .load()
            .collectAsList();
    assertThat(rows).hasSize(1);
    return new ObjectMapper().readTree(rows.get(0).getString(0));
  }

  private static String folder() throws IOException {
    return call("folder", Map.of()).asText();
  }

  private static String saved(MLWritable model) throws IOException {
    String path = folder();
    model.write().save(path);
    return path;
  }

  private static Map<String, String> of(MLWritable model) throws IOException {
    return Map.of("model", model.getClass().getSimpleName(), "path", saved(model));
  }

  private static Map<String, String> of(MLWritable model, String option, String value)
      throws IOException {
    return Map.of("model", model.getClass().getSimpleName(), "path", saved(model), option, value);
  }

  private static List<Double> numbers(JsonNode answer) {
    List<Double> numbers = new ArrayList<>();
    answer.forEach(number -> numbers.add(number.doubleValue()));
    return numbers;
  }

  private static List<Row> probabilities(Dataset<Row> predicted) {
    return predicted.select("probability").collectAsList();
  }

  @Test
  void tellsWhatAModelKnows() throws IOException {
    assertThat(call("labels", of(TABULAR))).hasToString("[\"fair\",\"good\",\"poor\"]");
    assertThat(call("numClasses", of(TABULAR)).intValue()).isEqualTo(3);
    assertThat(call("layers", of(NETWORK)).asText()).isEqualTo(NETWORK.network().toString());
    assertThat(numbers(call("weights", of(NETWORK))))
        .containsExactly(Arrays.stream(NETWORK.weights().toArray()).boxed().toArray(Double[]::new));
  }

  @Test
  void measuresWhatMatters() throws IOException {
    TABLE.createOrReplaceTempView("houses");
    JsonNode byColumn = call("featureImportances", of(TABULAR, "rows", "houses"));
    Map<String, Double> expected = TABULAR.featureImportances(TABLE);
    assertThat(byColumn.properties())
        .extracting(each -> Map.entry(each.getKey(), each.getValue().doubleValue()))
        .containsExactlyElementsOf(expected.entrySet());
    VECTORS.createOrReplaceTempView("blobs");
    JsonNode byFeature = call("featureImportances", of(NETWORK, "rows", "blobs"));
    assertThat(numbers(byFeature).stream().mapToDouble(Double::doubleValue).toArray())
        .containsExactly(NETWORK.featureImportances(VECTORS).toArray());
  }

  @Test
  void savesThePartsOfAModel() throws IOException {
    String encoder = folder();
    assertThat(call("encoder", of(TABULAR, "to", encoder)).isNull()).isTrue();
    String network = folder();
    call("network", of(TABULAR, "to", network));
    Dataset<Row> encoded = TableEncoderModel.load(encoder).transform(TABLE);
    assertThat(probabilities(NeuralNetworkClassificationModel.load(network).transform(encoded)))
        .isEqualTo(probabilities(TABULAR.transform(TABLE)));
  }

  @Test
  void exportsAModel() throws IOException {
    Path file = folder.resolve("model.onnx");
    Map<String, String> options = of(TABULAR, "to", file.toUri().toString());
    call("exportOnnx", options);
    assertThat(file).hasBinaryContent(OnnxModel.of(TABULAR.savedModel(), Map.of()).bytes());
    assertThatThrownBy(() -> call("exportOnnx", options))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void sendsTheFilesOfAModelAndTakesThemAgain() throws IOException {
    List<Row> files = new ArrayList<>();
    call("files", of(TABULAR))
        .properties()
        .forEach(
            file ->
                files.add(
                    RowFactory.create(
                        file.getKey(), Base64.getDecoder().decode(file.getValue().asText()))));
    assertThat(files).extracting(file -> file.getString(0)).contains("manifest.json");
    String path = folder();
    call("restore", Map.of("path", path, "rows", view(files)));
    assertThat(probabilities(TabularClassificationModel.load(path).transform(TABLE)))
        .isEqualTo(probabilities(TABULAR.transform(TABLE)));
  }

  private static String view(List<Row> files) {
    LocalSpark.session()
        .createDataFrame(
            files,
            new StructType().add("name", DataTypes.StringType).add("content", DataTypes.BinaryType))
        .createOrReplaceTempView("files");
    return "files";
  }

  @Test
  void writesNothingBesideAModel() throws IOException {
    String path = folder();
    String rows = view(List.of(RowFactory.create("../../outside", new byte[] {1})));
    assertThatThrownBy(() -> call("restore", Map.of("path", path, "rows", rows)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("../../outside is no file of a model");
    assertThatThrownBy(
            () -> call("restore", Map.of("path", folder.toUri().toString(), "rows", rows)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no folder that the call \"folder\" gave");
  }

  @Test
  void releasesItsOwnFoldersAlone() throws IOException {
    String saved = saved(NETWORK);
    Path path = Path.of(URI.create(saved));
    assertThat(path).isDirectory();
    call("release", Map.of("path", saved));
    assertThat(path.getParent()).doesNotExist();
    Path other = Files.createDirectory(folder.resolve("other"));
    for (String call : List.of("release", "files")) {
      assertThatThrownBy(() -> call(call, Map.of("path", other.toUri().toString())))
          .hasMessageContaining("is no folder that the call \"folder\" gave");
    }
    assertThat(other).isDirectory();
  }

  @Test
  void makesTheReportOfASummary() throws IOException {
    String facts = SummaryJson.of(NETWORK.summary().result());
    String page = call("report", Map.of("facts", facts)).asText();
    assertThat(page)
        .contains("<title>Training")
        .contains(NETWORK.summary().stop().detail())
        .isEqualTo(SummaryPage.of(facts));
  }

  @Test
  void saysWhatItNeeds() {
    assertThatThrownBy(() -> call("labls", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("option call must be one of [encoder, ")
        .hasMessageEndingWith("], got \"labls\"");
    assertThatThrownBy(() -> call("labels", Map.of("path", "x")))
        .hasMessage("call \"labels\" needs the option model, got none");
    assertThatThrownBy(() -> call("labels", Map.of("path", "x", "model", "Pipeline")))
        .hasMessageStartingWith("option model must be one of [Neural")
        .hasMessageEndingWith("], got \"Pipeline\"");
    assertThatThrownBy(() -> call("labels", of(NETWORK)))
        .hasMessage(
            "call \"labels\" is of a TabularClassificationModel,"
                + " got a NeuralNetworkClassificationModel");
  }
}
