package io.plateau.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/**
 * The few words of a resolved job that the page needs beside its whole text.
 *
 * @param name of the run
 * @param monitor what tells the best epoch; empty where no job says it
 */
record JobTexts(String name, String monitor) {
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
        job.path("name").asText(folder), job.path("stopping").path("monitor").asText(""));
  }
}
