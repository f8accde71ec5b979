package io.plateau.data.source;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;

/** What to say of names of tables and views of Spark's catalogs that cannot be read. */
final class CatalogTables {
  /** Name of a table and its database; an ending has no more than four letters, or is of files. */
  private static final Pattern NAME = Pattern.compile("\\w+(\\.\\w+)?\\.(?<last>\\w{5,})");

  private static final Set<String> FILES =
      Set.of("parquet", "libsvm", "jsonl", "ndjson", "arrow", "feather", "snappy");

  private CatalogTables() {}

  /** What to write in place of the name of a table, a clause; empty where a path is none. */
  static String instead(String path) {
    Matcher name = NAME.matcher(path);
    return name.matches() && !FILES.contains(name.group("last").toLowerCase(Locale.ROOT))
        ? "; if it is a table or view of a catalog, set data.format: table"
        : "";
  }

  /** What an error of Spark says about the name of a table or view, a sentence, or empty. */
  static Optional<String> told(Origin origin, SparkThrowable error) {
    return switch (error.getCondition()) {
      case "TABLE_OR_VIEW_NOT_FOUND", "REQUIRES_SINGLE_PART_NAMESPACE", "SCHEMA_NOT_FOUND" ->
          Optional.of(
              "there is no table or view %s in Spark's catalogs; spark-sql lists those that there are (SHOW TABLES IN …), --conf spark.sql.catalogImplementation=hive before the command adds those of a Hive metastore, and files need another data.format, such as parquet"
                  .formatted(origin));
      case "PARSE_SYNTAX_ERROR", "INVALID_IDENTIFIER" ->
          Optional.of(
              "%s is not the name of a table; write it as in SQL, with backticks around a part that has more than letters, digits and _, or set data.format to that of the files"
                  .formatted(origin));
      case "DATA_SOURCE_NOT_FOUND" ->
          Optional.of(
              "%s is a table of %s, which this Spark does not have; add its package with --packages before the command"
                  .formatted(origin, error.getMessageParameters().get("provider")));
      default -> Optional.empty();
    };
  }
}
