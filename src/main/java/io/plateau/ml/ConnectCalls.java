package io.plateau.ml;

import io.plateau.ml.params.HasNetworkParams;
import io.plateau.store.Json;
import io.plateau.store.LittleEndian;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Data source by which a client of Spark Connect calls methods of a model that the server does not
 * let it call: it saves the model to a folder of the driver, and reads the answer of a call.
 *
 * <pre>{@code
 * calls = spark.read.format("io.plateau.ml.ConnectCalls").option("folder", str(uuid.uuid4()))
 * (made,) = calls.option("call", "folder").load().collect()
 * path = json.loads(made.answer)
 * model.write().save(path)
 * asked = calls.option("model", type(model).__name__).option("path", path)
 * (labels,) = asked.option("call", "labels").load().collect()
 * calls.option("call", "release").load().collect()
 * }</pre>
 *
 * <p>A row has {@code answer}, as JSON, and {@code content}, bytes or null. A call is made whenever
 * Spark plans a reading, also to explain it.
 *
 * <p>Options: {@code call}, a name of the table below; {@code folder}, a name that the client
 * chooses; {@code model}, the simple name of the model's class, and {@code path}, where it was
 * saved; {@code rows}, a temporary view; {@code to}, a path of any file system of Hadoop.
 *
 * <table>
 * <caption>Calls</caption>
 * <tr><td>folder<td>path of a new folder on the driver's disk, to save a model to
 * <tr><td>release<td>deletes the folder, where there is one
 * <tr><td>labels, numClasses<td>of a {@link TabularClassificationModel}
 * <tr><td>layers<td>of a {@link NetworkModel}, in words
 * <tr><td>weights<td>of a {@link NetworkModel}: little-endian floats, in the contents of rows
 * <tr><td>featureImportances<td>measured on {@code rows}: a list, or an object by column
 * <tr><td>evaluate<td>measures of a {@link NetworkModel} or a {@link TabularModel} on {@code rows},
 *     by name
 * <tr><td>encoder, network<td>saves that part of a model of a table, {@code to} a path
 * <tr><td>exportOnnx<td>writes a {@link PortableModel} {@code to} a file
 * <tr><td>files<td>those in the folder: names, and parts of their contents in order
 * <tr><td>restore<td>writes such files, {@code rows} of name and content, to the folder
 * <tr><td>report<td>the page of {@code facts}, an option, by {@link SummaryPage}
 * </table>
 */
public final class ConnectCalls extends DriverRows {
  private static final Map<String, Loader> MODELS =
      Map.of(
          "NeuralNetworkClassificationModel", NeuralNetworkClassificationModel::load,
          "NeuralNetworkRegressionModel", NeuralNetworkRegressionModel::load,
          "TableEncoderModel", TableEncoderModel::load,
          "TabularClassificationModel", TabularClassificationModel::load,
          "TabularRegressionModel", TabularRegressionModel::load);

  private static final Map<String, Call> CALLS =
      Map.ofEntries(
          Map.entry("folder", given -> told(ConnectFolders.make(given.option("folder")))),
          Map.entry("release", ConnectCalls::released),
          Map.entry(
              "labels", given -> told(given.model(TabularClassificationModel.class).labels())),
          Map.entry(
              "numClasses",
              given -> told(given.model(TabularClassificationModel.class).numClasses())),
          Map.entry("layers", given -> told(network(given).network().toString())),
          Map.entry("weights", ConnectCalls::weights),
          Map.entry("featureImportances", given -> told(importances(given))),
          Map.entry("evaluate", given -> told(measures(given))),
          Map.entry("encoder", given -> saved(table(given).encoder(), given)),
          Map.entry("network", given -> saved(table(given).network(), given)),
          Map.entry("exportOnnx", ConnectCalls::exported),
          Map.entry("files", ConnectCalls::files),
          Map.entry("restore", ConnectCalls::restored),
          Map.entry("report", given -> told(SummaryPage.of(given.option("facts")))));

  /** Bytes of a row at most: what a message takes with ease. */
  private static final int MOST = 1 << 21;

  private interface Loader {
    Object load(String path);
  }

  private interface Call {
    List<Answer> answer(Given given) throws IOException;
  }

