package io.plateau.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.store.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Compares the runs of a study: {@code comparison.json} and {@code comparison.html}. */
public record StudyReport(Configuration configuration) {
  private static final List<String> PARTS = List.of("test", "validation", "train");
  private static final List<String> MEASURES = List.of("accuracy", "rmse", "r2", "mae");

  /**
   * Writes both into the study's folder.
   *
   * @param runs folders by variant, one a seed
   * @param failed what was wrong with runs that could not be made, by their folders; whatever these
   *     hold is not of the study
   * @return where the page is
   */
  public Path write(
      Path folder, String title, Map<String, List<Path>> runs, Map<Path, String> failed)
      throws IOException {
    List<ObjectNode> variants = new ArrayList<>();
    for (Map.Entry<String, List<Path>> variant : runs.entrySet()) {
      List<ObjectNode> documents = new ArrayList<>();
      for (Path run : variant.getValue()) {
        documents.add(
            failed.containsKey(run)
                ? withoutEpochs(failed.get(run))
                : RunDocument.of(new RunFiles(run, configuration)));
      }
      variants.add(variant(variant.getKey(), variant.getValue(), documents));
    }
    boolean higher = variants.stream().anyMatch(v -> BestEpoch.higherIsBetter(measured(v)));
    variants.sort(Comparator.comparingDouble(v -> rank(v, higher)));
    ObjectNode study = Json.object().put("kind", "study").put("title", title);
    study.set("variants", Json.tree(variants));
    RunFiles files = new RunFiles(folder, configuration);
    files.write("comparison.json", study.toPrettyString() + "\n");
    return files.write("comparison.html", Page.of(study, false));
  }

  /** The document of a run that could not be made. */
  private static ObjectNode withoutEpochs(String failure) {
    ObjectNode run = Json.object().put("failed", failure);
    run.set("history", HistoryColumns.read(RunFiles.HISTORY, "").json(0));
    return run;
  }

  private static String measured(ObjectNode variant) {
    String name = variant.path("measure").asText();
    return name.substring(name.indexOf(' ') + 1);
  }

  /** The mean of the measure, the best first; what diverged or is missing comes last. */
  private static double rank(ObjectNode variant, boolean higher) {
    OptionalDouble mean = Json.finite(variant.path("value").get("mean"));
    if (mean.isEmpty() || variant.path("diverged").asInt() > 0) {
      return Double.POSITIVE_INFINITY;
    }
    return higher ? -mean.getAsDouble() : mean.getAsDouble();
  }

  private static ObjectNode variant(String name, List<Path> folders, List<ObjectNode> runs) {
    ObjectNode variant = Json.object().put("name", name);
    ArrayNode all = variant.putArray("runs");
    List<Double> values = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    List<Double> epochs = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    int diverged = 0;
    String measure = "";
    for (int i = 0; i < runs.size(); i++) {
      JsonNode run = runs.get(i);
      String found = measure(run.path("metrics"));
      measure = found.isEmpty() ? measure : found;
      JsonNode history = run.path("history");
      boolean validated = Json.finite(history.path("validationLoss").get(0)).isPresent();
      ObjectNode shown = all.addObject();
      shown.put("folder", folders.get(i).getName());
      shown.put("reason", run.path("metrics").path("stopped").path("reason").asText());
      if (run.has("failed")) {
        shown.set("failed", run.get("failed"));
      }
      shown.put("loss", validated ? "validation loss" : "training loss");
      shown.set("epoch", history.path("epoch"));
      shown.set("losses", history.path(validated ? "validationLoss" : "trainLoss"));
      diverged += shown.path("reason").asText().equals("DIVERGED") ? 1 : 0;
      if (!found.isEmpty()) {
        String[] words = found.split(" ");
        values.add(run.path("metrics").path(words[0]).path(words[1]).asDouble());
      }
      if (!run.has("failed")) {
        seconds.add(history.path("totalSeconds").asDouble());
      }
      JsonNode best = run.path("best").path("epoch");
      if (best.isInt()) {
        epochs.add(best.doubleValue());
      }
      for (int e = 0; e < history.path("epoch").size(); e++) {
        OptionalDouble loss = Json.finite(shown.path("losses").get(e));
        if (history.path("epoch").get(e).equals(best) && loss.isPresent()) {
          losses.add(loss.getAsDouble());
        }
      }
    }
    variant.put("measure", measure).put("diverged", diverged);
    variant.set("value", spread(values));
    variant.set("loss", spread(losses));
    variant.set("epochs", spread(epochs));
    variant.set("seconds", spread(seconds));
    return variant;
  }

  /** The first measure there is, such as {@code test accuracy}; empty without any. */
  private static String measure(JsonNode metrics) {
    for (String part : PARTS) {
      for (String name : MEASURES) {
        if (Json.finite(metrics.path(part).get(name)).isPresent()) {
          return part + " " + name;
        }
      }
    }
    return "";
  }

  /** Mean, and the sample's standard deviation where there are two or more. */
  private static ObjectNode spread(List<Double> values) {
    ObjectNode spread = Json.object().put("count", values.size());
    if (values.isEmpty()) {
      return spread;
    }
    double mean = values.stream().mapToDouble(v -> v).sum() / values.size();
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    spread.put("mean", mean);
    if (values.size() > 1) {
      spread.put("deviation", Math.sqrt(squares / (values.size() - 1)));
    }
    return spread;
  }
}
