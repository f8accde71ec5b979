package io.plateau.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.train.EpochRecord;
import io.plateau.train.History;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** A history as a list of objects. Numbers are texts, so that all of them keep their bits. */
final class HistoryJson {
  private HistoryJson() {}

  /** <em>Adds into</em> a list an object for each epoch. */
  static void write(History history, ArrayNode list) {
    for (EpochRecord epoch : history.epochs()) {
      ObjectNode json =
          list.addObject()
              .put("epoch", epoch.epoch())
              .put("trainLoss", Double.toString(epoch.trainLoss()));
      if (epoch.validationLoss().isPresent()) {
        json.put("validationLoss", Double.toString(epoch.validationLoss().getAsDouble()));
      } else {
        json.putNull("validationLoss");
      }
      ObjectNode metrics = json.putObject("metrics");
      epoch.metrics().forEach((name, value) -> metrics.put(name, Double.toString(value)));
      json.put("learningRate", Double.toString(epoch.learningRate()))
          .put("gradientNorm", Double.toString(epoch.gradientNorm()))
          .put("rows", epoch.rows())
          .put("seconds", Double.toString(epoch.seconds()))
          .put("weights", epoch.weights());
    }
  }

  static History read(JsonNode list) {
    List<EpochRecord> epochs = new ArrayList<>();
    for (JsonNode json : list) {
      EpochRecord epoch = epoch(json);
      if (epoch.epoch() != epochs.size() + 1) {
        throw new CheckpointException.Damaged(
            "epoch " + (epochs.size() + 1) + " is missing from the history");
      }
      epochs.add(epoch);
    }
    return new History(epochs);
  }

  private static EpochRecord epoch(JsonNode json) {
    Strict.keys(
        json,
        "epoch",
        "trainLoss",
        "validationLoss",
        "metrics",
        "learningRate",
        "gradientNorm",
        "rows",
        "seconds",
        "weights");
    return new EpochRecord(
        (int) Strict.whole(json, "epoch", 1, Integer.MAX_VALUE),
        Strict.real(json, "trainLoss"),
        json.get("validationLoss").isNull()
            ? OptionalDouble.empty()
            : OptionalDouble.of(Strict.real(json, "validationLoss")),
        metrics(json.get("metrics")),
        Strict.real(json, "learningRate"),
        Strict.real(json, "gradientNorm"),
        Strict.whole(json, "rows", 0, Long.MAX_VALUE),
        Strict.real(json, "seconds"),
        Strict.text(json, "weights"));
  }

  private static Map<String, Double> metrics(JsonNode json) {
    if (!json.isObject()) {
      throw new CheckpointException.Damaged("it must have an object for metrics");
    }
    Map<String, Double> metrics = new TreeMap<>();
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      metrics.put(name, Strict.real(json, name));
    }
    return metrics;
  }
}
