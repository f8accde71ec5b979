package io.plateau.data;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import io.plateau.train.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Looks at all rows once, for everything that may be wrong with them. */
final class Checks {
  /** Of {@link Table#lenient}. */
  static final Column MALFORMED = Hidden.quoted(Hidden.MALFORMED).isNotNull();

  private Checks() {}

  /**
   * Counts the rows and those that fail a check, in one job.
   *
   * @param rows to look at: those of the table or some of them
   * @return the number of rows, then the number of bad ones of each check
   * @throws DataException for the first check that fails
   */
  static long[] require(Dataset<Row> rows, Table table, List<Check> checks) {
    return judge(count(rows, table, checks), table, checks);
  }

  /**
   * The same for all rows of a table as it was read. Those that are malformed are counted, too,
   * where they can be: failing the task would have Spark try it again, for the same end.
   */
  static long[] requireAll(Table table, List<Check> checks) {
    if (table.lenient() == null) {
      return require(table.rows(), table, checks);
    }
    List<Check> all = new ArrayList<>(List.of(Check.none(MALFORMED, "{}")));
    all.addAll(checks);
    long[] counted = count(table.lenient(), table, all);
    if (counted[1] > 0) {
      throw Faults.malformed(table, table.place(), null);
    }
    long[] numbers = new long[checks.size() + 1];
    numbers[0] = counted[0];
    System.arraycopy(counted, 2, numbers, 1, checks.size());
    return judge(numbers, table, checks);
  }

  private static long[] count(Dataset<Row> rows, Table table, List<Check> checks) {
    Column[] counts =
        checks.stream()
            .map(check -> count_if(coalesce(check.bad(), lit(false))))
            .toArray(Column[]::new);
    Row result;
    try {
      result = rows.agg(functions.count(lit(1)), counts).first();
    } catch (Exception problem) { // Scala's exceptions are not declared
      throw problem instanceof RuntimeException runtime
          ? Faults.parsing(table, runtime)
          : Faults.parsing(table, new IllegalStateException(problem));
    }
    long[] numbers = new long[checks.size() + 1];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = result.getLong(i);
    }
    return numbers;
  }

  private static long[] judge(long[] numbers, Table table, List<Check> checks) {
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
