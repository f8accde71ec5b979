package io.plateau.data.source;

import java.util.List;
import java.util.Optional;

/** Format of a file that is read as csv and is none, told by how its first line begins. */
public final class OtherFormat {
  private static final String PARQUET = "PAR1";
  private static final String ORC = "ORC";

  private OtherFormat() {}

  /**
   * What to do about names of columns that are the beginning of a file of another format.
   *
   * @return a clause, empty where they may be names
   */
  public static Optional<String> told(List<String> names) {
    String first = names.get(0).strip();
    if (first.startsWith(PARQUET)) {
      return Optional.of(advice("parquet"));
    }
    boolean alone = names.size() == 1 && first.equals(ORC);
    if (alone || first.startsWith(ORC) && names.stream().anyMatch(OtherFormat::isBinary)) {
      return Optional.of(advice("orc"));
    }
    if (first.startsWith("{\"")) {
      return Optional.of(advice("json"));
    }
    boolean lines = names.size() == 1 && (first.equals("{") || first.equals("["));
    return lines || first.startsWith("[{")
        ? Optional.of(advice("json") + " and data.options.multiLine: true")
        : Optional.empty();
  }

  private static String advice(String format) {
    return "is no csv; set data.format: " + format;
  }

  private static boolean isBinary(String name) {
    return Slips.undecoded(name) || name.chars().anyMatch(c -> c < ' ' && c != '\t');
  }
}
