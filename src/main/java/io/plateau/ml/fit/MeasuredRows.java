package io.plateau.ml.fit;

import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.TaskResults;
import io.plateau.frame.InternalRows;
import io.plateau.nn.loss.LabelType;
import io.plateau.train.DataException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Check of the labels and weights of rows that a model is measured on, by the rules of a fit. Rows
 * without a prediction end a measurement by themselves.
 *
 * @param skip whether rows with invalid values are left out
 */
public record MeasuredRows(RowCheck check, boolean skip) implements Serializable {
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
   * Reads labels and weights, and features where their rows may be left out.
   *
   * @throws DataException naming column and row, at the first row that is wrong; and where there
   *     are none, or all weigh 0
   */
  public void require(Dataset<?> dataset) {
    FitColumns columns = check.columns();
    if (skip && columns.weight() == null && columns.target() != LabelType.CLASS) {
      return; // nothing can be wrong
    }
    JavaRDD<InternalRow> rows =
        InternalRows.of(skip ? columns.select(dataset) : columns.selectLabels(dataset));
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
