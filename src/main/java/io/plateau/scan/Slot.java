package io.plateau.scan;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.plateau.frame.ColumnTypes;
import io.plateau.frame.WallClock;
import io.plateau.table.Form;
import io.plateau.table.Parsing;
import io.plateau.table.ValueType;
import java.io.Serializable;
import java.math.BigDecimal;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;

/**
 * Column as a scan keeps it in blocks.
 *
 * @param form of the values
 */
public record Slot(String column, Form form) implements Serializable {
  private static final int MICROS = 1_000_000;
  private static final int SECONDS_PER_DAY = 86_400;

  /**
   * The values in this form: doubles, strings, microseconds since 1970-01-01T00:00 of the wall
   * clock, or vectors.
   */
  public Column of(Column value, DataType type) {
    return switch (form) {
      case NUMBER -> value.cast(DataTypes.DoubleType);
      case TEXT -> text(value, type);
      case DATE ->
          type instanceof NumericType // seconds since 1970
              ? micros(value.cast(DataTypes.DoubleType))
              : type.equals(DataTypes.DateType)
                  ? micros(unix_date(value).cast(DataTypes.DoubleType).multiply(SECONDS_PER_DAY))
                  : type.equals(DataTypes.TimestampType)
                      ? WallClock.ofSession(value)
                      : value.cast(DataTypes.TimestampNTZType);
      case VECTOR -> type instanceof ArrayType ? vector(value) : value;
    };
  }

  /** The same, but what {@link BlockScan} reads of a type without a change is as it is. */
  public Column read(Column value, DataType type) {
    return has(type) ? value : of(value, type);
  }

  /** Whether dates of a type are read as whole numbers, others as times without a zone. */
  static boolean isMicros(DataType type) {
    return type instanceof NumericType || type.equals(DataTypes.DateType);
  }

  /** Whether values of a type are read in this form as they are. */
  boolean has(DataType type) {
    return switch (form) {
      case NUMBER -> NumberCell.reads(type);
      case TEXT -> type.equals(DataTypes.StringType);
      case DATE -> type.equals(DataTypes.TimestampNTZType);
      case VECTOR -> ColumnTypes.of(type) == ValueType.VECTOR && !(type instanceof ArrayType);
    };
  }

  /** An array of numbers as a vector, with NaN where a number is missing. */
  private static Column vector(Column array) {
    Column numbers = array.cast(DataTypes.createArrayType(DataTypes.DoubleType));
    return when(
        array.isNotNull(), array_to_vector(transform(numbers, x -> coalesce(x, lit(Double.NaN)))));
  }

  /**
   * Null for NaN, and the last or first microsecond for seconds beyond, such as infinite ones;
   * exact for whole days.
   */
  private static Column micros(Column seconds) {
    return when(seconds.isNaN().unary_$bang(), floor(seconds.multiply(MICROS)));
  }

  /** Numbers have no zeros behind the point in vain, whatever the type of their column. */
  private static Column text(Column value, DataType type) {
    if (ColumnTypes.of(type) != ValueType.REAL) {
      return value.cast(DataTypes.StringType);
    }
    if (type instanceof DecimalType) {
      Column nearest = text(value.cast(DataTypes.DoubleType), DataTypes.DoubleType);
      UDF2<String, BigDecimal, String> name = Slot::decimal;
      return udf(name, DataTypes.StringType).apply(nearest, value);
    }
    Column number = value.cast(DataTypes.DoubleType);
    return when(number.isNaN(), null)
        .when(
            number.equalTo(floor(number)).and(abs(number).lt(Parsing.EXACT)),
            number.cast(DataTypes.LongType).cast(DataTypes.StringType))
        .otherwise(value.cast(DataTypes.StringType));
  }

  /** The name of a decimal: that of the nearest double if this writes it, or else its digits. */
  private static String decimal(String nearest, BigDecimal decimal) {
    return decimal == null || new BigDecimal(nearest).compareTo(decimal) == 0
        ? nearest
        : decimal.stripTrailingZeros().toPlainString();
  }
}
