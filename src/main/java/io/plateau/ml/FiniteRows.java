package io.plateau.ml;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import io.plateau.ml.fit.ColumnName;
import io.plateau.scan.ScannedDate;
import io.plateau.scan.TableSlots;
import io.plateau.table.Form;
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
 * Rows of a table whose numbers are finite or missing, those that are dates not too far for one,
 * and those of their vectors finite.
 */
final class FiniteRows {
  private static final UDF1<Vector, Boolean> FINITE =
      vector -> vector == null || Arrays.stream(stored(vector)).allMatch(Double::isFinite);

  private FiniteRows() {}

  static Dataset<?> of(Dataset<?> dataset, List<RawColumn> columns) {
    Column finite = lit(true);
    for (RawColumn column : columns) {
      Optional<Form> form = column.form();
      if (form.equals(Optional.of(Form.NUMBER))) {
        Column infinite = abs(value(column, dataset)).equalTo(Double.POSITIVE_INFINITY);
        finite = finite.and(coalesce(infinite, lit(false)).unary_$bang());
      } else if (form.equals(Optional.of(Form.DATE))) {
        DataType type = ColumnName.type(dataset.schema(), column.name());
        finite = finite.and(ScannedDate.isFar(value(column, dataset), type).unary_$bang());
      } else if (form.equals(Optional.of(Form.VECTOR))) {
        finite = finite.and(udf(FINITE, DataTypes.BooleanType).apply(value(column, dataset)));
      }
    }
    return dataset.where(finite);
  }

  private static double[] stored(Vector vector) {
    return vector instanceof SparseVector sparse ? sparse.values() : vector.toArray();
  }

  private static Column value(RawColumn column, Dataset<?> dataset) {
    return TableSlots.value(TableSlots.slot(column), dataset);
  }
}
