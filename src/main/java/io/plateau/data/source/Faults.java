package io.plateau.data.source;

import io.plateau.frame.ColumnName;
import io.plateau.job.Job;
import io.plateau.job.JobFileException;
import io.plateau.job.Position;
import io.plateau.job.Problem;
import io.plateau.math.Counted;
import io.plateau.train.DataException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;

/** Spark's complaints about data, in words of our own. */
public final class Faults {
  private static final String FAILED = "FAILED_READ_FILE";
  private static final String UNLIKE = FAILED + ".PARQUET_COLUMN_DATA_TYPE_MISMATCH";
  private static final String MALFORMED = "MALFORMED_RECORD";
  private static final int SHOWN = 200;
  private static final int SAMPLE = 100;

  /** What Spark says of a csv file that has other columns than the first. */
  private static final Pattern HEADER =
      Pattern.compile(
          "CSV header (?:does not conform(?s:.*?)\nExpected: (?<column>.*) but found: (?<name>.*)"
              + "|[^\n]*\n Header length: (?<count>\\d+), schema size: (?<all>\\d+))"
              + "\nCSV file: (?<file>.*)");

  /** What Hadoop says of a compressed file that ends too early or has other sums. */
  private static final Set<String> DAMAGED =
      Set.of("Unexpected end of input stream", "gzip stream CRC failure", "gzip length mismatch");

  private static final String DROP = "; data.options.mode: DROPMALFORMED leaves such records out";

  private static final String LINES =
      "; set data.options.multiLine: true if a record has several lines, or data.options.mode: DROPMALFORMED to leave such records out";

  private Faults() {}

  /** Whether a source cannot be opened because of records that are not of its format. */
  static boolean isMalformed(Exception problem) {
    return ExceptionUtils.getThrowableList(problem).stream()
        .anyMatch(
            cause ->
                cause instanceof SparkThrowable spark
                    && spark.getCondition() != null
                    && spark.getCondition().startsWith(MALFORMED));
  }

  /** Why a source cannot be opened. */
  static RuntimeException reading(Origin origin, String format, Exception problem) {
    String place = origin.path();
    boolean table = format.equals(Job.Data.TABLE);
    for (Throwable cause : ExceptionUtils.getThrowableList(problem)) {
      if (cause instanceof DataException known) {
        return known;
      }
      if (cause instanceof SparkThrowable spark && spark.getCondition() != null) {
        String condition = spark.getCondition();
        if (condition.startsWith("PATH_NOT_FOUND")) {
          String whole = spark.getMessageParameters().getOrDefault("path", place);
          String counted = new Path(place).isAbsolute() ? "" : ", which is " + whole;
          if (table) {
            return new DataException(
                "the files of %s are not there: %s; write them again, or name another table"
                    .formatted(origin, whole),
                problem);
          }
          return new DataException(
              PathPattern.is(place)
                  ? PathPattern.unmatched(origin, counted)
                  : "there is no file at " + origin + counted + CatalogTables.instead(place),
              problem);
        }
        Optional<String> told = table ? CatalogTables.told(origin, spark) : Optional.empty();
        if (told.isPresent()) {
          return new DataException(told.get(), problem);
        }
        if (condition.endsWith("UNSUPPORTED_FILE_SYSTEM")) {
          return new DataException(
              "Spark reads no files of web servers, such as %s; download it and give its path"
                  .formatted(origin),
              problem);
        }
        boolean packaged = cause.getMessage().contains("Failed to find data source"); // as avro
        if (packaged || condition.startsWith("DATA_SOURCE_NOT_FOUND")) {
          JobFileException unknown =
              new JobFileException(
                  List.of(
                      new Problem(
                          new Position("data.format", 0),
                          "this Spark has no source \"%s\"; it has %s, and others by --packages before the command"
                              .formatted(format, String.join(", ", Job.Data.FORMATS)))));
          unknown.initCause(problem);
          return unknown;
        }
        if (condition.startsWith("COLUMN_ALREADY_EXISTS")) {
          String name = spark.getMessageParameters().getOrDefault("columnName", "");
          return FlatColumns.twice(name.replaceAll("^`|`$", "").replace("``", "`"), place);
        }
        if (condition.startsWith(MALFORMED)) {
          return new DataException(
              "%s has records that are not %s".formatted(place, format) + LINES, problem);
        }
        if (condition.startsWith("PARQUET_TYPE_ILLEGAL")) {
          String type = spark.getMessageParameters().get("parquetType");
          return new DataException(place + illegal(String.valueOf(type)), problem);
        }
        if (condition.startsWith(FAILED) && cause.getCause() != null) {
          String named = path(spark).map(file -> named(place, file)).orElse(place);
          return unreadable(named, format, firstLine(cause.getCause()), problem);
        }
        if (condition.startsWith("UNABLE_TO_INFER_SCHEMA")) {
          return new DataException(
              "%s has no rows from which its columns could be read; expected %s data (%s, data.format)"
                  .formatted(place, format, origin.key()),
              problem);
        }
      }
    }
    if (table) {
      Throwable root = ExceptionUtils.getRootCause(problem);
      return new DataException(
          "cannot read %s from its catalog: %s: %s; give the packages and settings with which spark-sql reads it, before the command"
              .formatted(origin, root.getClass().getSimpleName(), firstLine(root)),
          problem);
    }
    return unreadable(place, format, firstLine(problem), problem);
  }

  /**
   * A Parquet file with a type that Spark does not read, such as {@code INT64 (TIME(MICROS,true))}.
   */
  private static String illegal(String type) {
    return type.contains("TIMESTAMP(NANOS")
        ? " has times in nanoseconds, which Spark does not read; write them in microseconds, from pandas by to_parquet(…, coerce_timestamps=\"us\", allow_truncated_timestamps=True)"
        : " has a column of the Parquet type %s, which Spark does not read; write it as another type, or leave it out of the file"
            .formatted(type);
  }

