package io.plateau.data;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.xxhash64;

import io.plateau.job.Job;
import io.plateau.math.Key;
import io.plateau.train.DataException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows set apart.
 *
 * <p>Which part a row is in depends on its content and the seed, or on its place in its file, never
 * on how Spark cut the files. Equal rows fall into the same part, so none is both learned and
 * tested.
 *
 * @param chosen the rows set apart, or null
 * @param rest the others
 */
record Splits(Dataset<Row> chosen, Dataset<Row> rest) {
  /**
   * Sets a part apart.
   *
   * @param key of the job's data.split, for messages and for the randomness of a fraction
   * @throws DataException where the part asks for more rows than there are, or for an order that
   *     the source does not have
   */
  static Splits of(Table table, Job.Part part, String key, long seed) {
    Dataset<Row> rows = table.rows();
    if (part instanceof Job.Part.Fraction fraction) {
      return by(rows, draw(rows, key, seed).lt(fraction.fraction()));
    }
    if (part instanceof Job.Part.Column column) {
      return by(rows, Hidden.quoted(column.name()).cast("double").notEqual(lit(0)));
    }
    if (part instanceof Job.Part.Last last) {
      return last(table, last.rows(), key);
    }
    return new Splits(null, rows); // none, or a file of its own
  }

  private static Splits by(Dataset<Row> rows, Column condition) {
    return new Splits(rows.filter(condition), rows.filter(condition.unary_$bang()));
  }

  /** Uniform in [0, 1), by the row's content. */
  private static Column draw(Dataset<Row> rows, String key, long seed) {
    Column salt = lit(Key.of(seed).with(key).state());
    Column[] content =
        Stream.concat(Stream.of(salt), Arrays.stream(Hidden.visible(rows)).map(Hidden::quoted))
            .toArray(Column[]::new);
    return shiftrightunsigned(xxhash64(content), 11).multiply(lit(0x1p-53));
  }

  private static Splits last(Table table, long n, String key) {
    if (!table.ordered()) {
      throw new DataException(
          "data.split.%s: \"last %d\" needs files, whose order is known, but format %s has none; use a fraction or a column"
              .formatted(key, n, table.format()));
    }
    Numbering numbered = Numbering.of(table.rows());
    if (n >= numbered.count()) {
      throw new DataException(
          "data.split.%s: \"last %d\" leaves nothing to train on: there are %d rows in %s"
              .formatted(key, n, numbered.count(), table.place()));
    }
    Column row = Hidden.quoted(Hidden.ROW);
    long first = numbered.count() - n;
    return new Splits(
        numbered.rows().filter(row.geq(first)).drop(Hidden.ROW, Hidden.ROW_IN_FILE),
        numbered.rows().filter(row.lt(first)).drop(Hidden.ROW, Hidden.ROW_IN_FILE));
  }
}
