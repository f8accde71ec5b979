package io.plateau.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * The few words of a resolved job that the page needs beside its whole text.
 *
 * @param name of the run
 * @param monitor what tells the best epoch; empty where no job says it
 * @param hidden widths of the hidden layers
 * @param activation of the hidden layers
 */
record JobTexts(String name, String monitor, List<Integer> hidden, String activation) {
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
    List<Integer> hidden = new ArrayList<>();
    JsonNode activation = job.path("network").path("activation");
    job.path("network").path("hidden").forEach(width -> hidden.add(width.asInt()));
    return new JobTexts(
        job.path("name").asText(folder),
        job.path("stopping").path("monitor").asText(""),
        List.copyOf(hidden),
        activation.path("name").asText(activation.asText("")));
  }
}
