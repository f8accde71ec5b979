package io.plateau.data.source;

import static org.apache.spark.sql.functions.udf;

import io.plateau.engine.shard.JobDescription;
import io.plateau.frame.ColumnName;
import io.plateau.frame.RowDraw;
import io.plateau.scan.TableSlots;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedTable;
import io.plateau.table.RawColumn;
import io.plateau.table.ValueType;
import io.plateau.train.DataException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of a source.
 *
 * @param rows with {@link Hidden#FILE} and {@link Hidden#BLOCK} where the source is made of files,
 *     and with {@link Hidden#MALFORMED} where it is text
 * @param origin of the rows, for messages
 * @param format of the source
 * @param inferred whether types were guessed from the values
 * @param options that it is read with, {@link io.plateau.data.source.SourceOptions}
 */
public record Table(
    Dataset<Row> rows,
    Origin origin,
    String format,
    boolean inferred,
    Map<String, String> options) {
  /** Where the rows are, as the user names it. */
  public String place() {
    return origin.path();
  }

  /** The same rows, kept elsewhere. */
  public Table with(Dataset<Row> same) {
    return new Table(same, origin, format, inferred, options);
  }

  /**
   * The same rows with columns of numbers or dates where types were guessed as text for want of any
   * value. Columns of text with values stay as they are.
   *
   * @param needed columns, of the types that training rows have
   */
  public Table typed(List<RawColumn> needed) {
    StructType schema = rows.schema();
    Dataset<Row> typed = rows;
    for (RawColumn column : needed) {
      String name = column.name();
      boolean guessed =
          inferred
              && List.of(schema.fieldNames()).contains(name)
              && schema.apply(name).dataType().equals(DataTypes.StringType)
              && !column.reads(ValueType.TEXT);
      if (guessed && isEmpty(name)) {
        boolean date = column.type() == ValueType.DATE;
        typed =
            typed.withColumn(
                name,
                ColumnName.column(name)
                    .cast(date ? DataTypes.TimestampNTZType : DataTypes.DoubleType));
      }
    }
    return with(typed);
  }

  private boolean isEmpty(String column) {
    Dataset<Row> values = rows.where(ColumnName.column(column).isNotNull());
    return JobDescription.during(
        rows.sparkSession().sparkContext(), "opening " + place(), () -> read(values::isEmpty));
  }

  /** The result of work that reads the rows; of rows that cannot be read, why. */
  public <T> T read(Supplier<T> work) {
    try {
      return work.get();
    } catch (Exception problem) { // Scala's exceptions are not declared
      throw Faults.parsing(this, problem);
    }
  }

  /**
   * The content of a column by which rows are drawn. Times of a text without a time zone are the
   * same in every session, as the instants are that other formats store; those of a text with one
   * are only where the options have a {@code timeZone}.
   */
  public Column drawnBy(String name) {
    Column value = ColumnName.column(name);
    boolean read = SourceOptions.isText(format) && !options.containsKey("timeZone");
    return read ? RowDraw.wallClock(value, rows.schema().apply(name).dataType()) : value;
  }

  /**
   * The same rows with the categories of a fitted table as texts, named as in training. Words that
   * are missing values among numbers or booleans, such as {@code NA}, are null.
   *
   * @param fitted whose columns the rows have
   * @throws DataException where a column is of a type that has none of the categories
   */
  public Table named(FittedTable fitted) {
    TableSlots slots = new TableSlots(fitted);
    try {
      slots.check(rows.schema());
    } catch (IllegalArgumentException unlike) {
      throw new DataException(place() + ": " + unlike.getMessage(), unlike);
    }
    List<Column> values = slots.of(rows);
    Map<String, Column> named = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (fitted.columns().get(i) instanceof FittedCategory category) {
        DataType given = ColumnName.type(rows.schema(), category.name());
        boolean words = category.type() != ValueType.TEXT && given.equals(DataTypes.StringType);
        UDF1<String, String> value = text -> category.missing(text) ? null : text;
        named.put(
            category.name(),
            words ? udf(value, DataTypes.StringType).apply(values.get(i)) : values.get(i));
      }
    }
    return with(rows.withColumns(named));
  }

  /** Whether the order of the rows is known. */
  public boolean ordered() {
    return has(Hidden.FILE);
  }

  /** Whether rows tell that they do not fit the columns. */
  public boolean lenient() {
    return has(Hidden.MALFORMED);
  }

  private boolean has(String column) {
    return Arrays.asList(rows.columns()).contains(column);
  }
}
