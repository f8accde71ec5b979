package io.plateau.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The few words of a resolved job that the page needs beside its whole text.
 *
 * @param name of the run
 * @param monitor what tells the best epoch; empty where no job says it
 * @param loss empty where the label decides, or no job says it
 */
record JobTexts(String name, String monitor, Optional<Loss> loss) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /**
   * Reads them.
   *
   * @param text of {@code job.yaml}; where it cannot be read, all have defaults
   * @param folder the name of the run's folder, for a job without a name
   */
  static JobTexts of(String text, String folder) {
    JsonNode job;
    try {
      job = YAML.readTree(text);
    } catch (JsonProcessingException e) {
      job = YAML.missingNode();
    }
    return new JobTexts(
        job.path("name").asText(folder),
        job.path("stopping").path("monitor").asText(""),
        loss(job.path("loss")));
  }

  /** The loss as a resolved job has it: a name and settings, null where they are as by default. */
  private static Optional<Loss> loss(JsonNode node) {
    String name = node.path("name").asText();
    if (!Losses.names().contains(name)) {
      return Optional.empty();
    }
    Map<String, Double> settings = new HashMap<>();
    for (Map.Entry<String, JsonNode> setting : node.properties()) {
      if (setting.getValue().isNumber()) {
        settings.put(setting.getKey(), setting.getValue().doubleValue());
      }
    }
    try {
      return Optional.of(Losses.named(name, settings));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a setting of another edition
    }
  }
}
