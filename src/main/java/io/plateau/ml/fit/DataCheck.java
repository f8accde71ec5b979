package io.plateau.ml.fit;

import io.plateau.train.DataException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/**
 * The one pass over the rows before the first step. A task returns what it found as a value: an
 * exception would come to the user wrapped, and Spark would try the task again.
 */
final class DataCheck {
  private DataCheck() {}

  /**
   * Measures the rows.
   *
   * @param rows of {@link Columns#select}
   * @param width of the feature vectors, or 0 where the first row tells
   * @param outputs width of vector labels, or 0 where the first row tells
   * @param skip whether rows with invalid values are left out
   * @throws DataException naming column and row, at the first row that is wrong
   */
  static Measures run(JavaRDD<Row> rows, RowCheck check, int width, int outputs, boolean skip) {
    List<Measures> parts =
        rows.mapPartitions(part -> List.of(measure(part, check, width, outputs, skip)).iterator())
            .collect();
    Measures all = new Measures(width, outputs);
    for (Measures part : parts) {
      String problem = part.problem;
      long row = part.seen;
      if (part.seen > part.skipped && problem == null) {
        // The schema may tell either width, both or none.
        all.width = all.width == 0 ? part.width : all.width;
        all.outputs = all.outputs == 0 ? part.outputs : all.outputs;
        if (part.width != all.width) {
          problem =
              RowCheck.complaint(
                  check.columns().features(),
                  "a vector of width " + all.width + " as in the rows before",
                  "width " + part.width);
          row = part.firstUsed;
        } else if (part.outputs != all.outputs) {
          problem =
              RowCheck.complaint(
                  check.columns().label(),
                  "a vector of width " + all.outputs + " as in the rows before",
                  "width " + part.outputs);
          row = part.firstUsed;
        }
      }
      if (problem != null) {
        throw new DataException(
            "row " + (all.seen + row) + " of the input (counting from 1), " + problem);
      }
      all.add(part);
    }
    requireRows(all, check.columns());
    return all;
  }

  private static Measures measure(
      Iterator<Row> rows, RowCheck check, int width, int outputs, boolean skip) {
    Measures part = new Measures(width, outputs);
    while (rows.hasNext()) {
      Row row = rows.next();
      part.seen++;
      String invalid = check.invalid(row);
      if (invalid != null) {
        if (skip) {
          part.skipped++;
          continue;
        }
        part.problem = invalid + "; handleInvalid \"skip\" leaves such rows out";
        return part;
      }
      if (part.firstUsed == 0) {
        part.firstUsed = part.seen;
        part.width = part.width > 0 ? part.width : Columns.features(row).size();
        if (check.columns().target().isVector() && part.outputs == 0) {
          part.outputs = row.<org.apache.spark.ml.linalg.Vector>getAs(1).size();
        }
      }
      part.problem = check.wrong(row, part.width, part.outputs);
      if (part.problem != null) {
        return part;
      }
      if (Columns.isValidation(row)) {
        part.validated++;
      } else {
        part.add(row, check.columns().target());
      }
    }
    return part;
  }

  private static void requireRows(Measures all, Columns columns) {
    if (all.trained > 0) {
      return;
    }
    if (all.weightless > 0) {
      throw new DataException(
          RowCheck.complaint(
              columns.weight(),
              "at least one positive weight among the rows to train on",
              "only zeros in all " + all.weightless));
    }
    throw new DataException(
        "there are no rows to train on: of "
            + all.seen
            + " rows "
            + all.skipped
            + " have null, NaN or infinite values and are skipped, "
            + all.validated
            + " are set apart for validation");
  }
}
