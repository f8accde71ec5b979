package io.plateau.ml.fit;

import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.TaskRdds;
import io.plateau.engine.shard.TaskResults;
import io.plateau.frame.ColumnName;
import io.plateau.frame.InternalRows;
import io.plateau.nn.loss.LabelType;
import io.plateau.train.DataException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import scala.Tuple3;

/**
 * Rows with labels and weights that a model is measured on, by the rules of a fit. Rows without a
 * prediction end a measurement by themselves.
 *
 * @param skip whether rows with invalid values are left out
 */
public record MeasuredRows(RowCheck check, boolean skip) implements Serializable {
  /** In place of a label that is wrong: below all classes, and with no finite distance. */
  public static final double REFUSED = Double.NEGATIVE_INFINITY;

  /**
   * What is found in a partition.
   *
   * @param seen rows up to the first that is wrong
   * @param problem what is wrong with it
   * @param weightless rows of weight 0 among them
   * @param weighs whether one of them has a positive weight
   */
  private record Found(long seen, String problem, long weightless, boolean weighs)
      implements Serializable {}

  /**
   * Prediction, label and weight of each row that weighs anything. The label of a row that {@link
   * #require} complains about is {@link #REFUSED}, and its weight 1: the pass that measures the
   * rows finds it, and only then are they read again for the complaint.
   *
   * @param predicted the rows with predictions, without those that are skipped
   * @param prediction a number of each row
   */
  public JavaRDD<Tuple3<Object, Object, Object>> outcomes(Dataset<?> predicted, Column prediction) {
    return TaskRdds.filter(
        TaskRdds.map(InternalRows.of(check.columns().select(predicted, prediction)), this::outcome),
        outcome -> (Double) outcome._3() > 0);
  }

  private Tuple3<Object, Object, Object> outcome(InternalRow row) {
    boolean wrong = problem(row) != null;
    return new Tuple3<>(
        row.getDouble(0), wrong ? REFUSED : row.getDouble(1), wrong ? 1.0 : row.getDouble(2));
  }

  /**
   * Reads labels and weights, and features where their rows may be left out.
   *
   * @throws DataException naming column and row, at the first row that is wrong; and where there
   *     are none, or all weigh 0
   */
  public void require(Dataset<?> dataset) {
    FitColumns columns = check.columns();
    Column features = skip ? ColumnName.column(columns.features()) : functions.lit(null);
    JavaRDD<InternalRow> rows = InternalRows.of(columns.select(dataset, features));
    List<Found> parts =
        JobDescription.during(
            rows.context(), "checking rows", () -> TaskResults.of(rows, part -> find(part)));
    long before = 0;
    long weightless = 0;
    boolean weighs = false;
    for (Found part : parts) {
      if (part.problem != null) {
        throw RowCheck.refused(before + part.seen, part.problem);
      }
      before += part.seen;
      weightless += part.weightless;
      weighs |= part.weighs;
    }
    if (!weighs) {
      throw weightless > 0
          ? RowCheck.weightless(columns, "measure", weightless)
          : new DataException("there are no rows to measure; check the input and its filters");
    }
  }

  private Found find(Iterator<InternalRow> rows) {
    long seen = 0;
    long weightless = 0;
    boolean weighs = false;
    String problem = null;
    while (problem == null && rows.hasNext()) {
      InternalRow row = rows.next();
      seen++;
      if (skip && check.invalid(row) != null) {
        continue;
      }
      problem = problem(row);
      if (problem == null && row.getDouble(2) == 0) {
        weightless++;
      } else {
        weighs = true;
      }
    }
    return new Found(seen, problem, weightless, weighs);
  }

  private String problem(InternalRow row) {
    String invalid = skip ? null : check.invalidLabel(row);
    if (invalid != null) {
      return RowCheck.skippable(invalid);
    }
    String weight = check.wrongWeight(row);
    return weight != null || check.columns().target() != LabelType.CLASS
        ? weight
        : check.wrongClass(row);
  }
}
