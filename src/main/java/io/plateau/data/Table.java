package io.plateau.data;

import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows as they were read.
 *
 * @param rows with {@link Hidden#FILE} and {@link Hidden#BLOCK} where the source is made of files
 * @param lenient the same rows with {@link Hidden#MALFORMED}, to find a bad one; null where that
 *     cannot be
 * @param place as the job names it, for messages
 * @param format of the source
 * @param inferred whether types were guessed from the values
 */
record Table(
    Dataset<Row> rows, Dataset<Row> lenient, String place, String format, boolean inferred) {
  /** Whether the order of the rows is known. */
  boolean ordered() {
    return Arrays.asList(rows.columns()).contains(Hidden.FILE);
  }

  Table with(Dataset<Row> others) {
    return new Table(others, lenient, place, format, inferred);
  }
}
