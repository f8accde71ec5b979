package io.plateau.model;

import io.plateau.store.DamagedFileException;
import io.plateau.store.JsonValue;
import io.plateau.store.StrictJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Metadata of a stage as spark.ml writes them.
 *
 * @param path of their file, for messages
 * @param type name of the stage's class
 * @param set params that were set
 * @param defaults of the other params
 */
record StageMetadata(String path, String type, JsonValue set, JsonValue defaults) {
  /** Params that name the columns which a stage writes. */
  private static final List<String> WRITTEN =
      List.of(
          "outputCol",
          "outputCols",
          "predictionCol",
          "probabilityCol",
          "rawPredictionCol",
          "predictionSpreadCol");

  static StageMetadata of(String path, byte[] bytes) throws DamagedFileException {
    try {
      JsonValue json = JsonValue.object(bytes);
      return new StageMetadata(
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

  /** The names of all columns that the stage writes. */
  List<String> written() throws DamagedFileException {
    List<String> columns = new ArrayList<>();
    for (String name : WRITTEN) {
      columns.addAll(param(name).isText() ? List.of(text(name)) : texts(name));
    }
    return columns;
  }
}
