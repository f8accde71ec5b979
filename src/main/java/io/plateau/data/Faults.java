package io.plateau.data;

import io.plateau.train.DataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkThrowable;

/** Spark's complaints about data, in words of our own. */
final class Faults {
  private static final int SHOWN = 200;

  private Faults() {}

  /** Why a source cannot be opened. */
  static RuntimeException reading(String place, String format, Exception problem) {
    for (Throwable cause : causes(problem)) {
      if (cause instanceof DataException known) {
        return known;
      }
      if (cause instanceof SparkThrowable spark && spark.getCondition() != null) {
        String condition = spark.getCondition();
        if (condition.startsWith("PATH_NOT_FOUND")) {
          return new DataException("there is no file at " + place + " (data.path)", problem);
        }
        if (condition.startsWith("DATA_SOURCE_NOT_FOUND")) {
          return new DataException(
              "data.format \"%s\" is neither idx nor a source that this Spark knows"
                  .formatted(format),
              problem);
        }
        if (condition.startsWith("UNABLE_TO_INFER_SCHEMA")) {
          return new DataException(
              "%s has no rows to tell its columns from; expected %s data".formatted(place, format),
              problem);
        }
      }
    }
    return new DataException(
        "cannot read %s as %s: %s".formatted(place, format, firstLine(problem)), problem);
  }

  /** Why rows cannot be read, or the problem itself where it has nothing to do with them. */
  static RuntimeException parsing(Table table, RuntimeException problem) {
    String file = null;
    boolean malformed = false;
    String detail = null;
    for (Throwable cause : causes(problem)) {
      if (cause instanceof DataException known) {
        return known;
      }
      if (cause instanceof SparkThrowable spark && spark.getCondition() != null) {
        Map<String, String> said = spark.getMessageParameters();
        if (spark.getCondition().startsWith("FAILED_READ_FILE")) {
          file = said.getOrDefault("path", file);
          detail = cause.getCause() == null ? detail : firstLine(cause.getCause());
        }
        malformed |= spark.getCondition().startsWith("MALFORMED_RECORD_IN_PARSING");
        malformed |= spark.getCondition().startsWith("MALFORMED_CSV_RECORD");
      }
    }
    if (malformed) {
      return malformed(table, file == null ? table.place() : file, "", problem);
    }
    if (file != null) {
      return new DataException(
          "%s cannot be read as %s: %s".formatted(file, table.format(), detail), problem);
    }
    return problem;
  }

  /**
   * A record that is not what its table's columns say.
   *
   * @param row the first, as in {@code row 17}; empty where that cannot be told
   */
  static DataException malformed(Table table, String place, String row, Exception problem) {
    return new DataException(
        "%s does not fit the %d columns of %s: a number is malformed, or a field is missing or too many"
            .formatted(
                row.isEmpty() ? "a record of " + place : row + " of " + table.place(),
                Hidden.visible(table.rows()).length,
                table.format()),
        problem);
  }

  private static List<Throwable> causes(Throwable problem) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> causes = new ArrayList<>();
    for (Throwable t = problem; t != null && seen.add(t); t = t.getCause()) {
      causes.add(t);
    }
    return causes;
  }

  private static String firstLine(Throwable problem) {
    String message = String.valueOf(problem.getMessage()).strip().lines().findFirst().orElse("");
    return message.length() > SHOWN ? message.substring(0, SHOWN) + "…" : message;
  }
}
