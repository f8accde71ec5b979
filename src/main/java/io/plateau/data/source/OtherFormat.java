package io.plateau.data.source;

import java.util.List;
import java.util.Optional;

/** Format of a file that is read as csv and is none, told by how it begins. */
public final class OtherFormat {
  private static final String PARQUET = "PAR1";
  private static final String ORC = "ORC";
  private static final String ZIP = "PK";

  private OtherFormat() {}

  /** Whether the first bytes of a file tell more than the first name of its columns. */
  static boolean isDoubtful(String name) {
    return name.startsWith(ZIP) || Slips.undecoded(name);
  }

  /**
   * What to do about names of columns that are the beginning of a file of another format.
   *
   * @return a clause, empty where they may be names
   */
  static Optional<String> told(List<String> names, FirstBytes bytes) {
    if (bytes.isGzip()) {
      return Optional.of("is compressed by gzip; give the file a name that ends in .gz");
    }
    if (bytes.isZip()) {
      return Optional.of(
          "is a zip archive or a workbook, which Spark does not read; unpack it, or save the workbook as csv");
    }
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