  /** Why rows cannot be read, or the problem itself where it has nothing to do with them. */
  static RuntimeException parsing(Table table, Exception problem) {
    String file = null;
    boolean malformed = false;
    String detail = null;
    for (Throwable cause : ExceptionUtils.getThrowableList(problem)) {
      if (cause instanceof DataException known) {
        return known;
      }
      Matcher header = HEADER.matcher(String.valueOf(cause.getMessage()));
      if (header.find()) {
        return new DataException(header(table, header), problem);
      }
      if (cause instanceof SparkThrowable spark && spark.getCondition() != null) {
        Map<String, String> said = spark.getMessageParameters();
        if (spark.getCondition().startsWith(UNLIKE)) {
          return new DataException(
              "%s has column %s as %s, which does not fit %s, the type of another file of %s; write all files with the same types"
                  .formatted(
                      named(table.place(), path(spark).orElseThrow()),
                      said.get("column"),
                      said.get("actualType"),
                      said.get("expectedType"),
                      table.place()),
              problem);
        }
        if (spark.getCondition().startsWith(FAILED)) {
          file = path(spark).map(path -> named(table.place(), path)).orElse(file);
          detail = cause.getCause() == null ? detail : firstLine(cause.getCause());
        }
        malformed |= spark.getCondition().startsWith("MALFORMED_RECORD_IN_PARSING");
        malformed |= spark.getCondition().startsWith("MALFORMED_CSV_RECORD");
      }
    }
    if (malformed) {
      return new DataException(
          misfit(table, "a record of " + (file == null ? table.place() : file)) + DROP, problem);
    }
    if (file != null) {
      return new DataException(
          "%s cannot be read as %s: %s".formatted(file, table.format(), detail), problem);
    }
    return problem instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException(problem);
  }

  private static DataException unreadable(
      String place, String format, String why, Exception problem) {
    return new DataException(
        "cannot read %s as %s (data.format): %s".formatted(place, format, why), problem);
  }

  /** The file that cannot be read: of a footer Spark has its path as it is, of rows as a URI. */
  private static Optional<Path> path(SparkThrowable failed) {
    boolean encoded = !failed.getCondition().endsWith("FOOTER");
    return Optional.ofNullable(failed.getMessageParameters().get("path"))
        .map(path -> encoded ? new Path(URI.create(path)) : new Path(path));
  }

  /** The place as the job has it, or the file where that is one of several. */
  private static String named(String place, Path file) {
    return file.getName().equals(new Path(place).getName()) ? place : file.toString();
  }

  /** A first line of a csv file that is not that of the others, or not the schema. */
  private static String header(Table table, Matcher said) {
    String named = named(table.place(), new Path(URI.create(said.group("file").strip())));
    if (table.options().containsKey(SourceOptions.SCHEMA)) {
      return "%s has other names in its first line than data.options.schema; set data.options.header: false if the line has values, or data.options.enforceSchema: true if it has other names for the same columns in the same order"
          .formatted(named);
    }
    return "%s has %s in its first line where another file of %s has %s; all files need the same columns in the same order, and a first line with their names"
        .formatted(
            named,
            said.group("name") == null
                ? Counted.of(Integer.parseInt(said.group("count")), "column")
                : quoted(said, "name"),
            table.place(),
            said.group("name") == null ? said.group("all") : quoted(said, "column"));
  }

  private static String quoted(Matcher said, String group) {
    return '"' + said.group(group) + '"';
  }

  /**
   * A record that is not what its table's columns say.
   *
   * @param row the first, as in {@code row 17}; empty where that cannot be told
   */
  public static DataException malformed(Table table, String row) {
    String record = (row.isEmpty() ? "a record" : row) + " of " + table.place();
    boolean guessed = table.inferred() && !table.options().containsKey("samplingRatio");
    if (table.format().equals("json") && guessed) { // whose types fit all records
      return new DataException(record + " is not json" + LINES);
    }
    String slip =
        table.format().equals("csv") ? Slips.malformed(malformed(table), table.options()) : "";
    return new DataException(misfit(table, record) + (slip.isEmpty() ? DROP : slip));
  }

  private static String misfit(Table table, String record) {
    int count = Hidden.visible(table.rows()).length;
    return "%s does not fit the %s of %s: a number is malformed, or a field is missing or too many"
        .formatted(
            record, count == 1 ? "only column" : Counted.of(count, "column"), table.format());
  }

  /** Some of the records that do not fit. */
  private static List<String> malformed(Table table) {
    // With all columns: Spark refuses to read that of the malformed records alone.
    return table
        .rows()
        .where(ColumnName.column(Hidden.MALFORMED).isNotNull())
        .takeAsList(SAMPLE)
        .stream()
        .map(row -> row.<String>getAs(Hidden.MALFORMED))
        .toList();
  }

  private static String firstLine(Throwable problem) {
    if (ExceptionUtils.getRootCause(problem) instanceof URISyntaxException) {
      return "Hadoop reads no file with a colon in its name; rename it, or write a / behind the scheme of a URI";
    }
    String message = String.valueOf(problem.getMessage()).strip().lines().findFirst().orElse("");
    if (message.equals("not a gzip file") || message.equals("incorrect header check")) {
      return "it is not compressed, or not by gzip, as the end of its name says; rename it";
    }
    if (DAMAGED.contains(message)) {
      return message + ": the file is incomplete or damaged; copy it again";
    }
    return message.length() > SHOWN ? message.substring(0, SHOWN) + "…" : message;
  }
}
