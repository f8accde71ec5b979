package io.plateau.data;

import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of a source.
 *
 * @param rows with {@link Hidden#FILE} and {@link Hidden#BLOCK} where the source is made of files,
 *     and with {@link Hidden#MALFORMED} where it is text
 * @param place as the job names it, for messages
 * @param format of the source
 * @param inferred whether types were guessed from the values
 * @param options that it is read with, {@link io.plateau.data.source.SourceOptions}
 */
record Table(
    Dataset<Row> rows, String place, String format, boolean inferred, Map<String, String> options) {
  /** The same rows, kept elsewhere. */
  Table with(Dataset<Row> same) {
    return new Table(same, place, format, inferred, options);
  }

  /** Whether the order of the rows is known. */
  boolean ordered() {
    return has(Hidden.FILE);
  }

  /** Whether rows tell that they do not fit the columns. */
  boolean lenient() {
    return has(Hidden.MALFORMED);
  }

  private boolean has(String column) {
    return Arrays.asList(rows.columns()).contains(column);
  }
}
