package io.plateau.data.source;

/**
 * Origin of rows.
 *
 * @param path any URI
 * @param key what the user sets for another path, for messages: {@code data.path}, {@code
 *     data.split.test.path} or {@code --data}
 */
public record Origin(String path, String key) {
  /** Origin of the rows of a job. */
  public static Origin ofJob(String path) {
    return new Origin(path, "data.path");
  }

  /** Origin of rows that are given to the model of a finished run. */
  public static Origin ofOthers(String path) {
    return new Origin(path, "--data");
  }

  /** The path with the key, {@code x.csv (data.path)}. */
  @Override
  public String toString() {
    return "%s (%s)".formatted(path, key);
  }
}
