package io.plateau.data;

import io.plateau.data.check.FileOrder;
import io.plateau.data.source.Table;
import io.plateau.job.Job;
import io.plateau.scan.ColumnBlock;
import io.plateau.scan.RowParts;
import io.plateau.spec.HeldOut;
import io.plateau.train.DataException;

/**
 * Assignment of rows to training, validation and test part: by what a row is drawn for, or by its
 * number in the order of the files.
 *
 * @param testFrom number among the kept rows from which on rows are for the test part
 * @param validationFrom likewise for the validation part, among the rows left by the test part
 * @param validates whether rows that are drawn for the validation part belong to it
 */
record Parts(FileOrder order, long testFrom, long validationFrom, boolean validates)
    implements RowParts {

  /**
   * The parts that a job's split describes.
   *
   * @throws DataException where the split asks for more rows than there are, or for an order that
   *     the source does not have
   */
  static Parts of(Table table, FileOrder order, Job.Split split) {
    long testFrom = from(table, order.kept(), split.test(), "test");
    long left = testFrom < Long.MAX_VALUE ? testFrom : order.rest();
    return new Parts(
        order,
        testFrom,
        from(table, left, split.validation(), "validation"),
        !(split.validation() instanceof Job.Part.Automatic) || left >= HeldOut.LEAST);
  }

  /** All rows in one part. */
  static Parts none(FileOrder order) {
    return new Parts(order, Long.MAX_VALUE, Long.MAX_VALUE, true);
  }

  private static long from(Table table, long rows, Job.Part part, String key) {
    if (!(part instanceof Job.Part.Last last)) {
      return Long.MAX_VALUE;
    }
    if (!table.ordered()) {
      throw new DataException(
          "data.split.%s: \"last %d\" needs files, whose order is known, but format %s has none; use a fraction or a column"
              .formatted(key, last.rows(), table.format()));
    }
    if (last.rows() >= rows) {
      throw new DataException(
          "data.split.%s: \"last %d\" leaves nothing to train on: there are %d rows in %s"
              .formatted(key, last.rows(), rows, table.place()));
    }
    return rows - last.rows();
  }

  @Override
  public byte[] of(ColumnBlock block) {
    byte[] parts = new byte[block.rows];
    int row = 0;
    for (ColumnBlock.Segment segment : block.segments) {
      long kept = order.first(segment, 1);
      long rest = order.first(segment, 2);
      for (int i = 0; i < segment.counts[0]; i++, row++) {
        if (block.skipped[row]) {
          parts[row] = RowParts.SKIPPED;
          continue;
        }
        boolean test = block.drawnForTest(row) || kept >= testFrom;
        // With rows for the test part at the end, those left are numbered as all are.
        boolean validation = validates && block.drawnForValidation(row) || rest >= validationFrom;
        parts[row] = test ? RowParts.TEST : validation ? RowParts.VALIDATION : RowParts.TRAINING;
        kept++;
        rest += block.drawnForTest(row) ? 0 : 1;
      }
    }
    return parts;
  }
}
