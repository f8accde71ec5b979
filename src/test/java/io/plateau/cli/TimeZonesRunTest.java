package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.run.folder.RunFolder;
import io.plateau.run.folder.RunRows;
import io.plateau.run.local.LocalEvaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.internal.SQLConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that are trained in a session of one time zone and used in one of another. */
class TimeZonesRunTest {
  private static final String KEY = SQLConf.SESSION_LOCAL_TIMEZONE().key();
  private static final String TRAINING = "Asia/Kolkata";
  private static final String OTHER = "America/New_York";

  @TempDir private Path folder;
  private CommandLineRuns commands;
  private String before;

  @BeforeEach
  void commands() {
    commands = new CommandLineRuns(folder);
    before = commands.spark().conf().get(KEY);
  }

  @AfterEach
  void restoreZone() {
    commands.spark().conf().set(KEY, before);
    System.clearProperty(KEY);
  }

  private void in(String zone) {
    commands.spark().conf().set(KEY, zone);
    System.setProperty(KEY, zone);
  }

  /** Rows whose label follows from what the texts show. */
  private static String rows(String suffix) {
    StringBuilder rows = new StringBuilder("at,slot,y\n");
    for (int i = 0; i < 400; i++) {
      int hour = i * 7 % 24;
      String slot = "2020-06-0%d 23:30:00%s".formatted(1 + i % 3, suffix);
      rows.append(
          String.format(
              Locale.ROOT,
              "2021-%02d-%02d %02d:30:00%s,%s,%.1f\n",
              1 + i % 12,
              1 + i % 28,
              hour,
              suffix,
              slot,
              hour < 12 ? 1.0 + i % 3 : 9.0 - i % 3));
    }
    return rows.toString();
  }

  private String run(String name, String data, String kind) throws IOException {
    commands.train(
        commands.file(
            name + ".yaml",
            """
            output: @/%s
            data: {path: @/%s, label: y, columns: {slot: %s}}
            task: regression
            network: {hidden: [8]}
            stopping: {maxEpochs: 3}
            """
                .formatted(name, data, kind)));
    return commands.path(name);
  }

  /** The measures of a run on data, without what they are of. */
  private String measures(String run, String data) {
    CommandLineRuns.Outcome outcome = commands.run("evaluate", run, "--data", data);
    assertThat(outcome.err()).isEmpty();
    return outcome.out().replace(data, "");
  }

  private List<String> predictions(String run, String data, String format) {
    String output = commands.path("out");
    CommandLineRuns.Outcome outcome =
        commands.run("predict", run, "--data", data, "--output", output, "--overwrite");
    assertThat(outcome.err()).isEmpty();
    return commands
        .spark()
        .read()
        .format(format)
        .option("header", true)
        .load(output)
        .selectExpr("string(prediction)")
        .as(Encoders.STRING())
        .collectAsList();
  }

  private String onSpark(String file) throws IOException {
    Path parts = Files.createDirectories(folder.resolve(file + "-parts"));
    Files.writeString(parts.resolve("rows.csv"), Files.readString(folder.resolve(file)));
    return parts.toString();
  }

  /** With a zone of their own or without, read by Spark or not, as categories are not. */
  @ParameterizedTest
  @CsvSource({"'', ignore", "Z, ignore", "Z, category"})
  void textsAreMeasuredAndPredictedAlike(String suffix, String kind) throws IOException {
    commands.file("rows.csv", rows(suffix));
    in(TRAINING);
    String run = run("texts", "rows.csv", kind);
    for (String data : List.of(commands.path("rows.csv"), onSpark("rows.csv"))) {
      in(TRAINING);
      final String measures = measures(run, data);
      final List<String> predictions = predictions(run, data, "csv");
      in(OTHER);
      assertThat(measures(run, data)).isEqualTo(measures);
      assertThat(predictions(run, data, "csv")).hasSize(400).isEqualTo(predictions);
      assertThat(commands.spark().conf().get(KEY)).isEqualTo(OTHER);
    }
    RunFolder written = RunFolder.at(run, new Configuration());
    assertThat(
            LocalEvaluation.of(RunRows.of(written, commands.path("rows.csv"), List.of()))
                .isPresent())
        .isEqualTo(kind.equals("ignore"));
  }

  @Test
  void instantsAreMeasuredAndPredictedAlike() throws IOException {
    in(TRAINING);
    String data = commands.path("rows.parquet");
    commands.table(commands.file("rows.csv", rows(""))).write().parquet(data);
    String run = run("instants", "rows.parquet, format: parquet", "category");
    final String measures = measures(run, data);
    final List<String> predictions = predictions(run, data, "parquet");
    in(OTHER);
    assertThat(measures(run, data)).isEqualTo(measures);
    assertThat(predictions(run, data, "parquet")).hasSize(400).isEqualTo(predictions);
  }
}
