package io.plateau.ml.predict;

import static scala.jdk.javaapi.CollectionConverters.asScala;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.classic.Dataset;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.DataType;
import scala.Option;

/**
 * Lets a row go through Spark's operators on objects as what it is. Between them a value of a SQL
 * type would be packed once more, and unpacked with a look at the session's settings for each row,
 * which costs more than its prediction. Public only since Spark's generated code calls it.
 */
public final class RowAsObject {
  private RowAsObject() {}

  /** The row itself. */
  public static InternalRow same(InternalRow row) {
    return row;
  }

  /** The array itself. */
  public static ArrayData same(ArrayData array) {
    return array;
  }

  /** The map itself. */
  public static MapData same(MapData map) {
    return map;
  }

  /** The same row, array or map, of another type for Spark. */
  static Expression as(DataType type, Expression row) {
    return new StaticInvoke(
        RowAsObject.class,
        type,
        "same",
        asScala(List.of(row)).toSeq(),
        asScala(List.<org.apache.spark.sql.types.AbstractDataType>of()).toSeq(),
        true,
        false,
        true,
        Option.empty());
  }

  /** The dataset of a plan, by a method that Spark hides from Scala alone. */
  static org.apache.spark.sql.Dataset<Row> dataset(SparkSession session, LogicalPlan plan) {
    return Dataset.ofRows(session, plan);
  }
}
