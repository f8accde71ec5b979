package io.plateau.ml.fit;

import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.TaskBytes;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Check of the labels and weights of rows that a model is measured on, by the rules of a fit. Rows
 * without a prediction end a measurement by themselves.
 *
 * @param skip whether rows with invalid values are left out
 */
public record MeasuredRows(RowCheck check, boolean skip) implements Serializable {
  /** Number of rows of a partition up to the first that is wrong, and what is wrong with it. */
  private record Found(long seen, String problem) implements Serializable {}

  /**
   * Reads labels and weights, and features where their rows may be left out.
   *
   * @throws io.plateau.train.DataException naming column and row, at the first row that is wrong
   */
  public void require(Dataset<?> dataset) {
    Columns columns = check.columns();
    if (skip && columns.weight() == null) {
      return; // nothing can be wrong
    }
    JavaRDD<InternalRow> rows =
        InternalRows.of(skip ? columns.select(dataset) : columns.selectLabels(dataset));
    List<Found> parts =
        JobDescription.during(
            JavaSparkContext.fromSparkContext(rows.context()),
            "checking rows",
            () -> TaskBytes.collect(rows.mapPartitions(part -> List.of(find(part)).iterator())));
    long before = 0;
    for (Found part : parts) {
      if (part.problem != null) {
        throw RowCheck.refused(before + part.seen, part.problem);
      }
      before += part.seen;
    }
  }

  private Found find(Iterator<InternalRow> rows) {
    long seen = 0;
    String problem = null;
    while (problem == null && rows.hasNext()) {
      problem = problem(rows.next());
      seen++;
    }
    return new Found(seen, problem);
  }

  private String problem(InternalRow row) {
    if (skip) {
      return check.invalid(row) == null ? check.wrongWeight(row) : null;
    }
    String invalid = check.invalidLabel(row);
    return invalid == null ? check.wrongWeight(row) : RowCheck.skippable(invalid);
  }
}
