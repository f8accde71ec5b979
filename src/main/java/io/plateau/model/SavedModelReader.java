package io.plateau.model;

import io.plateau.nn.TrainedNetwork;
import io.plateau.store.DamagedFileException;
import io.plateau.store.JsonValue;
import io.plateau.store.StrictJson;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reader of all that is saved as a model: the folder of a run, a spark.ml pipeline, or one of its
 * models. Files of Plateau's own stages are verified; of Spark's stages the names and params are
 * read.
 */
public final class SavedModelReader {
  private static final long LARGEST_METADATA = 1 << 26;
  private static final String OWN = "io.plateau.ml.";
  private static final String SPARK = "org.apache.spark.ml.";

  /** The folder of a run in which its model is. */
  private static final String RUN = "model";

  private Optional<FittedTable> table = Optional.empty();
  private TrainedNetwork network;
  private List<String> labels = List.of();
  private List<Double> thresholds = List.of();

  /** Pipelines within one another. */
  private static final int DEPTH = 4;

  /** The column that the last stage has written, which the next must read; empty before any. */
  private String written = "";

  private SavedModelReader() {}

  /**
   * The model of a folder.
   *
   * @throws DamagedFileException where a file is not what Plateau or Spark wrote
   * @throws IOException where the folder has no model, or one with a stage that only Spark can run
   */
  public static SavedModel read(FileTree files) throws IOException {
    boolean run = files.length("job.yaml").isPresent() && !files.list(RUN).isEmpty();
    FileTree folder = run ? files.below(RUN) : files;
    SavedModelReader reader = new SavedModelReader();
    reader.stage(folder, 0);
    if (reader.network == null) {
      throw new IOException(
          folder.path("") + " has no network that predicts; save the model or the whole pipeline");
    }
    try {
      return new SavedModel(reader.table, reader.network, reader.labels, reader.thresholds);
    } catch (IllegalArgumentException e) {
      throw new DamagedFileException(folder.path("") + ": " + e.getMessage(), e);
    }
  }

  private void stage(FileTree folder, int depth) throws IOException {
    Metadata metadata = metadata(folder);
    String type = metadata.type;
    if (type.equals(SPARK + "PipelineModel")) {
      require(depth < DEPTH, folder, type);
      pipeline(folder, metadata, depth + 1);
    } else if (type.startsWith(OWN)) {
      own(ModelFolder.open(folder));
    } else if (type.equals(SPARK + "feature.IndexToString")) {
      require(network != null && metadata.text("inputCol").equals(written), folder, type);
      labels = metadata.texts("labels");
      written = metadata.text("outputCol");
    } else {
      // The indexer of a label changes nothing that is predicted
      require(type.equals(SPARK + "feature.StringIndexerModel"), folder, type);
    }
  }

  private static void require(boolean holds, FileTree folder, String type) throws IOException {
    if (!holds) {
      throw new IOException(
          "%s is a stage of %s, which needs Spark; train with TabularClassifier, TabularRegressor or a job file, whose columns are part of the model"
              .formatted(folder.path(""), type));
    }
  }

  /** The stages in their order, in folders named {@code number_uid}. */
  private void pipeline(FileTree folder, Metadata metadata, int depth) throws IOException {
    List<String> uids = metadata.texts("stageUids");
    List<String> names = folder.list("stages");
    for (int i = 0; i < uids.size(); i++) {
      String name = stage(names, i, "_" + uids.get(i));
      if (name.isEmpty()) {
        throw new DamagedFileException(
            folder.path("stages") + " has no stage " + i + "_" + uids.get(i));
      }
      stage(folder.below("stages/" + name), depth);
    }
  }

  /** The folder of a stage, whose number may begin with zeros; empty where there is none. */
  private static String stage(List<String> names, int number, String end) {
    for (String name : names) {
      if (name.endsWith(end)) {
        String digits = name.substring(0, name.length() - end.length());
        String zeros = "0".repeat(Math.max(0, digits.length() - Integer.toString(number).length()));
        if (digits.equals(zeros + number)) {
          return name;
        }
      }
    }
    return "";
  }

