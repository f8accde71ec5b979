package io.plateau.job.data;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import io.plateau.engine.DataException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Looks at all rows once, for everything that may be wrong with them. */
final class Checks {
  private Checks() {}

  /**
   * Counts the rows and those that fail a check, in one job.
   *
   * @param rows to look at: those of the table or some of them
   * @return the number of rows, then the number of bad ones of each check
   * @throws DataException for the first check that fails
   */
  static long[] require(Dataset<Row> rows, Table table, List<Check> checks) {
    Column[] counts =
        checks.stream()
            .map(check -> count_if(coalesce(check.bad(), lit(false))))
            .toArray(Column[]::new);
    Row result;
    try {
      result = rows.agg(count(lit(1)), counts).first();
    } catch (Exception problem) { // Scala's exceptions are not declared
      throw problem instanceof RuntimeException runtime
          ? Faults.parsing(table, runtime)
          : Faults.parsing(table, new IllegalStateException(problem));
    }
    long[] numbers = new long[checks.size() + 1];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = result.getLong(i);
    }
    for (int i = 0; i < checks.size(); i++) {
      Check check = checks.get(i);
      long bad = numbers[i + 1];
      if (!check.tolerated().allows(bad, numbers[0])) {
        String where =
            first(table.ordered() ? table.rows() : null, check.bad())
                .map(at -> ", first " + at)
                .orElse("");
        throw new DataException(check.says("%d of %d rows%s".formatted(bad, numbers[0], where)));
      }
    }
    return numbers;
  }

  /** {@code row 17}, the first for which a condition holds; empty where that cannot be told. */
  static Optional<String> first(Dataset<Row> rows, Column condition) {
    if (rows == null) {
      return Optional.empty();
    }
    Dataset<Row> found =
        Numbering.of(rows).rows().filter(condition).orderBy(Hidden.quoted(Hidden.ROW)).limit(1);
    return found.select(Hidden.ROW_IN_FILE).collectAsList().stream()
        .map(row -> "row " + row.getLong(0))
        .findFirst();
  }
}
