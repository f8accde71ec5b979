package io.plateau.ml.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import io.plateau.frame.ColumnName;
import io.plateau.frame.RowDraw;
import io.plateau.math.Key;
import io.plateau.ml.params.HasValidationFraction;
import io.plateau.spec.HeldOut;
import io.plateau.table.RawColumn;
import io.plateau.train.DataException;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;

/**
 * Validation rows of a table: those that a column names, or a fraction that is held out.
 *
 * @param dataset with the column
 * @param column boolean, true for validation rows; empty where there are none
 * @param fraction of the rows that the column, which is beside those of the caller, is drawn for; 0
 *     where the caller names it
 * @param least of fewer rows none are held out
 */
public record HeldOutRows(Dataset<?> dataset, String column, double fraction, long least) {
  public static HeldOutRows of(HasValidationFraction<?> params, Dataset<?> dataset) {
    String named = params.orEmpty(params.validationIndicatorCol());
    if (!named.isEmpty() || params.getValidationFraction() == 0) {
      return named(dataset, named);
    }
    String free = ColumnName.free("validation", dataset.schema());
    Column drawn =
        RowDraw.uniform(
                Key.of(params.getSeed()).with("validation"),
                RowDraw.hashable(dataset.schema()).stream().map(ColumnName::column))
            .lt(params.getValidationFraction());
    return new HeldOutRows(
        dataset.withColumn(free, drawn),
        free,
        params.getValidationFraction(),
        params.isSet(params.validationFraction()) ? 0 : HeldOut.LEAST);
  }

  /**
   * Those that a column names.
   *
   * @param column empty where there are none
   */
  public static HeldOutRows named(Dataset<?> dataset, String column) {
    return new HeldOutRows(dataset, column, 0, 0);
  }

  /** Whether the column is beside those of the caller. */
  public boolean drawn() {
    return fraction > 0;
  }

  /**
   * A warning where far fewer or more of the rows are drawn than the fraction says.
   *
   * @throws DataException where all are
   */
  Optional<String> warning(long drawn, long rows) {
    if (drawn > 0 && drawn == rows) {
      throw new DataException(
          "validationFraction %s holds out all %d rows; lower it".formatted(fraction, rows));
    }
    if (drawn == 0 && least == 0) {
      return Optional.of(
          "validationFraction %s holds out none of %d rows; raise it, or name validation rows by validationIndicatorCol"
              .formatted(fraction, rows));
    }
    return HeldOut.warning(
        "validation",
        drawn,
        rows,
        fraction,
        "name validation rows by validationIndicatorCol, set another seed, or set"
            + " validationFraction to 0 for none");
  }

  /**
   * The dataset whose column is true for no row with one of these labels.
   *
   * @param kept as strings
   */
  public Dataset<?> without(Optional<RawColumn> label, Set<?> kept) {
    if (kept.isEmpty()) {
      return dataset;
    }
    Column value = ClassLabels.value(label.orElseThrow(), dataset);
    Column other = coalesce(value.isin(kept.toArray()), lit(false)).unary_$bang();
    return dataset.withColumn(column, ColumnName.column(column).and(other));
  }
}
