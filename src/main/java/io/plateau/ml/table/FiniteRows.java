package io.plateau.ml.table;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import io.plateau.frame.ColumnName;
import io.plateau.frame.Conditions;
import io.plateau.ml.fit.FitColumns;
import io.plateau.scan.ScannedDate;
import io.plateau.scan.TableSlots;
import io.plateau.table.RawColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Rows of a table that a network can learn: with a label, and with numbers that are finite or
 * missing, those that are dates not too far for one, and those of vectors finite.
 */
public final class FiniteRows {
  private static final UDF1<Vector, Boolean> FINITE =
      vector -> vector == null || Arrays.stream(stored(vector)).allMatch(Double::isFinite);

  /** Of labels, which are learned as floats. */
  private static final UDF1<Vector, Boolean> FINITE_FLOATS =
      vector ->
          vector != null && Arrays.stream(stored(vector)).allMatch(x -> Float.isFinite((float) x));

  private FiniteRows() {}

  /**
   * The rows of a dataset that a network can learn.
   *
   * @param columns of the features
   * @param labeled whether a row has a label: {@link #hasClass} or {@link #hasNumbers}
   */
  public static Dataset<?> of(Dataset<?> dataset, List<RawColumn> columns, Column labeled) {
    List<Column> finite =
        columns.stream().flatMap(column -> finite(column, dataset).stream()).toList();
    return dataset.where(labeled.and(Conditions.all(finite)));
  }

  /** Whether a column has a number, date or vector that can be learned, or none. */
  private static Optional<Column> finite(RawColumn column, Dataset<?> dataset) {
    return column
        .form()
        .flatMap(
            form ->
                switch (form) {
                  case NUMBER -> Optional.of(isInfinite(column, dataset).unary_$bang());
                  case DATE -> Optional.of(isFar(column, dataset).unary_$bang());
                  case VECTOR -> {
                    Column value = value(column, dataset);
                    yield Optional.of(udf(FINITE, DataTypes.BooleanType).apply(value));
                  }
                  case TEXT -> Optional.empty();
                });
  }

  private static Column isInfinite(RawColumn column, Dataset<?> dataset) {
    Column infinite = abs(value(column, dataset)).equalTo(Double.POSITIVE_INFINITY);
    return coalesce(infinite, lit(false));
  }

  private static Column isFar(RawColumn column, Dataset<?> dataset) {
    DataType type = ColumnName.type(dataset.schema(), column.name());
    return ScannedDate.isFar(value(column, dataset), type);
  }

  /** Whether a row has a label that is a class. */
  public static Column hasClass(RawColumn label, Dataset<?> dataset) {
    return ClassLabels.value(label, dataset).isNotNull();
  }

  /** Whether a row has a label, a number or vector, that is finite as floats. */
  public static Column hasNumbers(String label, Dataset<?> dataset) {
    Column value = dataset.col(ColumnName.quoted(label));
    return FitColumns.requireNumbers(dataset.schema(), label)
        ? udf(FINITE_FLOATS, DataTypes.BooleanType).apply(value)
        // Nor is NaN, which Spark takes for the largest number.
        : abs(value.cast(DataTypes.DoubleType).cast(DataTypes.FloatType))
            .lt(Float.POSITIVE_INFINITY);
  }

  private static double[] stored(Vector vector) {
    return vector instanceof SparseVector sparse ? sparse.values() : vector.toArray();
  }

  private static Column value(RawColumn column, Dataset<?> dataset) {
    return TableSlots.value(TableSlots.slot(column), dataset);
  }
}
