package io.plateau.data.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.ltrim;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Columns of a csv file that have times without a date, such as {@code 21:58}. Spark takes them for
 * times of the day on which they are read, so that the same rows are others tomorrow; here they are
 * times of 1970-01-01.
 *
 * @param names of the columns
 */
public record TimesOfDay(Set<String> names) {
  /** No columns. */
  public static final TimesOfDay NONE = new TimesOfDay(Set.of());

  /** Rows that are looked at, as a column of such times has them from the first one on. */
  private static final int ROWS = 1000;

  private static final String TIME = "T?\\d{1,2}:";
  private static final Pattern WITHOUT_DATE = Pattern.compile(TIME);

  /**
   * The columns among those for which a type was inferred.
   *
   * @param load reads the rows with columns of given types, whether or not they all fit
   * @param types of all columns
   */
  public static TimesOfDay of(
      Function<StructType, Dataset<Row>> load, StructType types, Map<String, String> options) {
    List<String> stamps = stamps(types);
    boolean said =
        options.keySet().stream()
            .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals("timestampformat"));
    if (said || stamps.isEmpty()) {
      return NONE;
    }
    Column[] columns = stamps.stream().map(TimesOfDay::column).toArray(Column[]::new);
    List<Row> first =
        load.apply(new TextTypes(Set.copyOf(stamps)).in(types))
            .select(columns)
            .limit(ROWS)
            .collectAsList();
    return new TimesOfDay(
        IntStream.range(0, stamps.size())
            .filter(
                i -> first.stream().anyMatch(row -> !row.isNullAt(i) && isTime(row.getString(i))))
            .mapToObj(stamps::get)
            .collect(Collectors.toSet()));
  }

  private static List<String> stamps(StructType types) {
    return IntStream.range(0, types.length())
        .mapToObj(i -> types.fields()[i])
        .filter(field -> field.dataType() instanceof TimestampType)
        .map(field -> field.name())
        .toList();
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

  /** Rows that were read with that schema, with the times in place of the texts. */
  public Dataset<Row> dated(Dataset<Row> rows) {
    Dataset<Row> dated = rows;
    for (String name : names) {
      Column text = ltrim(column(name));
      Column time = regexp_replace(text, "^T", "");
      Column whole = when(text.rlike("^" + TIME), concat(lit("1970-01-01 "), time)).otherwise(text);
      dated = dated.withColumn(name, whole.try_cast(DataTypes.TimestampNTZType));
    }
    return dated;
  }
}
