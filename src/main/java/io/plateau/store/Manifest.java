package io.plateau.store;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The small file that is written last and makes a folder complete: which files the folder has, how
 * long they are and their digests.
 *
 * @param format of the folder
 * @param epoch of a checkpoint, at least 0; empty for other folders
 * @param files in the order they were written
 */
public record Manifest(Format format, OptionalInt epoch, List<Entry> files) {
  /**
   * A kind of folder with a manifest.
   *
   * @param name such as {@code plateau-model}
   * @param version that is written and read
   * @param lengthKey of a file's length
   * @param ofEpoch whether a folder is of an epoch
   */
  public record Format(String name, int version, String lengthKey, boolean ofEpoch) {}

  /**
   * One file.
   *
   * @param bytes its length
   * @param sha256 in lower-case hexadecimal digits
   */
  public record Entry(String name, long bytes, String sha256) {
    /** The entry of a whole content. */
    public static Entry of(String name, byte[] content) {
      return new Entry(name, content.length, Sha256.of(content));
    }

    /** Fails unless a digest is the one of this entry. */
    public void require(Object file, String found) throws DamagedFileException {
      if (!found.equals(sha256)) {
        throw new DamagedFileException(
            "%s is damaged: its SHA-256 is %s, the manifest says %s"
                .formatted(file, found, sha256));
      }
    }
  }

  public Manifest {
    files = List.copyOf(files);
  }

  /** The manifest of a folder that is of no epoch. */
  public static Manifest of(Format format, List<Entry> files) {
    return new Manifest(format, OptionalInt.empty(), files);
  }

  /** The file's content. */
  public byte[] bytes() {
    JsonObject json = new JsonObject().put("format", format.name).put("version", format.version);
    epoch.ifPresent(number -> json.put("epoch", number));
    JsonArray list = json.putArray("files");
    for (Entry file : files) {
      list.addObject()
          .put("name", file.name)
          .put(format.lengthKey, file.bytes)
          .put("sha256", file.sha256);
    }
    return json.bytes();
  }

  /** Whether a text names a file in the folder or in one folder below it, never outside. */
  private static boolean isName(String text) {
    int slashes = 0;
    boolean first = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean word = c < 128 && (Character.isLetterOrDigit(c) || c == '_');
      slashes += c == '/' ? 1 : 0;
      if (!word && (first || c != '.' && c != '-' && c != '/')) {
        return false;
      }
      first = c == '/';
    }
    return !first && slashes <= 1;
  }

  public static Manifest read(Format format, byte[] bytes) throws DamagedFileException {
    JsonValue json = JsonValue.object(bytes);
    StrictJson.version(json, format.name, format.version);
    StrictJson.keys(
        json,
        format.ofEpoch
            ? Set.of("format", "version", "epoch", "files")
            : Set.of("format", "version", "files"),
        Set.of());
    List<Entry> files = new ArrayList<>();
    for (JsonValue file : StrictJson.list(json, "files")) {
      StrictJson.keys(file, "name", format.lengthKey, "sha256");
      Entry entry =
          new Entry(
              StrictJson.text(file, "name"),
              StrictJson.whole(file, format.lengthKey, 0, Long.MAX_VALUE),
              StrictJson.text(file, "sha256"));
      if (!isName(entry.name)) {
        throw new DamagedFileException("it lists what is not a file name");
      }
      if (!Sha256.isDigest(entry.sha256)) {
        throw new DamagedFileException("a digest must be 64 lower-case hexadecimal digits");
      }
      files.add(entry);
    }
    OptionalInt epoch =
        format.ofEpoch
            ? OptionalInt.of((int) StrictJson.whole(json, "epoch", 0, Integer.MAX_VALUE))
            : OptionalInt.empty();
    return new Manifest(format, epoch, files);
  }
}
