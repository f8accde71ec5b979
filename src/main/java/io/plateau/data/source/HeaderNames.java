package io.plateau.data.source;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Names in the first lines of csv files. Spark takes those of one file for the columns and reads
 * the values of the others by position, so that a file with its columns in another order would have
 * its values in the wrong ones. With the option {@code enforceSchema: false} it refuses such a
 * file, but also each that has a name twice or none at all, which it renames itself.
 */
public final class HeaderNames {
  /** The option by which Spark refuses other first lines, where it is false. */
  public static final String ENFORCE = "enforceSchema";

  private static final String UNNAMED = "_c";

  private HeaderNames() {}

  /**
   * Whether the first lines of several csv files can be compared with the names of the columns.
   *
   * @param rows as Spark infers them
   * @param options of {@link SourceOptions#of}
   */
  public static boolean compares(
      SparkSession spark, Dataset<Row> rows, Map<String, String> options, String path) {
    if (options.containsKey(ENFORCE)
        || !SourceOptions.header(options)
        || rows.inputFiles().length < 2) {
      return false;
    }
    List<String> names = List.of(rows.schema().fieldNames());
    return !mayBeRenamed(names) || areWritten(spark, names, options, path);
  }

  /** Whether names look like those that Spark makes of names that are equal or missing. */
  private static boolean mayBeRenamed(List<String> names) {
    Map<String, Integer> stems = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).toLowerCase(Locale.ROOT);
      if (name.equals(UNNAMED + i)) {
        return true;
      }
      String place = Integer.toString(i);
      if (name.endsWith(place)
          && stems.merge(name.substring(0, name.length() - place.length()), 1, Integer::sum) > 1) {
        return true;
      }
    }
    return false;
  }

  /** Whether the names are in the first line of a file as they are. */
  private static boolean areWritten(
      SparkSession spark, List<String> names, Map<String, String> options, String path) {
    Map<String, String> plain = new HashMap<>();
    options.forEach((name, value) -> plain.put(name.toLowerCase(Locale.ROOT), value));
    plain.put("header", "false");
    plain.put("inferschema", "false");
    plain.put("mode", "PERMISSIVE");
    Row line = spark.read().format("csv").options(plain).load(path).first();
    List<String> columns = List.of(line.schema().fieldNames());
    for (int i = 0; i < columns.size() && columns.get(i).equals(UNNAMED + i); i++) {
      if (i == names.size() || !names.get(i).equals(line.get(i))) {
        return false;
      }
    }
    return true;
  }
}
