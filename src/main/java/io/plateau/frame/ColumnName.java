package io.plateau.frame;

import static org.apache.spark.sql.functions.col;

import io.plateau.spec.Nearest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Name of a column as Spark resolves it, whatever characters the name has. */
public final class ColumnName {
  /** Names of a message at most; a table may have thousands. */
  private static final int SHOWN = 20;

  private ColumnName() {}

  /** The name between backticks, as it is written in SQL: {@code a.`b} is {@code `a.``b`}. */
  public static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /**
   * The type of a column.
   *
   * @throws IllegalArgumentException where there is none of the name
   */
  public static DataType type(StructType schema, String name) {
    return type(schema, "column \"" + name + "\"", name);
  }

  /**
   * The type of a column that a param names.
   *
   * @throws IllegalArgumentException where there is none of the name
   */
  public static DataType typeOf(String param, StructType schema, String name) {
    return type(schema, "column \"" + name + "\" (" + param + ")", name);
  }

  private static DataType type(StructType schema, String column, String name) {
    if (schema.getFieldIndex(name).isEmpty()) {
      if (isField(schema, name)) {
        throw new IllegalArgumentException(
            "%s is a field of a struct, which is no column; make it one, such as withColumn(\"%s\", col(\"%s\"))"
                .formatted(column, name.replace('.', '_'), name));
      }
      List<String> names = Arrays.asList(schema.fieldNames());
      throw new IllegalArgumentException(
          "%s does not exist%s; there are: %s"
              .formatted(column, Nearest.hint(name, names), first(names)));
    }
    return schema.apply(name).dataType();
  }

  /** Whether a path, whose names have dots between them, leads to a field within a type. */
  private static boolean isField(DataType type, String path) {
    return type instanceof StructType struct
        && Arrays.stream(struct.fields())
            .anyMatch(
                field ->
                    path.equals(field.name())
                        || path.startsWith(field.name() + ".")
                            && isField(
                                field.dataType(), path.substring(field.name().length() + 1)));
  }

  /** The names by which Spark finds one column; those of a join may be the names of several. */
  public static Set<String> distinct(StructType schema) {
    UnaryOperator<String> resolved =
        SQLConf.get().caseSensitiveAnalysis()
            ? UnaryOperator.identity()
            : name -> name.toLowerCase(Locale.ROOT);
    Map<String, Long> columns =
        Arrays.stream(schema.fieldNames())
            .collect(Collectors.groupingBy(resolved, Collectors.counting()));
    return Arrays.stream(schema.fieldNames())
        .filter(name -> columns.get(resolved.apply(name)) == 1)
        .collect(Collectors.toSet());
  }

  /**
   * Checks that Spark finds columns by their names.
   *
   * @throws IllegalArgumentException for the first that has the name of another, but perhaps for
   *     the case of letters
   */
  public static void requireDistinct(StructType schema, Collection<String> names) {
    Set<String> found = distinct(schema);
    for (String name : names) {
      if (!found.contains(name)) {
        List<String> alike =
            Arrays.stream(schema.fieldNames()).filter(name::equalsIgnoreCase).toList();
        boolean same = Set.copyOf(alike).size() == 1;
        throw new IllegalArgumentException(
            (same
                    ? "there are two columns \"%s\"; rename one of them, such as by toDF"
                    : "columns \"%s\" and \"%s\" differ in the case of letters alone, by which Spark does not distinguish them; rename one of them, such as by toDF, or set spark.sql.caseSensitive to true")
                .formatted(alike.get(0), alike.get(1)));
      }
    }
  }

  /** The first names, and how many there are where these are not all, for a message. */
  public static String first(Collection<String> names) {
    String first = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return names.size() > SHOWN ? first + ", … (" + names.size() + " in all)" : first;
  }

  /** A name that no column of a schema has, in upper or lower case. */
  public static String free(String name, StructType schema) {
    Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    taken.addAll(List.of(schema.fieldNames()));
    String free = name;
    while (taken.contains(free)) {
      free += "_";
    }
    return free;
  }

  public static Column column(String name) {
    return col(quoted(name));
  }
}
