package io.plateau.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.checkpoint.JobIdentity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run came from, enough to train it again, and what its weights were after each epoch.
 *
 * @param job the resolved job's text, without secrets
 * @param identity all that decided the weights, with a fingerprint of the rows
 * @param data files read, and their bytes
 * @param machine versions, CPU and BLAS by name
 * @param epochs digests of the weights
 */
public record Provenance(
    String job,
    JobIdentity identity,
    Map<String, Long> data,
    Map<String, String> machine,
    List<String> epochs) {
  private static final String FORMAT = "plateau-provenance";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  public Provenance {
    data = new LinkedHashMap<>(data);
    machine = new LinkedHashMap<>(machine);
    epochs = List.copyOf(epochs);
  }

  /** In what another run of the same job differs from this one, a clause, or empty. */
  public Optional<String> difference(Provenance again) {
    List<String> facts = again.identity.differences(identity);
    if (!facts.isEmpty()) {
      return Optional.of(
          String.join("; ", facts)
              .replace("the checkpoint has", "the run had")
              .replace("this job", "now it is"));
    }
    for (int i = 0; i < Math.min(epochs.size(), again.epochs.size()); i++) {
      if (!epochs.get(i).equals(again.epochs.get(i))) {
        return Optional.of(
            "the weights differ from epoch %d on: %s then, %s now%s"
                .formatted(i + 1, epochs.get(i), again.epochs.get(i), machines(again)));
      }
    }
    return epochs.size() == again.epochs.size()
        ? Optional.empty()
        : Optional.of(
            "it stopped after %d epochs then, after %d now"
                .formatted(epochs.size(), again.epochs.size()));
  }

  private String machines(Provenance again) {
    List<String> differences = new ArrayList<>();
    machine.forEach(
        (name, then) -> {
          String now = again.machine.get(name);
          if (!then.equals(now)) {
            differences.add("%s was %s, is %s".formatted(name, then, now));
          }
        });
    return differences.isEmpty() ? "" : " (" + String.join("; ", differences) + ")";
  }

  /** As JSON. */
  String text() {
    ObjectNode json = JSON.createObjectNode().put("format", FORMAT).put("version", VERSION);
    json.put("job", job);
    ObjectNode facts = json.putObject("identity");
    identity.facts().forEach(facts::put);
    ObjectNode files = json.putObject("data");
    data.forEach(files::put);
    ObjectNode where = json.putObject("machine");
    machine.forEach(where::put);
    epochs.forEach(json.putArray("epochs")::add);
    return json.toPrettyString();
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @param file what complaints call it
   */
  static Provenance read(String file, String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (!json.path("format").asText().equals(FORMAT) || json.path("version").asInt() != VERSION) {
        throw new UsageException("%s must be %s of version %d".formatted(file, FORMAT, VERSION));
      }
      Map<String, Long> data = new LinkedHashMap<>();
      json.required("data").properties().forEach(e -> data.put(e.getKey(), e.getValue().asLong()));
      List<String> epochs = new ArrayList<>();
      json.required("epochs").forEach(epoch -> epochs.add(epoch.asText()));
      return new Provenance(
          json.required("job").asText(),
          new JobIdentity(texts(json.required("identity"))),
          data,
          texts(json.required("machine")),
          epochs);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new UsageException(file + " is not what a run writes: " + e.getMessage());
    }
  }

  private static Map<String, String> texts(JsonNode json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
