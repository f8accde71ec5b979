package io.plateau.ml;

import io.plateau.ml.params.HasNetworkParams;
import io.plateau.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
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
 * let it call: it saves the model to a folder of the driver, and reads the answer of a call as a
 * row of one column, {@code answer}, in JSON.
 *
 * <pre>{@code
 * calls = spark.read.format("io.plateau.ml.ConnectCalls")
 * folder = json.loads(calls.option("call", "folder").load().collect()[0].answer)
 * model.write().save(folder)
 * calls.option("call", "labels").option("model", type(model).__name__).option("path", folder)
 * }</pre>
 *
 * <p>Options: {@code call}, a name of the table below; {@code model}, the simple name of the
 * model's class, and {@code path}, where it was saved; {@code rows}, a temporary view.
 *
 * <table>
 * <caption>Calls</caption>
 * <tr><td>folder<td>path of a new folder on the driver's disk, to save a model to
 * <tr><td>release<td>deletes the folder {@code path}
 * <tr><td>labels, numClasses<td>of a {@link TabularClassificationModel}
 * <tr><td>weights, layers<td>of a {@link NetworkModel}, the layers in words
 * <tr><td>featureImportances<td>measured on {@code rows}: a list, or an object by column
 * <tr><td>encoder, network<td>saves that part of a model of a table to the folder {@code to}
 * <tr><td>exportOnnx<td>writes a {@link PortableModel} to the file {@code to}
 * <tr><td>files<td>those of a saved model, an object of Base64 by name
 * <tr><td>restore<td>writes such files, {@code rows} of name and content, to the folder {@code path}
 * <tr><td>report<td>the page of {@code facts}, by {@link SummaryPage}
 * </table>
 */
public final class ConnectCalls extends DriverRows {
  /** How a model of each class is read. */
  private static final Map<String, Loader> MODELS =
      Map.of(
          "NeuralNetworkClassificationModel", NeuralNetworkClassificationModel::load,
          "NeuralNetworkRegressionModel", NeuralNetworkRegressionModel::load,
          "TableEncoderModel", TableEncoderModel::load,
          "TabularClassificationModel", TabularClassificationModel::load,
          "TabularRegressionModel", TabularRegressionModel::load);

  private static final Map<String, Call> CALLS =
      Map.ofEntries(
          Map.entry("folder", given -> ConnectFolders.make()),
          Map.entry("release", ConnectCalls::release),
          Map.entry("labels", given -> given.model(TabularClassificationModel.class).labels()),
          Map.entry(
              "numClasses", given -> given.model(TabularClassificationModel.class).numClasses()),
          Map.entry("weights", given -> network(given).weights().toArray()),
          Map.entry("layers", given -> network(given).network().toString()),
          Map.entry("featureImportances", ConnectCalls::importances),
          Map.entry("encoder", given -> saved(given.model(TabularModel.class).encoder(), given)),
          Map.entry("network", given -> saved(given.model(TabularModel.class).network(), given)),
          Map.entry("exportOnnx", ConnectCalls::exported),
          Map.entry("files", ConnectCalls::files),
          Map.entry("restore", ConnectCalls::restored),
          Map.entry("report", given -> SummaryPage.of(given.option("facts"))));

  /** Reads a saved model. */
  private interface Loader {
    Object load(String path);
  }

  /** Answers with null, text, numbers or an object of them. */
  private interface Call {
    Object answer(Given given) throws IOException;
  }

  /** The options that a client gave. */
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
    super(new StructType().add("answer", DataTypes.StringType, false));
  }

  @Override
  Maker rows(CaseInsensitiveStringMap options) {
    Given given = new Given(options);
    Call call = known(CALLS, options.getOrDefault("call", ""), "call");
    return () ->
        List.<Object[]>of(
            new Object[] {UTF8String.fromString(Json.tree(call.answer(given)).toString())});
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

  private static NetworkModel<?> network(Given given) {
    return given.model(NetworkModel.class);
  }

  private static Object importances(Given given) {
    HasNetworkParams model = given.model(HasNetworkParams.class);
    return model instanceof TabularModel table
        ? table.featureImportances(given.rows())
        : ((NetworkModel<?>) model).featureImportances(given.rows()).toArray();
  }

  private static Object saved(MLWritable part, Given given) throws IOException {
    part.write().save(given.option("to"));
    return null;
  }

  private static Object exported(Given given) throws IOException {
    given.model(PortableModel.class).exportOnnx(given.option("to"));
    return null;
  }

  private static Object release(Given given) throws IOException {
    ConnectFolders.release(given.option("path"));
    return null;
  }

  private static Object files(Given given) throws IOException {
    Path folder = ConnectFolders.of(given.option("path"));
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        files.put(name, Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
      }
    }
    return files;
  }

  private static Object restored(Given given) throws IOException {
    Path folder = ConnectFolders.of(given.option("path"));
    for (Row file : given.rows().collectAsList()) {
      Path path = folder.resolve(file.getString(0)).normalize();
      if (!path.startsWith(folder)) {
        throw new IllegalArgumentException(file.getString(0) + " is no file of a model");
      }
      Files.createDirectories(path.getParent());
      Files.write(path, file.<byte[]>getAs(1));
    }
    return null;
  }
}
