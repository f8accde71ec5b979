package io.plateau.frame;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Column;

/** Conditions of rows, one of each column. */
public final class Conditions {
  private Conditions() {}

  /**
   * Whether all hold. Joined one by one they would be nested as deep as there are columns, and the
   * stack overflow where Spark reads them.
   *
   * @param conditions none of which is null
   */
  public static Column all(List<Column> conditions) {
    return conditions.isEmpty()
        ? lit(true)
        : array_contains(array(conditions.toArray(Column[]::new)), false).unary_$bang();
  }
}
