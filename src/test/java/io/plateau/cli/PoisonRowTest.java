package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.run.SparkWork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A row that no attempt can train on ends the job with its place, on an executor that would try a
 * failed task four times; the context then trains another job.
 */
class PoisonRowTest {
  private static final int ROWS = 400;

  @TempDir Path folder;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** The csv file of {@link ResumedRunTest#job} with another value for a in one row. */
  private Path poisoned(String name, int row, String value) throws IOException {
    List<String> lines = new java.util.ArrayList<>(Files.readAllLines(folder.resolve("rows.csv")));
    lines.set(row, lines.get(row).replaceFirst("[^,]+", value));
    return Files.write(folder.resolve(name), lines);
  }

  private int train(String run, String... more) {
    err.reset();
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    PrintStream complaints = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console = new Console(nowhere, complaints, false, System::nanoTime, folder);
    Stream<String> words =
        Stream.of(
            "train",
            folder.resolve("job.yaml").toString(),
            "output=" + folder.resolve(run),
            "stopping.maxEpochs=1",
            "data.options={header: true, schema: 'a DOUBLE, b DOUBLE, c INT, y STRING'}");
    return Main.run(
        console, SparkWork::new, Stream.concat(words, Stream.of(more)).toArray(String[]::new));
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void endsTheJobAndLeavesTheContext() throws IOException {
    ResumedRunTest.job(folder, ROWS);
    Path text = poisoned("text.csv", 317, "secret");
    Path nan = poisoned("nan.csv", 203, "NaN");
    LocalSpark.on(
        "local-cluster[1,2,512]",
        spark -> {
          AtomicInteger failed = failedTasks(spark);
          assertThat(train("text", "data.path=" + text)).as(complained()).isEqualTo(3);
          assertThat(complained())
              .contains("row 317 of " + text + " does not fit the 4 columns of csv")
              .doesNotContain("secret");
          assertThat(train("nan", "data.path=" + nan, "data.missing=error"))
              .as(complained())
              .isEqualTo(3);
          assertThat(complained()).contains("column \"a\"").contains("first row 203");
          assertThat(failed).as("tasks that failed, to be tried again").hasValue(0);
          assertThat(train("corrupt", corruptParquet())).as(complained()).isEqualTo(3);
          assertThat(complained()).contains("part-00000").contains("cannot be read as parquet");
          assertThat(failed.get()).as("the listener counts").isPositive();
          assertThat(train("good")).as(complained()).isZero();
          assertThat(folder.resolve("good/model")).exists();
          return null;
        });
    for (String run : List.of("text", "nan", "corrupt")) {
      assertThat(folder.resolve(run)).doesNotExist();
    }
  }

  private static AtomicInteger failedTasks(JavaSparkContext spark) {
    AtomicInteger failed = new AtomicInteger();
    spark
        .sc()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onTaskEnd(SparkListenerTaskEnd end) {
                if (end.taskInfo().failed()) {
                  failed.incrementAndGet();
                }
              }
            });
    return failed;
  }

  /** Rows whose pages are overwritten; the footer, and so the schema, is good. */
  private String[] corruptParquet() {
    Path path = folder.resolve("corrupt.parquet");
    SparkSession.active()
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(folder.resolve("rows.csv").toString())
        .coalesce(1)
        .write()
        .parquet(path.toString());
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().endsWith(".crc")) {
          Files.delete(file);
        } else if (file.getFileName().toString().endsWith(".parquet")) {
          byte[] bytes = Files.readAllBytes(file);
          java.util.Arrays.fill(bytes, 4, 1000, (byte) 0x7f);
          Files.write(file, bytes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new String[] {"data.path=" + path, "data.format=parquet", "data.options={}"};
  }
}
