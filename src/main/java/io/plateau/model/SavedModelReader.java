package io.plateau.model;

import io.plateau.nn.TrainedNetwork;
import io.plateau.store.DamagedFileException;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reader of all that is saved as a model: the folder of a run, a spark.ml pipeline, or one of its
 * models, where the last of several networks predicts. Files of Plateau's own stages are verified;
 * of Spark's stages the names and params are read.
 */
public final class SavedModelReader {
  private static final long LARGEST_METADATA = 1 << 26;
  private static final String OWN = "io.plateau.ml.";
  private static final String SPARK = "org.apache.spark.ml.";

  /** The folder of a run in which its model is. */
  private static final String RUN = "model";

  /** Pipelines within one another. */
  private static final int DEPTH = 4;

  private Optional<FittedTable> table = Optional.empty();
  private TrainedNetwork network;
  private List<String> labels = List.of();
  private List<Double> thresholds = List.of();

  /** The column of the classes that the last network predicts, as indices; empty for others. */
  private String index = "";

  /** The stage that makes a column, for messages. */
  private final Map<String, String> made = new HashMap<>();

  /** The encoder's columns by the column that it makes of them. */
  private final Map<String, FittedTable> encoded = new HashMap<>();

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
    StageMetadata metadata = metadata(folder);
    String type = metadata.type();
    if (type.equals(SPARK + "PipelineModel")) {
      require(depth < DEPTH, folder, type);
      pipeline(folder, metadata, depth + 1);
      return;
    }
    if (type.startsWith(OWN)) {
      metadata = own(ModelFolder.open(folder));
    } else if (type.equals(SPARK + "feature.IndexToString")) {
      require(!index.isEmpty() && metadata.text("inputCol").equalsIgnoreCase(index), folder, type);
      List<String> names = metadata.texts("labels");
      labels = names.subList(0, Math.min(names.size(), SavedModel.classes(network)));
    } else {
      // The indexer of a label changes nothing that is predicted
      require(type.equals(SPARK + "feature.StringIndexerModel"), folder, type);
    }
    for (String column : metadata.written()) {
      made.put(key(column), folder.path("") + " is a stage of " + type);
    }
  }

  private static void require(boolean holds, FileTree folder, String type) throws IOException {
    if (!holds) {
      throw new IOException(
          "%s is a stage of %s, which needs Spark; train with TabularClassifier, TabularRegressor or a job file, whose columns are part of the model"
              .formatted(folder.path(""), type));
    }
  }

  /** Refuses a column that is not of a row, but made by a stage. */
  private void requireOfRow(String column, ModelFolder reader) throws IOException {
    String maker = made.get(key(column));
    if (maker != null) {
      throw new IOException(
          "%s, which needs Spark since %s reads its column \"%s\"; train with TabularClassifier, TabularRegressor or a job file on columns that rows have"
              .formatted(maker, reader.path(""), column));
    }
  }

  /** The name of a column for Spark, which ignores case. */
  private static String key(String column) {
    return column.toLowerCase(Locale.ROOT);
  }

  /** The stages in their order, in folders named {@code number_uid}. */
  private void pipeline(FileTree folder, StageMetadata metadata, int depth) throws IOException {
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

  /** Reads a stage of Plateau, and its metadata once more, this time verified. */
  private StageMetadata own(ModelFolder folder) throws IOException {
    StageMetadata metadata =
        StageMetadata.of(folder.path(ModelFolder.METADATA), folder.read(ModelFolder.METADATA));
    switch (metadata.type().substring(OWN.length())) {
      case "TableEncoderModel" -> encoded.put(key(metadata.text("outputCol")), columns(folder));
      case "NeuralNetworkClassificationModel" -> {
        network(folder, metadata, encoded(folder, metadata), List.of());
        index = metadata.text("predictionCol");
      }
      case "NeuralNetworkRegressionModel" ->
          network(folder, metadata, encoded(folder, metadata), List.of());
      case "TabularClassificationModel" ->
          network(folder, metadata, Optional.of(columns(folder)), labels(folder));
      case "TabularRegressionModel" ->
          network(folder, metadata, Optional.of(columns(folder)), List.of());
      default -> throw new DamagedFileException(folder.path("") + " is of an unknown class");
    }
    return metadata;
  }

  /** The columns of a stage, all of which rows have. */
  private FittedTable columns(ModelFolder folder) throws IOException {
    FittedTable columns = folder.table(ModelFolder.COLUMNS);
    for (FittedColumn column : columns.columns()) {
      requireOfRow(column.name(), folder);
    }
    return columns;
  }

  /** The columns whose encoder writes the features of a network; empty where rows have them. */
  private Optional<FittedTable> encoded(ModelFolder folder, StageMetadata metadata)
      throws IOException {
    String features = metadata.text("featuresCol");
    FittedTable columns = encoded.get(key(features));
    if (columns == null) {
      requireOfRow(features, folder);
    }
    return Optional.ofNullable(columns);
  }

  /** Takes a network in place of one before it, of which nothing stays. */
  private void network(
      ModelFolder folder, StageMetadata metadata, Optional<FittedTable> columns, List<String> names)
      throws IOException {
    table = columns;
    network = folder.network();
    labels = names;
    thresholds = metadata.numbers("thresholds");
    index = "";
  }

  private static List<String> labels(ModelFolder folder) throws IOException {
    FittedTable label = folder.table(ModelFolder.LABEL);
    if (label.columns().size() == 1 && label.columns().get(0) instanceof FittedCategory category) {
      return category.values();
    }
    throw new DamagedFileException(
        folder.path(ModelFolder.LABEL) + " must have one column, a category");
  }

  private static StageMetadata metadata(FileTree folder) throws IOException {
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
    return StageMetadata.of(folder.path(name), folder.read(name, length.getAsLong()));
  }
}