  /**
   * A row of an answer.
   *
   * @param told null, text, numbers or an object of them
   * @param content or null
   */
  private record Answer(Object told, byte[] content) {
    Object[] row() {
      return new Object[] {UTF8String.fromString(Json.tree(told).toString()), content};
    }
  }

  private record Given(CaseInsensitiveStringMap options) {
    String option(String name) {
      String value = options.get(name);
      if (value == null) {
        throw new IllegalArgumentException(
            "call \"%s\" needs the option %s, got none".formatted(options.get("call"), name));
      }
      return value;
    }

    <T> T model(Class<T> type) {
      Object model = known(MODELS, option("model"), "model").load(option("path"));
      if (!type.isInstance(model)) {
        throw new IllegalArgumentException(
            "call \"%s\" is of a %s, got a %s"
                .formatted(options.get("call"), type.getSimpleName(), option("model")));
      }
      return type.cast(model);
    }

    Dataset<Row> rows() {
      return SparkSession.active().table(option("rows"));
    }
  }

  /** For Spark, which makes it by its name. */
  public ConnectCalls() {
    super(
        new StructType()
            .add("answer", DataTypes.StringType, false)
            .add("content", DataTypes.BinaryType));
  }

  @Override
  Maker rows(CaseInsensitiveStringMap options) {
    Given given = new Given(options);
    Call call = known(CALLS, options.getOrDefault("call", ""), "call");
    return () -> call.answer(given).stream().map(Answer::row).toList();
  }

  private static List<Answer> told(Object value) {
    return List.of(new Answer(value, null));
  }

  private static List<Answer> parts(String name, byte[] content) {
    List<Answer> parts = new ArrayList<>();
    int at = 0;
    do {
      int end = Math.min(content.length, at + MOST);
      parts.add(new Answer(name, Arrays.copyOfRange(content, at, end)));
      at = end;
    } while (at < content.length);
    return parts;
  }

  private static <T> T known(Map<String, T> all, String name, String option) {
    T found = all.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "option %s must be one of %s, got \"%s\""
              .formatted(option, new TreeMap<>(all).keySet(), name));
    }
    return found;
  }

  private static TabularModel<?, ?, ?> table(Given given) {
    return given.model(TabularModel.class);
  }

  private static NetworkModel<?, ?> network(Given given) {
    return given.model(NetworkModel.class);
  }

  private static List<Answer> weights(Given given) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    LittleEndian.write(bytes::write, network(given).trained().weights());
    return parts("weights", bytes.toByteArray());
  }

  private static Object importances(Given given) {
    HasNetworkParams model = given.model(HasNetworkParams.class);
    return model instanceof TabularModel<?, ?, ?> table
        ? table.featureImportances(given.rows())
        : ((NetworkModel<?, ?>) model).featureImportances(given.rows()).toArray();
  }

  private static Map<String, ?> measures(Given given) {
    HasNetworkParams model = given.model(HasNetworkParams.class);
    PredictedRows<?> rows =
        model instanceof TabularModel<?, ?, ?> table
            ? table.evaluate(given.rows())
            : ((NetworkModel<?, ?>) model).evaluate(given.rows());
    return rows instanceof ClassificationSummary classes
        ? classes.measures()
        : ((RegressionSummary) rows).measures();
  }

  private static List<Answer> saved(MLWritable part, Given given) throws IOException {
    part.write().save(given.option("to"));
    return told(null);
  }

  private static List<Answer> exported(Given given) throws IOException {
    given.model(PortableModel.class).exportOnnx(given.option("to"));
    return told(null);
  }

  private static List<Answer> released(Given given) throws IOException {
    ConnectFolders.release(given.option("folder"));
    return told(null);
  }

  private static List<Answer> files(Given given) throws IOException {
    Path folder = ConnectFolders.of(given.option("folder"));
    List<Answer> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        files.addAll(parts(name, Files.readAllBytes(file)));
      }
    }
    return files;
  }

  private static List<Answer> restored(Given given) throws IOException {
    Path folder = ConnectFolders.of(given.option("folder"));
    for (Row file : given.rows().collectAsList()) {
      Path path = folder.resolve(file.getString(0)).normalize();
      if (!path.startsWith(folder) || path.equals(folder)) {
        throw new IllegalArgumentException("\"" + file.getString(0) + "\" is no file of a model");
      }
      Files.createDirectories(path.getParent());
      Files.write(path, file.<byte[]>getAs(1));
    }
    return told(null);
  }
}
