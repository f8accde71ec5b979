package io.plateau.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.engine.TrainingTime;
import io.plateau.train.DataException;
import io.plateau.train.EpochRecord;
import io.plateau.train.History;
import io.plateau.train.Stop;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How a run's numbers are written. JSON has no infinities: they are the texts {@code "Infinity"},
 * {@code "-Infinity"} and {@code "NaN"}; a number that is not there is {@code null}.
 */
final class RunJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RunJson() {}

  /** One line of {@code history.jsonl}. */
  static String line(EpochRecord epoch) {
    ObjectNode line = JSON.createObjectNode();
    line.put("epoch", epoch.epoch());
    put(line, "trainLoss", epoch.trainLoss());
    if (epoch.validationLoss().isPresent()) {
      put(line, "validationLoss", epoch.validationLoss().getAsDouble());
    } else {
      line.putNull("validationLoss");
    }
    line.set("metrics", numbers(epoch.metrics()));
    put(line, "learningRate", epoch.learningRate());
    put(line, "gradientNorm", epoch.gradientNorm());
    line.put("rows", epoch.rows());
    put(line, "rowsPerSecond", epoch.rowsPerSecond());
    put(line, "seconds", epoch.seconds());
    if (!epoch.weights().isEmpty()) {
      line.put("weights", epoch.weights());
    }
    return line.toString();
  }

  /** All lines of {@code history.jsonl}; a last line without its end is left out. */
  static History history(String file, String text) {
    History history = History.EMPTY;
    String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
    for (int i = 0; i < lines.length && !lines[i].isEmpty(); i++) {
      try {
        history = history.append(record(JSON.readTree(lines[i])));
      } catch (JsonProcessingException | RuntimeException e) {
        throw new DataException(
            file + ":" + (i + 1) + ": not an epoch's line: " + e.getMessage(), e);
      }
    }
    return history;
  }

  private static EpochRecord record(JsonNode line) {
    Map<String, Double> metrics = new TreeMap<>();
    line.required("metrics")
        .properties()
        .forEach(metric -> metrics.put(metric.getKey(), number(metric.getValue())));
    JsonNode validation = line.required("validationLoss");
    return new EpochRecord(
        line.required("epoch").intValue(),
        number(line.required("trainLoss")),
        validation.isNull() ? OptionalDouble.empty() : OptionalDouble.of(number(validation)),
        metrics,
        number(line.required("learningRate")),
        number(line.required("gradientNorm")),
        line.required("rows").longValue(),
        number(line.required("seconds")),
        line.path("weights").asText());
  }

  private static double number(JsonNode node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    if (node.isTextual()) {
      return Double.parseDouble(node.textValue());
    }
    throw new IllegalArgumentException("a number must be here, got " + node);
  }

  /** The whole of {@code metrics.json}. */
  static String metrics(Work.Trained trained) {
    Stop stop = trained.state().stop();
    ObjectNode all = JSON.createObjectNode();
    all.putObject("stopped")
        .put("reason", stop.reason().name())
        .put("detail", stop.detail())
        .put("epoch", stop.epoch());
    all.put("kept", trained.state().keptEpoch());
    all.set("train", numbers(trained.train()));
    all.set("validation", numbers(trained.validation()));
    all.set("test", numbers(trained.test()));
    all.set("seconds", numbers(trained.seconds()));
    TrainingTime time = trained.time();
    if (time != null) {
      all.putObject("time")
          .put("compute", time.compute())
          .put("waiting", time.waiting())
          .put("driver", time.driver())
          .put("rounds", time.rounds())
          .put("advice", time.advice());
    }
    return all.toPrettyString();
  }

  private static ObjectNode numbers(Map<String, Double> values) {
    ObjectNode node = JSON.createObjectNode();
    values.forEach((name, value) -> put(node, name, value));
    return node;
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.put(name, Double.toString(value));
    }
  }
}
