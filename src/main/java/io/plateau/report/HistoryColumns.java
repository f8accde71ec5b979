package io.plateau.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.store.DamagedFileException;
import io.plateau.store.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A run's epochs by column. A line that is not an epoch is a problem to be told, not an error: the
 * others are shown.
 *
 * @param epochs in the order of the file
 * @param columns values by name, null where an epoch has none or it is not finite
 * @param metrics of the validation rows, likewise
 * @param problems sentences that name file and line
 */
record HistoryColumns(
    List<Integer> epochs,
    Map<String, List<Double>> columns,
    Map<String, List<Double>> metrics,
    List<String> problems) {
  private static final List<String> NAMES =
      List.of(
          "trainLoss",
          "validationLoss",
          "learningRate",
          "gradientNorm",
          "rowsPerSecond",
          "seconds");

  /** Of more epochs than a screen has dots a page has a part. */
  static final int MOST = 4000;

  static HistoryColumns read(String file, String text) {
    HistoryColumns all =
        new HistoryColumns(
            new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
    NAMES.forEach(name -> all.columns.put(name, new ArrayList<>()));
    String[] lines = text.split("\n", -1);
    int last = lines[lines.length - 1].isBlank() ? lines.length - 1 : lines.length;
    for (int i = 0; i < last; i++) {
      String place = file + ":" + (i + 1) + ": ";
      try {
        ObjectNode line = Json.object(lines[i]);
        if (!line.path("epoch").canConvertToInt() || !line.path("epoch").isIntegralNumber()) {
          all.problems.add(place + "left out: it has no number of an epoch");
        } else if (!all.epochs.isEmpty()
            && line.get("epoch").intValue() <= all.epochs.get(all.epochs.size() - 1)) {
          all.problems.add(place + "left out: epoch " + line.get("epoch") + " comes too late");
        } else {
          all.add(line);
        }
      } catch (DamagedFileException e) {
        boolean cut = i == lines.length - 1;
        all.problems.add(
            place
                + (cut
                    ? "left out: the line is cut off"
                    : "left out: it is not an object in JSON"));
      }
    }
    return all;
  }

  private void add(ObjectNode line) {
    int before = epochs.size();
    epochs.add(line.get("epoch").intValue());
    for (String name : NAMES) {
      columns.get(name).add(number(line.get(name)));
    }
    JsonNode measured = line.path("metrics");
    for (Map.Entry<String, JsonNode> value : measured.properties()) {
      metrics.computeIfAbsent(
          value.getKey(), name -> new ArrayList<>(Collections.nCopies(before, null)));
    }
    metrics.forEach((name, column) -> column.add(number(measured.get(name))));
  }

  private static Double number(JsonNode node) {
    OptionalDouble number = Json.finite(node);
    return number.isPresent() ? number.getAsDouble() : null;
  }

  /** Names of all by which an epoch may be the best: losses, of validation rows first, metrics. */
  List<String> measures() {
    List<String> names = new ArrayList<>(List.of("validationLoss"));
    names.addAll(metrics.keySet());
    names.add("trainLoss");
    return names;
  }

  /** The values watched under a name: a loss or a metric; null where there is no such column. */
  List<Double> named(String name) {
    return columns.containsKey(name) ? columns.get(name) : metrics.get(name);
  }

  /**
   * The history as the page reads it: all epochs, or of many the first, the last and every so many,
   * and the seconds of all.
   *
   * @param best epoch that is never left out, or 0
   */
  ObjectNode json(int best) {
    int every = Math.max(1, (epochs.size() + MOST - 1) / MOST);
    int[] shown =
        IntStream.range(0, epochs.size())
            .filter(
                i ->
                    i == 0
                        || i % every == every - 1
                        || i == epochs.size() - 1
                        || epochs.get(i) == best)
            .toArray();
    ObjectNode json = Json.object();
    json.put(
        "totalSeconds",
        columns.get("seconds").stream().filter(Objects::nonNull).mapToDouble(s -> s).sum());
    json.set("epoch", tree(epochs, shown));
    columns.forEach((name, column) -> json.set(name, tree(column, shown)));
    ObjectNode measured = json.putObject("metrics");
    metrics.forEach((name, column) -> measured.set(name, tree(column, shown)));
    return json;
  }

  private static JsonNode tree(List<?> column, int[] shown) {
    return Json.tree(Arrays.stream(shown).mapToObj(column::get).toList());
  }
}
