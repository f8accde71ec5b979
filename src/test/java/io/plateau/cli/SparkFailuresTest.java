package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.plateau.LocalSpark;
import io.plateau.train.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark itself throws, and what people are told. */
class SparkFailuresTest {
  @TempDir private Path folder;
  private final SparkSession spark = LocalSpark.session();

  private void becomes(ThrowingCallable doing, ExitStatus status, String message) {
    assertThat(Failures.of(catchThrowable(doing))).isEqualTo(new Failures.Failure(status, message));
  }

  @Test
  void aMissingPath() {
    becomes(
        () -> spark.read().csv(folder + "/gone.csv"),
        ExitStatus.DATA,
        "Path does not exist: file:" + folder + "/gone.csv.");
  }

  @Test
  void anUnknownColumn() {
    Failures.Failure failure = Failures.of(catchThrowable(() -> spark.range(3).select("nope")));
    assertThat(failure.status()).isEqualTo(ExitStatus.DATA);
    assertThat(failure.message())
        .startsWith(
            "A column, variable, or function parameter with name `nope` cannot be resolved.")
        .doesNotContain("SQLSTATE", "\n");
  }

  @Test
  void aRowThatDoesNotFit() throws Exception {
    Path file = Files.writeString(folder.resolve("d.csv"), "1,2\n3,x\n");
    Failures.Failure failure =
        Failures.of(
            catchThrowable(
                () ->
                    spark
                        .read()
                        .schema("a INT, b INT")
                        .option("mode", "FAILFAST")
                        .csv(file.toString())
                        .collectAsList()));
    assertThat(failure.status()).isEqualTo(ExitStatus.DATA);
    assertThat(failure.message()).startsWith("a row of the data cannot be read: ");
  }

  @Test
  void anExistingOutput() {
    becomes(
        () -> spark.range(3).write().parquet(folder.toString()),
        ExitStatus.OUTPUT_EXISTS,
        "Path file:"
            + folder
            + " already exists. Set mode as \"overwrite\" to overwrite the existing"
            + " path.");
  }

  @Test
  void badDataFoundInATask() {
    becomes(
        () ->
            LocalSpark.context()
                .parallelize(List.of(1, 2, 3), 2)
                .foreach(
                    row -> {
                      throw new DataException("column \"x\" holds NaN");
                    }),
        ExitStatus.DATA,
        "column \"x\" holds NaN");
  }
}
