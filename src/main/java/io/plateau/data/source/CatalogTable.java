package io.plateau.data.source;

import io.plateau.job.Job;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Table or view of a catalog that a job names where it has to name files. */
final class CatalogTable {
  private static final Pattern QUALIFIED = Pattern.compile("\\w+(\\.\\w+)?\\.(?<last>\\w+)");

  /** Letters of the longest ending of a file that is no format, such as {@code data}. */
  private static final int ENDING = 4;

  private CatalogTable() {}

  /** What to write in place of the name of a table, a clause; empty where the path is none. */
  static String hint(SparkSession spark, String path) {
    if (!isTable(spark, path)) {
      var name = QUALIFIED.matcher(path);
      return name.matches()
              && name.group("last").length() > ENDING
              && !Job.Data.FORMATS.contains(name.group("last"))
          ? "; for a table of a catalog, name the folder of its files"
          : "";
    }
    Map<String, String> about = described(spark, path);
    boolean files = about.containsKey("Location") && about.containsKey("Provider");
    return files
        ? ", but the catalog has a table of that name; name the folder of its files, %s, with data.format: %s"
            .formatted(about.get("Location"), about.get("Provider"))
        : ", but the catalog has a table or view of that name; write its rows to files and name these, or fit it in Python: fit(spark.table(\"%s\"))"
            .formatted(path);
  }

  private static boolean isTable(SparkSession spark, String path) {
    try {
      return spark.catalog().tableExists(path);
    } catch (Exception noName) { // Scala's exceptions are not declared
      return false;
    }
  }

  /** What the catalog tells of a table, behind its columns. */
  private static Map<String, String> described(SparkSession spark, String table) {
    return spark.sql("DESCRIBE TABLE EXTENDED " + table).collectAsList().stream()
        .dropWhile(row -> !row.getString(0).startsWith("# Detailed"))
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(1), (a, b) -> a));
  }
}
