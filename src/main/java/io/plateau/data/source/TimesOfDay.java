package io.plateau.data.source;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.ltrim;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Columns of a file of text that have times without a date, such as {@code 21:58}. Spark takes them
 * for times of the day on which they are read, so that the same rows are others tomorrow; here they
 * are times of 1970-01-01.
 *
 * @param names of the columns, as {@link FlatColumns} has them
 */
public record TimesOfDay(Set<String> names) {
  /** No columns. */
  public static final TimesOfDay NONE = new TimesOfDay(Set.of());

  /** Values that are looked at, as a column of such times has them from the first one on. */
  private static final int ROWS = 1000;

  private static final String TIME = "T?\\d{1,2}:";
  private static final Pattern WITHOUT_DATE = Pattern.compile(TIME);

  /**
   * The columns among those of timestamps.
   *
   * @param load reads the rows with columns of given types, whether or not they all fit, and makes
   *     them flat
   * @param types of all columns
   */
  public static TimesOfDay of(
      Function<StructType, Dataset<Row>> load, StructType types, Map<String, String> options) {
    List<String> stamps = new ArrayList<>();
    addStamps("", types, stamps);
    boolean said =
        options.keySet().stream()
            .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals("timestampformat"));
    if (said || stamps.isEmpty()) {
      return NONE;
    }
    Dataset<Row> texts = load.apply(new TextTypes(Set.copyOf(stamps)).in(types));
    Column[] columns = stamps.stream().map(TimesOfDay::column).toArray(Column[]::new);
    List<Row> first = texts.select(columns).limit(ROWS).collectAsList();
    return new TimesOfDay(
        IntStream.range(0, columns.length)
            .filter(i -> hasTime(first, i) || isEmpty(first, i) && hasTime(texts, columns[i]))
            .mapToObj(stamps::get)
            .collect(Collectors.toSet()));
  }

  private static void addStamps(String prefix, StructType types, List<String> stamps) {
    for (StructField field : types.fields()) {
      DataType type = field.dataType();
      if (type instanceof TimestampType) {
        stamps.add(prefix + field.name());
      } else if (type instanceof StructType struct) {
        addStamps(prefix + field.name() + ".", struct, stamps);
      }
    }
  }

  private static boolean isEmpty(List<Row> rows, int column) {
    return rows.stream().allMatch(row -> row.isNullAt(column));
  }

  private static boolean hasTime(List<Row> rows, int column) {
    return rows.stream()
        .map(row -> row.getString(column))
        .filter(Objects::nonNull)
        .anyMatch(TimesOfDay::isTime);
  }

  /** Of a column that begins behind many rows without a value. */
  private static boolean hasTime(Dataset<Row> rows, Column column) {
    return hasTime(rows.where(column.isNotNull()).select(column).limit(ROWS).collectAsList(), 0);
  }

  private static Column column(String name) {
    return col(QuotingUtils.quoteIfNeeded(name));
  }

  /** Whether a text begins as a time without a date does. */
  static boolean isTime(String text) {
    return WITHOUT_DATE.matcher(text.strip()).lookingAt();
  }

  /** The schema with text for these columns. */
  public StructType in(StructType schema) {
    return new TextTypes(names).in(schema);
  }

  /**
   * Flat rows that were read with that schema, with the times in place of the texts.
   *
   * @param malformed column with the text of a record that does not fit, as one with another text
   *     does not; where the rows have no such column, these records are left out
   */
  public Dataset<Row> dated(Dataset<Row> rows, String malformed) {
    boolean told = List.of(rows.columns()).contains(malformed);
    Dataset<Row> dated = rows;
    for (String name : names) {
      Column text = column(name);
      Column time = time(text);
      Column other = text.isNotNull().and(time.isNull());
      dated =
          told
              ? dated.withColumn(malformed, coalesce(col(malformed), when(other, text)))
              : dated.where(other.unary_$bang());
      dated = dated.withColumn(name, time);
    }
    return dated;
  }

  private static Column time(Column text) {
    Column trimmed = ltrim(text);
    Column day = concat(lit("1970-01-01 "), regexp_replace(trimmed, "^T", ""));
    return when(trimmed.rlike("^" + TIME), day)
        .otherwise(trimmed)
        .try_cast(DataTypes.TimestampNTZType);
  }
}
