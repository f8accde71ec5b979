package io.plateau.data.source;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to say of names of tables and views of Spark's catalogs that cannot be read. */
final class CatalogTables {
  /** Name of a table and its database; an ending has no more than four letters, or is of files. */
  private static final Pattern NAME = Pattern.compile("\\w+(\\.\\w+)?\\.(?<last>\\w{5,})");

  private static final Set<String> FILES =
      Set.of("parquet", "libsvm", "jsonl", "ndjson", "arrow", "feather", "snappy");

  private static final Set<String> UNKNOWN =
      Set.of("TABLE_OR_VIEW_NOT_FOUND", "REQUIRES_SINGLE_PART_NAMESPACE", "SCHEMA_NOT_FOUND");

  private static final Set<String> MALFORMED = Set.of("PARSE_SYNTAX_ERROR", "INVALID_IDENTIFIER");

  private CatalogTables() {}

  /** What to write in place of the name of a table, a clause; empty where a path is none. */
  static String instead(String path) {
    Matcher name = NAME.matcher(path);
    return name.matches() && !FILES.contains(name.group("last").toLowerCase(Locale.ROOT))
        ? "; if it is a table or view of a catalog, set data.format: table"
        : "";
  }

  /**
   * Why there is no such table or view, a sentence.
   *
   * @param condition of Spark's error
   * @return empty of other errors
   */
  static Optional<String> unreadable(Origin origin, String condition) {
    if (UNKNOWN.contains(condition)) {
      return Optional.of(
          "there is no table or view %s in Spark's catalogs; spark-sql lists those that there are (SHOW TABLES IN …), --conf spark.sql.catalogImplementation=hive before the command adds those of a Hive metastore, and files need another data.format, such as parquet"
              .formatted(origin));
    }
    if (MALFORMED.contains(condition)) {
      return Optional.of(
          "%s is not the name of a table; write it as in SQL, with backticks around a part that has more than letters, digits and _, or set data.format to that of the files"
              .formatted(origin));
    }
    return Optional.empty();
  }
}
