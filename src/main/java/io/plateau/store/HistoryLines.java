package io.plateau.store;

import io.plateau.train.EpochRecord;
import io.plateau.train.History;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The history of a training: a JSON object an epoch, one on each line of {@code history.jsonl} or
 * in a list of a checkpoint. A validation loss that is not there is {@code null}; the digest of the
 * weights is absent where it is not known; {@code rowsPerSecond} follows from the others.
 */
public final class HistoryLines {
  private static final Set<String> REQUIRED =
      Set.of(
          "epoch",
          "trainLoss",
          "validationLoss",
          "metrics",
          "learningRate",
          "gradientNorm",
          "rows",
          "seconds");

  private static final Set<String> OPTIONAL = Set.of("rowsPerSecond", "weights");

  private HistoryLines() {}

  /** One line, without its end. */
  public static String line(EpochRecord epoch) {
    return json(epoch).toString();
  }

  /** All lines, each with its end. The Python package calls it by name. */
  public static String lines(History history) {
    return history.epochs().stream().map(epoch -> line(epoch) + "\n").collect(Collectors.joining());
  }

  /**
   * All lines of a file; a last line without its end, which a kill has cut off, is left out.
   *
   * @param file that messages name
   */
  public static History read(String file, String text) throws DamagedFileException {
    List<EpochRecord> epochs = new ArrayList<>();
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      try {
        add(epochs, JsonValue.object(lines.get(i)));
      } catch (DamagedFileException e) {
        throw new DamagedFileException(
            file + ":" + (i + 1) + ": not an epoch's line: " + e.getMessage(), e);
      }
    }
    return new History(epochs);
  }

  /** <em>Adds</em> an object for each epoch to a list. */
  public static void write(History history, JsonArray list) {
    history.epochs().forEach(epoch -> list.add(json(epoch)));
  }

  public static History read(JsonValue list) throws DamagedFileException {
    List<EpochRecord> epochs = new ArrayList<>();
    for (JsonValue json : list) {
      add(epochs, json);
    }
    return new History(epochs);
  }

  private static void add(List<EpochRecord> epochs, JsonValue json) throws DamagedFileException {
    EpochRecord epoch = epoch(json);
    if (epoch.epoch() != epochs.size() + 1) {
      throw new DamagedFileException(
          "epoch " + (epochs.size() + 1) + " is missing from the history");
    }
    epochs.add(epoch);
  }

  public static JsonObject json(EpochRecord epoch) {
    JsonObject json = new JsonObject().put("epoch", epoch.epoch());
    json.put("trainLoss", epoch.trainLoss());
    if (epoch.validationLoss().isPresent()) {
      json.put("validationLoss", epoch.validationLoss().getAsDouble());
    } else {
      json.putNull("validationLoss");
    }
    json.putNumbers("metrics", epoch.metrics());
    json.put("learningRate", epoch.learningRate());
    json.put("gradientNorm", epoch.gradientNorm());
    json.put("rows", epoch.rows());
    json.put("rowsPerSecond", epoch.rowsPerSecond());
    json.put("seconds", epoch.seconds());
    if (!epoch.weights().isEmpty()) {
      json.put("weights", epoch.weights());
    }
    return json;
  }

  private static EpochRecord epoch(JsonValue json) throws DamagedFileException {
    StrictJson.keys(json, REQUIRED, OPTIONAL);
    return new EpochRecord(
        (int) StrictJson.whole(json, "epoch", 1, Integer.MAX_VALUE),
        StrictJson.real(json, "trainLoss"),
        json.get("validationLoss").isNull()
            ? OptionalDouble.empty()
            : OptionalDouble.of(StrictJson.real(json, "validationLoss")),
        StrictJson.reals(json, "metrics"),
        StrictJson.real(json, "learningRate"),
        StrictJson.real(json, "gradientNorm"),
        StrictJson.whole(json, "rows", 0, Long.MAX_VALUE),
        StrictJson.real(json, "seconds"),
        json.has("weights") ? StrictJson.text(json, "weights") : "");
  }
}
