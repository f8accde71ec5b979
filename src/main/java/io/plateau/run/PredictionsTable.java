package io.plateau.run;

import io.plateau.data.Prepared;
import io.plateau.run.folder.OutputExistsException;
import io.plateau.run.folder.UsageException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.commons.lang3.function.FailableRunnable;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalog.Table;

/**
 * Table of one of Spark's catalogs for predictions, in the format of {@code
 * spark.sql.sources.default} where its catalog has more than one.
 *
 * @param name as in SQL
 */
record PredictionsTable(SparkSession spark, String name, boolean overwrite) {
  /**
   * Fails with exit status 5 where there is a view, a table of anything but predictions, or a table
   * that is not to be overwritten.
   *
   * @throws UsageException for what is no name of a table that can be made
   */
  void requireFree() {
    telling(
        () -> {
          if (spark.catalog().tableExists(name)) {
            requireReplaceable();
          }
        });
  }

  private void requireReplaceable() throws AnalysisException {
    Table old = spark.catalog().getTable(name);
    if (old.tableType() != null && old.tableType().contains("VIEW") || old.isTemporary()) {
      throw new OutputExistsException(name + " is a view; name another table");
    }
    if (!List.of(spark.table(name).columns()).contains(Prepared.PREDICTION)) {
      throw new OutputExistsException(
          "table %s exists and has no column \"%s\", so it holds no predictions; name another table, or drop it first"
              .formatted(name, Prepared.PREDICTION));
    }
    if (!overwrite) {
      throw new OutputExistsException(
          "table %s exists already; replace it with --overwrite, or name another table"
              .formatted(name));
    }
  }

  /** Writes the rows, with arrays in place of vectors, as a new table. */
  void write(Dataset<Row> rows) {
    SaveMode mode = overwrite ? SaveMode.Overwrite : SaveMode.ErrorIfExists;
    telling(() -> Predictions.withoutVectors(rows, false).write().mode(mode).saveAsTable(name));
  }

  private void telling(FailableRunnable<Exception> access) {
    try {
      access.run();
    } catch (Exception problem) { // Scala's exceptions are not declared
      for (Throwable cause : ExceptionUtils.getThrowableList(problem)) {
        if (cause instanceof SparkThrowable spark && spark.getCondition() != null) {
          Optional<RuntimeException> told = told(spark.getCondition());
          if (told.isPresent()) {
            throw told.get();
          }
        }
      }
      throw ExceptionUtils.asRuntimeException(problem);
    }
  }

  private Optional<RuntimeException> told(String condition) {
    return Optional.ofNullable(
        switch (condition) {
          case "UNSUPPORTED_OVERWRITE.TABLE" ->
              new OutputExistsException(
                  "table " + name + " holds the rows that are read; name another table");
          case "SCHEMA_NOT_FOUND" ->
              new UsageException(
                  name
                      + " is in a database that is not there; create it with spark-sql (CREATE DATABASE …), or name another table");
          case "REQUIRES_SINGLE_PART_NAMESPACE" ->
              new UsageException(
                  name
                      + " is in a catalog that Spark does not have; give its packages and settings before the command, or name a table of Spark's own, such as shop.predicted");
          case "PARSE_SYNTAX_ERROR", "INVALID_IDENTIFIER" ->
              new UsageException(
                  name
                      + " is not the name of a table; write it as in SQL, with backticks around a part that has more than letters, digits and _");
          default -> null;
        });
  }
}
