package io.plateau.scan;

import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Reader of a cell of a row in Spark's internal form, as the double that a cast gives: tables of
 * thousands of columns are not copied for a cast of some.
 */
public interface NumberCell {
  Map<DataType, NumberCell> BY_TYPE =
      Map.of(
          DataTypes.DoubleType,
          InternalRow::getDouble,
          DataTypes.FloatType,
          InternalRow::getFloat,
          DataTypes.LongType,
          InternalRow::getLong,
          DataTypes.IntegerType,
          InternalRow::getInt,
          DataTypes.ShortType,
          InternalRow::getShort,
          DataTypes.ByteType,
          InternalRow::getByte,
          DataTypes.BooleanType,
          (row, place) -> row.getBoolean(place) ? 1 : 0);

  /** The number at a place that is not null. */
  double of(InternalRow row, int place);

  /** Whether cells of a type are read; Spark casts those of others. */
  static boolean reads(DataType type) {
    return BY_TYPE.containsKey(type);
  }

  /** How cells of a type are read. */
  static NumberCell of(DataType type) {
    return BY_TYPE.getOrDefault(type, NumberCell::none);
  }

  private static double none(InternalRow row, int place) {
    throw new IllegalStateException("cell " + place + " is no number");
  }
}
