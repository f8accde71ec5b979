package io.plateau.data;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import io.plateau.job.Job;
import io.plateau.train.DataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * What is known of rows after looking at all of them once.
 *
 * @param rows their number
 * @param missing values of each feature that has any
 */
public record Profile(long rows, Map<String, Long> missing) {
  private static final UserDefinedFunction FINITE =
      udf((UDF1<Vector, Boolean>) Profile::finite, DataTypes.BooleanType);

  private static final UserDefinedFunction WIDTH =
      udf((UDF1<Vector, Integer>) Vector::size, DataTypes.IntegerType);

  /**
   * Checks the rows of a table, once.
   *
   * @param labelled whether label, weight and split columns are needed too
   * @throws DataException for zero rows, missing or infinite values, and texts among numbers
   */
  static Profile of(
      Table table, Columns columns, Map<String, Integer> widths, Job.Data data, boolean labelled) {
    List<Check> checks = new ArrayList<>();
    for (String feature : columns.features()) {
      checks.add(missing(table, columns, feature, data.missing()));
    }
    for (String feature : columns.features()) {
      addTypeChecks(checks, table, columns, widths, feature);
    }
    if (labelled) {
      for (String label : columns.labels()) {
        checks.add(
            Check.none(
                absent(label, columns).or(infinite(label, columns)),
                "label \"" + label + "\" of " + table.place() + " is missing or not finite in {}"));
      }
      if (columns.weight() != null) {
        Column weight = Hidden.quoted(columns.weight());
        checks.add(
            Check.none(
                absent(columns.weight(), columns)
                    .or(infinite(columns.weight(), columns))
                    .or(weight.lt(0)),
                "weight \""
                    + columns.weight()
                    + "\" of "
                    + table.place()
                    + " must be at least 0 and finite, but is not in {}"));
      }
      for (Job.Part part : List.of(data.split().test(), data.split().validation())) {
        if (part instanceof Job.Part.Column column) {
          checks.add(
              Check.none(
                  absent(column.name(), columns),
                  "column \""
                      + column.name()
                      + "\" (data.split) of "
                      + table.place()
                      + " is missing in {}"));
        }
      }
    }
    long[] counts = Checks.requireAll(table, checks);
    if (counts[0] == 0) {
      throw new DataException("there are no rows in " + table.place());
    }
    Map<String, Long> missing = new LinkedHashMap<>();
    for (int i = 0; i < columns.features().size(); i++) {
      if (counts[i + 1] > 0) {
        missing.put(columns.features().get(i), counts[i + 1]);
      }
    }
    return new Profile(counts[0], missing);
  }

  /** Whether a value is null or NaN. */
  static Column absent(String column, Columns columns) {
    Column value = Hidden.quoted(column);
    return columns.kinds().get(column) == Kind.NUMBER
        ? value.isNull().or(value.cast("double").isNaN())
        : value.isNull();
  }

  private static Column infinite(String column, Columns columns) {
    return columns.kinds().get(column) == Kind.NUMBER
        ? abs(Hidden.quoted(column).cast("double")).equalTo(Double.POSITIVE_INFINITY)
        : lit(false);
  }

  private static Check missing(Table table, Columns columns, String feature, Job.Missing policy) {
    return new Check(
        absent(feature, columns),
        (bad, all) -> bad == 0 || policy != Job.Missing.ERROR,
        "column \""
            + feature
            + "\" of "
            + table.place()
            + " is missing (null or NaN) in {}; data.missing may be mean, median or skip");
  }

  private static void addTypeChecks(
      List<Check> checks,
      Table table,
      Columns columns,
      Map<String, Integer> widths,
      String feature) {
    Column value = Hidden.quoted(feature);
    switch (columns.kinds().get(feature)) {
      case NUMBER ->
          checks.add(
              Check.none(
                  infinite(feature, columns),
                  "column \"" + feature + "\" of " + table.place() + " is infinite in {}"));
      case VECTOR -> {
        int width = widths.get(feature);
        checks.add(
            Check.none(
                value.isNotNull().and(WIDTH.apply(value).notEqual(width)),
                "vector \""
                    + feature
                    + "\" of "
                    + table.place()
                    + " must have "
                    + width
                    + " values as in the first row of training, but has another number in {}"));
        if (!table.format().equals("idx")) { // bytes are finite
          checks.add(
              Check.none(
                  value.isNotNull().and(FINITE.apply(value).unary_$bang()),
                  "vector \""
                      + feature
                      + "\" of "
                      + table.place()
                      + " has NaN or infinite values in {}"));
        }
      }
      case TEXT -> {
        if (table.inferred()) {
          // One text among numbers makes all of a guessed column text, and categories of its
          // numbers.
          checks.add(
              new Check(
                  value.isNotNull().and(value.try_cast("double").isNull()),
                  (bad, all) -> bad == 0 || 2 * bad >= all,
                  "column \""
                      + feature
                      + "\" of "
                      + table.place()
                      + " must hold numbers like most of its rows, but holds text in {}"));
          checks.add(
              new Check(
                  value.try_cast("double").isNotNull(),
                  (numbers, all) -> numbers == 0 || numbers < all,
                  "column \""
                      + feature
                      + "\" of "
                      + table.place()
                      + " was read as text but holds a number in {}; set data.options.inferSchema: true, or declare types in data.options.schema"));
        }
      }
      default -> {}
    }
  }

  private static boolean finite(Vector vector) {
    double[] stored = vector instanceof SparseVector sparse ? sparse.values() : vector.toArray();
    for (double x : stored) {
      if (!Double.isFinite(x)) {
        return false;
      }
    }
    return true;
  }
}
