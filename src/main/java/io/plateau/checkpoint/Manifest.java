package io.plateau.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The small file that is written last and makes a checkpoint one: which files it has, how long they
 * are and their digests.
 *
 * @param epoch of the checkpoint, at least 0
 * @param files in the order of {@link #NAMES}
 */
record Manifest(int epoch, List<Entry> files) {
  /** Its own name. */
  static final String NAME = "checkpoint.json";

  /** Counters, history and the table of tensors. */
  static final String STATE = "state.json";

  /** The tensors, one after the other. */
  static final String TENSORS = "tensors.bin";

  /** The files of a checkpoint: nothing else is ever opened, whatever a manifest says. */
  static final List<String> NAMES = List.of(STATE, TENSORS);

  /** A manifest is never longer. */
  static final int LARGEST = 4096;

  private static final String FORMAT = "plateau-checkpoint";
  private static final int VERSION = 1;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /**
   * @param bytes its length
   * @param sha256 in lower-case hexadecimal digits
   */
  record Entry(String name, long bytes, String sha256) {}

  Manifest {
    files = List.copyOf(files);
  }

  Entry file(String name) {
    return files.get(NAMES.indexOf(name));
  }

  byte[] bytes() {
    ObjectNode json = Strict.object().put("format", FORMAT).put("version", VERSION);
    json.put("epoch", epoch);
    for (Entry file : files) {
      json.withArray("files")
          .addObject()
          .put("name", file.name)
          .put("bytes", file.bytes)
          .put("sha256", file.sha256);
    }
    return Strict.bytes(json);
  }

  /** Reads a manifest that is, byte for byte, one that {@link #bytes} writes. */
  static Manifest read(byte[] bytes) {
    JsonNode json = Strict.read(bytes, "format", "version", "epoch", "files");
    Strict.format(json, FORMAT, VERSION);
    List<Entry> files = new ArrayList<>();
    for (JsonNode file : Strict.list(json, "files")) {
      Strict.keys(file, "name", "bytes", "sha256");
      files.add(
          new Entry(
              Strict.text(file, "name"),
              Strict.whole(file, "bytes", 0, Long.MAX_VALUE),
              Strict.text(file, "sha256")));
    }
    if (!files.stream().map(Entry::name).toList().equals(NAMES)) {
      throw new CheckpointException.Damaged("it must list " + NAMES + " and nothing else");
    }
    if (!files.stream().allMatch(file -> DIGEST.matcher(file.sha256).matches())) {
      throw new CheckpointException.Damaged("a digest must be 64 lower-case hexadecimal digits");
    }
    Manifest manifest =
        new Manifest((int) Strict.whole(json, "epoch", 0, Integer.MAX_VALUE), files);
    if (!Arrays.equals(bytes, manifest.bytes())) {
      throw new CheckpointException.Damaged("it is not as Plateau writes it");
    }
    return manifest;
  }
}
