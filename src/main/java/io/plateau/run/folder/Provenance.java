package io.plateau.run.folder;

import io.plateau.store.DamagedFileException;
import io.plateau.store.IdentityJson;
import io.plateau.store.JsonObject;
import io.plateau.store.JsonValue;
import io.plateau.store.StrictJson;
import io.plateau.train.RunIdentity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The provenance of a run: enough to train it again, and the digest of its weights after each
 * epoch.
 *
 * @param job the resolved job's text, without secrets
 * @param identity all that decided the weights, with a fingerprint of the rows
 * @param data files read, and their bytes
 * @param machine versions, CPU, BLAS and time zone by name
 * @param epochs digests of the weights
 */
public record Provenance(
    String job,
    RunIdentity identity,
    Map<String, Long> data,
    Map<String, String> machine,
    List<String> epochs) {
  private static final String FORMAT = "plateau-provenance";
  private static final int VERSION = 2;

  public Provenance {
    data = new LinkedHashMap<>(data);
    machine = new LinkedHashMap<>(machine);
    epochs = List.copyOf(epochs);
  }

  /** The time zone of the training's session; older runs do not tell theirs. */
  public Optional<String> zone() {
    return Optional.ofNullable(machine.get(Machine.ZONE));
  }

  /** In what another run of the same job differs from this one, a clause, or empty. */
  public Optional<String> difference(Provenance again) {
    List<String> facts = again.identity.differences(identity, "%s: the run had %s, now it is %s");
    if (!facts.isEmpty()) {
      return Optional.of(String.join("; ", facts) + machines(again));
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
            "it stopped after epoch %d then, after epoch %d now"
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
    JsonObject json = new JsonObject().put("format", FORMAT).put("version", VERSION);
    json.put("job", job);
    IdentityJson.write(identity, json);
    JsonObject files = json.putObject("data");
    data.forEach(files::put);
    JsonObject where = json.putObject("machine");
    machine.forEach(where::put);
    return new String(json.putList("epochs", epochs).bytes(), StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @param file that messages name
   */
  static Provenance read(String file, String text) {
    try {
      JsonValue json = JsonValue.object(text);
      boolean first = StrictJson.version(json, FORMAT, VERSION) == 1;
      StrictJson.keys(json, "format", "version", "job", "identity", "data", "machine", "epochs");
      Map<String, Long> data = new LinkedHashMap<>();
      JsonValue files = StrictJson.object(json, "data");
      for (Map.Entry<String, JsonValue> entry : files.properties()) {
        data.put(entry.getKey(), StrictJson.whole(files, entry.getKey(), 0, Long.MAX_VALUE));
      }
      return new Provenance(
          StrictJson.text(json, "job"),
          first ? IdentityJson.readFirst(json, "identity") : IdentityJson.read(json),
          data,
          StrictJson.texts(json, "machine"),
          StrictJson.strings(json, "epochs"));
    } catch (DamagedFileException e) {
      throw new UsageException(file + " is not the provenance of a run: " + e.getMessage());
    }
  }
}