  private void own(ModelFolder folder) throws IOException {
    // The metadata once more, this time verified
    Metadata metadata =
        Metadata.of(folder.path(ModelFolder.METADATA), folder.read(ModelFolder.METADATA));
    switch (metadata.type.substring(OWN.length())) {
      case "TableEncoderModel" -> {
        table = Optional.of(folder.table(ModelFolder.COLUMNS));
        written = metadata.text("outputCol");
      }
      case "NeuralNetworkClassificationModel", "NeuralNetworkRegressionModel" -> {
        if (table.isPresent() && !metadata.text("featuresCol").equals(written)) {
          throw new IOException(
              "%s reads column \"%s\", but the encoder before it writes \"%s\""
                  .formatted(folder.path(""), metadata.text("featuresCol"), written));
        }
        network(folder, metadata);
      }
      case "TabularClassificationModel" -> {
        table = Optional.of(folder.table(ModelFolder.COLUMNS));
        network(folder, metadata);
        labels = labels(folder);
      }
      case "TabularRegressionModel" -> {
        table = Optional.of(folder.table(ModelFolder.COLUMNS));
        network(folder, metadata);
      }
      default -> throw new DamagedFileException(folder.path("") + " is of an unknown class");
    }
  }

  private void network(ModelFolder folder, Metadata metadata) throws IOException {
    network = folder.network();
    thresholds = metadata.numbers("thresholds");
    written = metadata.text("predictionCol");
  }

  private static List<String> labels(ModelFolder folder) throws IOException {
    FittedTable label = folder.table(ModelFolder.LABEL);
    if (label.columns().size() == 1 && label.columns().get(0) instanceof FittedCategory category) {
      return category.values();
    }
    throw new DamagedFileException(
        folder.path(ModelFolder.LABEL) + " must have one column, a category");
  }

  private static Metadata metadata(FileTree folder) throws IOException {
    String name = "";
    for (String part : folder.list("metadata")) {
      if (part.startsWith("part-")) {
        name = "metadata/" + part;
        break;
      }
    }
    OptionalLong length = name.isEmpty() ? OptionalLong.empty() : folder.length(name);
    if (length.isEmpty()) {
      throw new IOException(
          "there is no model at %s; give the folder of a run, a saved pipeline or a saved model"
              .formatted(folder.path("")));
    }
    if (length.getAsLong() > LARGEST_METADATA) {
      throw new DamagedFileException(
          folder.path(name) + " has " + length.getAsLong() + " bytes, too many for metadata");
    }
    return Metadata.of(folder.path(name), folder.read(name, length.getAsLong()));
  }

  /**
   * Metadata of a stage as spark.ml writes them.
   *
   * @param path of their file, for messages
   * @param type name of the stage's class
   */
  private record Metadata(String path, String type, JsonValue set, JsonValue defaults) {
    static Metadata of(String path, byte[] bytes) throws DamagedFileException {
      try {
        JsonValue json = JsonValue.object(bytes);
        return new Metadata(
            path,
            StrictJson.text(json, "class"),
            StrictJson.object(json, "paramMap"),
            json.path("defaultParamMap"));
      } catch (DamagedFileException e) {
        throw e.in(path);
      }
    }

    private JsonValue param(String name) {
      return set.has(name) ? set.get(name) : defaults.path(name);
    }

    String text(String name) throws DamagedFileException {
      JsonValue value = param(name);
      if (!value.isText()) {
        throw new DamagedFileException(path + ": param " + name + " must be a string");
      }
      return value.text();
    }

    List<String> texts(String name) throws DamagedFileException {
      List<String> texts = new ArrayList<>();
      for (JsonValue value : param(name)) {
        if (!value.isText()) {
          throw new DamagedFileException(path + ": param " + name + " must be strings");
        }
        texts.add(value.text());
      }
      return texts;
    }

    List<Double> numbers(String name) throws DamagedFileException {
      List<Double> numbers = new ArrayList<>();
      for (JsonValue value : param(name)) {
        if (!value.isNumber() || !Double.isFinite(value.number())) {
          throw new DamagedFileException(path + ": param " + name + " must be numbers");
        }
        numbers.add(value.number());
      }
      return numbers;
    }
  }
}
