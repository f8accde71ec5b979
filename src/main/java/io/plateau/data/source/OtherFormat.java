package io.plateau.data.source;

import java.util.List;
import java.util.Optional;

/** Format of a file that is read as csv and is none, told by how its first line begins. */
public final class OtherFormat {
  private static final String PARQUET = "PAR1";
  private static final String ORC = "ORC";
  private static final String ZIP = "PK\3\4";

  /** Bytes 8B and 08 as UTF-8; byte 1F before them is a blank that Spark takes off. */
  private static final String GZIP = "\uFFFD\b";

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
    if (first.startsWith(GZIP)) {
      return Optional.of("is compressed by gzip; give the file a name that ends in .gz");
    }
    if (first.startsWith(ZIP)) {
      return Optional.of(
          "is a zip archive or a workbook, which Spark does not read; unpack it, or save the workbook as csv");
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
