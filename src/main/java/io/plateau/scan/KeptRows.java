package io.plateau.scan;

import io.plateau.table.fit.TableFit;
import java.util.List;

/**
 * Rows of a table that are not skipped, and the fit of its columns to the training rows among them.
 * Which strings are missing values follows from the kinds of the columns, and these from the
 * training rows: where rows are skipped for such a string, those that are left are surveyed anew.
 */
public interface KeptRows<R extends KeptRows<R>> {
  /** The fit of the columns to the training rows. */
  TableFit fit();

  /**
   * The survey of the rows in which other strings than those that write the numbers or dates of
   * their columns are missing values; these rows where none is skipped for it.
   */
  R with(List<TableFit.Written> written);

  /** The rows that are left of those of a first survey. */
  static <R extends KeptRows<R>> R of(R rows) {
    List<TableFit.Written> written = written(rows.fit());
    R left = written.isEmpty() ? rows : rows.with(written);
    return left == rows ? rows : of(left);
  }

  /** What strings write, of columns in which missing values are not filled. */
  static List<TableFit.Written> written(TableFit fit) {
    return fit.rules().missing().fills() ? List.of() : fit.written();
  }
}
