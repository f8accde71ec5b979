package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plateau.LocalSpark;
import io.plateau.math.Key;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Losses;
import io.plateau.onnx.OnnxModel;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static final List<Map<String, String>> FOLDERS = new ArrayList<>();

  @TempDir Path folder;

  private static List<Row> rows(String name, Map<String, String> options) {
    return LocalSpark.session()
        .read()
        .format(ConnectCalls.class.getName())
        .option("call", name)
        .options(options)
        .load()
        .collectAsList();
  }

  private static JsonNode call(String name, Map<String, String> options) throws IOException {
    List<Row> rows = rows(name, options);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).isNullAt(1)).isTrue();
    return new ObjectMapper().readTree(rows.get(0).getString(0));
  }

  /** Options of a folder that holds a model. */
  private static Map<String, String> of(MLWritable model, String... more) throws IOException {
    Map<String, String> options = folder();
    model.write().save(options.get("path"));
    options.put("model", model.getClass().getSimpleName());
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return options;
  }

  @AfterAll
  static void releaseAll() throws IOException {
    for (Map<String, String> made : FOLDERS) {
      call("release", made);
    }
  }

  /** Options of a new folder. */
  private static Map<String, String> folder() throws IOException {
    Map<String, String> options = new HashMap<>();
    FOLDERS.add(options);
    options.put("folder", UUID.randomUUID().toString());
    options.put("path", call("folder", options).asText());
    return options;
  }

  /** The contents of rows by name, put together. */
  private static Map<String, byte[]> contents(List<Row> rows) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (Row row : rows) {
      String name = new ObjectMapper().readTree(row.getString(0)).asText();
      contents.merge(name, row.<byte[]>getAs(1), ConnectCallsTest::joined);
    }
    return contents;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
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
    assertThat(contents(rows("weights", of(NETWORK))).get("weights"))
        .isEqualTo(floats(NETWORK.trained().weights()));
  }

  private static byte[] floats(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /** A row with the bytes of a large model would be more than a message may have. */
  @Test
  void sendsLargeContentsInParts() throws IOException {
    Network network = Network.of(600, new int[] {1500}, 2, Activations.named("relu"));
    NeuralNetworkClassificationModel large =
        NeuralNetworkClassificationModel.of(
            new TrainedNetwork(
                network,
                Losses.named("softmaxCrossEntropy"),
                LabelType.CLASS,
                network.initialize(Initializer.HE_UNIFORM, Key.of(1))));
    List<Row> rows = rows("weights", of(large));
    assertThat(rows).hasSize(2).allMatch(row -> row.<byte[]>getAs(1).length <= 1 << 21);
    assertThat(contents(rows).get("weights")).isEqualTo(floats(large.trained().weights()));
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
  void measuresRows() throws IOException {
    Dataset<Row> two = VECTORS.where("label < 2");
    two.createOrReplaceTempView("two");
    NeuralNetworkClassificationModel classifier =
        new NeuralNetworkClassifier().setHiddenLayers(new int[] {8}).setMaxIter(1).fit(two);
    ClassificationSummary expected = classifier.evaluate(two);
    JsonNode measures = call("evaluate", of(classifier, "rows", "two"));
    assertThat(measures.get("accuracy").doubleValue()).isEqualTo(expected.accuracy());
    assertThat(numbers(measures.get("recallByLabel")))
        .containsExactly(Arrays.stream(expected.recallByLabel()).boxed().toArray(Double[]::new));
    // Spark adds up in the order in which tasks end.
    assertThat(measures.get("areaUnderROC").doubleValue())
        .isCloseTo(expected.areaUnderROC(), within(1e-12));
    List<Row> points = expected.pr().collectAsList();
    assertThat(measures.get("pr")).hasSize(points.size());
    for (int i = 0; i < points.size(); i++) {
      assertThat(numbers(measures.get("pr").get(i)))
          .containsExactly(points.get(i).getDouble(0), points.get(i).getDouble(1));
    }
    assertThat(call("evaluate", of(NETWORK, "rows", "two")).has("roc")).isFalse();
    TABLE.createOrReplaceTempView("houses");
    assertThat(call("evaluate", of(TABULAR, "rows", "houses")).get("accuracy").doubleValue())
        .isEqualTo(TABULAR.evaluate(TABLE).accuracy());
    NeuralNetworkRegressionModel regressor = new NeuralNetworkRegressor().setMaxIter(1).fit(two);
    assertThat(call("evaluate", of(regressor, "rows", "two")).get("r2").doubleValue())
        .isCloseTo(regressor.evaluate(two).r2(), within(1e-9));
  }

  /** Spark's evaluator is the oracle. */
  @Test
  void measuresRowsOfARegressionByATable() throws IOException {
    TabularRegressionModel model =
        new TabularRegressor()
            .setLabelCol("price")
            .setPredictionCol("guess")
            .setIgnoredCols(new String[] {"rate", "grade", "cheap", "weight", "check"})
            .setHiddenLayers(new int[] {8})
            .setMaxIter(1)
            .fit(TABLE);
    TABLE.createOrReplaceTempView("houses");
    JsonNode measures = call("evaluate", of(model, "rows", "houses"));
    RegressionEvaluator evaluator =
        new RegressionEvaluator().setLabelCol("price").setPredictionCol("guess");
    Dataset<Row> predicted = model.transform(TABLE);
    for (String[] names :
        new String[][] {
          {"r2", "r2"}, {"rmse", "rootMeanSquaredError"}, {"mae", "meanAbsoluteError"}
        }) {
      assertThat(measures.get(names[1]).doubleValue())
          .isCloseTo(evaluator.setMetricName(names[0]).evaluate(predicted), withinPercentage(1e-7));
    }
  }

  @Test
  void savesThePartsOfAModel() throws IOException {
    String encoder = folder().get("path");
    assertThat(call("encoder", of(TABULAR, "to", encoder)).isNull()).isTrue();
    String network = folder().get("path");
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
    contents(rows("files", of(TABULAR)))
        .forEach((name, content) -> files.add(RowFactory.create(name, content)));
    assertThat(files).extracting(file -> file.getString(0)).contains("manifest.json");
    Map<String, String> restored = folder();
    restored.put("rows", view(files));
    call("restore", restored);
    assertThat(
            probabilities(TabularClassificationModel.load(restored.get("path")).transform(TABLE)))
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

  @ParameterizedTest
  @ValueSource(strings = {"../../outside", "/outside", "a/../../outside", "", "a/.."})
  void writesNothingBesideAModel(String name) throws IOException {
    Map<String, String> options = folder();
    options.put("rows", view(List.of(RowFactory.create(name, new byte[] {1}))));
    assertThatThrownBy(() -> call("restore", options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + name + "\" is no file of a model");
  }

  @Test
  void releasesWhatItHasMade() throws IOException {
    Map<String, String> options = of(NETWORK);
    Path made = Path.of(URI.create(options.get("path")));
    assertThat(made).isDirectory();
    call("release", options);
    assertThat(made.getParent()).doesNotExist();
    // Whether it was told of a folder or not, a client may release it
    call("release", options);
    assertThatThrownBy(() -> call("files", options))
        .hasMessageContaining("there is no folder \"" + options.get("folder"));
  }

  @Test
  void aFolderOfTheSameNameTakesThePlaceOfTheFirst() throws IOException {
    Map<String, String> options = folder();
    Path first = Path.of(URI.create(options.get("path"))).getParent();
    assertThat(first).isDirectory();
    Path second = Path.of(URI.create(call("folder", options).asText())).getParent();
    assertThat(first).doesNotExist();
    assertThat(second).isDirectory();
  }

  @Test
  void keepsFewFoldersThatNobodyReleases() throws IOException {
    Path first = Path.of(URI.create(of(NETWORK).get("path")));
    assertThat(first).isDirectory();
    for (int i = 0; i < 200; i++) {
      ConnectFolders.make("folder " + i);
    }
    assertThat(first.getParent()).doesNotExist();
    for (int i = 0; i < 200; i++) {
      ConnectFolders.release("folder " + i);
    }
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
