package io.plateau.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;

/**
 * Variant of a study.
 *
 * @param folders names of its runs' folders, one a seed
 * @param runs documents of the runs, in the same order
 * @param measures all that each of its measured runs has, the one to rank by first
 */
record StudyVariant(
    String name, List<String> folders, List<ObjectNode> runs, List<StudyMeasure> measures) {
  static StudyVariant of(String name, List<String> folders, List<ObjectNode> runs) {
    List<List<StudyMeasure>> measured =
        runs.stream().map(StudyMeasure::of).filter(measures -> !measures.isEmpty()).toList();
    List<StudyMeasure> common = measured.isEmpty() ? List.of() : new ArrayList<>(measured.get(0));
    measured.forEach(common::retainAll);
    return new StudyVariant(name, folders, runs, List.copyOf(common));
  }

  /** The number of its runs that diverged. */
  int diverged() {
    return (int) runs.stream().filter(run -> reason(run).equals("DIVERGED")).count();
  }

  /** Whether one of its runs could not be made. */
  boolean failed() {
    return runs.stream().anyMatch(StudyVariant::failed);
  }

  private static boolean failed(JsonNode run) {
    return run.has("failed");
  }

  private static String reason(JsonNode run) {
    return run.path("metrics").path("stopped").path("reason").asText();
  }

  /** The mean of a measure over the runs that have it; NaN where none has. */
  double mean(StudyMeasure measure) {
    return mean(values(measure));
  }

  private List<Double> values(StudyMeasure measure) {
    return present(runs.stream().map(measure::value).toList());
  }

  /** The mean over the runs of the loss of their best epoch; NaN where none has one. */
  double loss() {
    return mean(losses());
  }

  private List<Double> losses() {
    List<OptionalDouble> losses = new ArrayList<>();
    for (ObjectNode run : runs) {
      JsonNode history = run.path("history");
      JsonNode best = run.path("best").path("epoch");
      for (int e = 0; e < history.path("epoch").size(); e++) {
        if (history.path("epoch").get(e).equals(best)) {
          losses.add(Json.finite(history.path(column()).get(e)));
        }
      }
    }
    return present(losses);
  }

  /** The losses of validation rows, where a run has any, else those of training rows. */
  private String column() {
    return has("validationLoss") ? "validationLoss" : "trainLoss";
  }

  private boolean has(String column) {
    return runs.stream()
        .flatMap(run -> StreamSupport.stream(run.path("history").path(column).spliterator(), false))
        .anyMatch(loss -> Json.finite(loss).isPresent());
  }

  /**
   * The variant in {@code comparison.json}.
   *
   * @param measure the one that ranks it, or null where it has none
   */
  ObjectNode json(StudyMeasure measure) {
    ObjectNode json = Json.object().put("name", name);
    putRuns(json.putArray("runs"));
    json.put("measure", measure == null ? "" : measure.toString()).put("diverged", diverged());
    json.set("value", spread(measure == null ? List.of() : values(measure)));
    ArrayNode others = json.putArray("others");
    if (measure != null) {
      runs.stream()
          .flatMap(run -> measure.others(run).stream())
          .distinct()
          .forEach(
              other ->
                  others
                      .addObject()
                      .put("measure", other.toString())
                      .set("value", spread(values(other))));
    }
    json.set("loss", spread(losses()));
    json.set(
        "epochs",
        spread(present(runs.stream().map(run -> Json.finite(run.at("/best/epoch"))).toList())));
    json.set(
        "seconds",
        spread(
            runs.stream()
                .filter(run -> !failed(run))
                .map(run -> run.at("/history/totalSeconds").asDouble())
                .toList()));
    return json;
  }

  private void putRuns(ArrayNode into) {
    String losses = column();
    for (int i = 0; i < runs.size(); i++) {
      JsonNode history = runs.get(i).path("history");
      ObjectNode run = into.addObject().put("folder", folders.get(i));
      run.put("reason", reason(runs.get(i)));
      if (failed(runs.get(i))) {
        run.set("failed", runs.get(i).get("failed"));
      }
      // Of a variant that diverged in its first epoch there is none to name.
      if (has(losses)) {
        run.put("loss", losses.equals("trainLoss") ? "training loss" : "validation loss");
      }
      run.set("epoch", history.path("epoch"));
      run.set("losses", history.path(losses));
    }
  }

  private static List<Double> present(List<OptionalDouble> values) {
    return values.stream().flatMapToDouble(OptionalDouble::stream).boxed().toList();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).sum() / values.size();
  }

  /** Mean, and the sample's standard deviation where there are two or more. */
  private static ObjectNode spread(List<Double> values) {
    ObjectNode spread = Json.object().put("count", values.size());
    if (values.isEmpty()) {
      return spread;
    }
    double mean = mean(values);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    spread.put("mean", mean);
    if (values.size() > 1) {
      spread.put("deviation", Math.sqrt(squares / (values.size() - 1)));
    }
    return spread;
  }
}
