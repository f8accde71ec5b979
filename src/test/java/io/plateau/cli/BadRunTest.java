package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.cli.CommandLineRuns.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What may be wrong with a training, through the command line and Spark: an exit status, one
 * message, and no trace.
 */
class BadRunTest {
  @TempDir private Path folder;
  private CommandLineRuns commands;

  @BeforeEach
  void begin() throws IOException {
    commands = new CommandLineRuns(folder);
    commands.file("good.csv", "size,x,y\nsmall,1,2\nlarge,3,4\nsmall,5,6\nlarge,7,8\n");
    commands.file("job.yaml", JOB);
  }

  private static final String JOB =
      """
      recipe: plain
      output: @/run
      data:
        path: @/good.csv
        options: {header: true, inferSchema: true}
        label: size
      network: {hidden: [4]}
      stopping: {maxEpochs: 2}
      """;

  /**
   * One thing wrong.
   *
   * @param name for people
   * @param bad text of the file {@code bad.csv}, or null
   * @param override of the good job
   * @param status to exit with
   * @param message first line of the complaint; {@code @} is the folder
   */
  record Wrong(String name, String bad, String override, int status, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String BAD = "data.path=@/bad.csv";

  static List<Wrong> wrongs() {
    return List.of(
        new Wrong("unknown key", null, "network.hiden=[3]", 2, "\"network.hiden\""),
        new Wrong("unknown activation", null, "network.activation=rellu", 2, "relu"),
        new Wrong(
            "missing column",
            null,
            "data.label=sise",
            3,
            "column \"sise\" (data.label) is not in @/good.csv; it has size, x, y; did you mean \"size\"?"),
        new Wrong(
            "a field too few",
            "size,x,y\nsmall,1,2\nlarge,3\n",
            BAD,
            3,
            "row 2 of @/bad.csv does not fit the 3 columns of csv"),
        new Wrong(
            "label unseen in training",
            "size,x,y\nsmall,1,2\nhuge,3,4\n",
            "data.split.test={path: @/bad.csv}",
            3,
            "label \"size\" of the test rows of @/bad.csv must be one of the 2 that the training rows have (large, small), but is not in 1 of 2 rows, first row 2 with \"huge\""),
        new Wrong(
            "NaN",
            "size,x,y\nsmall,1,2\nlarge,NaN,4\n",
            "data={path: @/bad.csv, label: size, missing: error}",
            3,
            "column \"x\" of @/bad.csv is missing (null or NaN) in 1 of 2 rows, first row 2; data.missing may be median, mean or skip"),
        new Wrong(
            "test rows that all weigh 0",
            "size,x,w,held\nsmall,1,1,false\nlarge,3,2,false\nsmall,5,0,true\nlarge,2,0,true\n",
            "data={path: @/bad.csv, label: size, weight: w, split: {test: {column: held}}}",
            3,
            "there are no test rows of positive weight as 32-bit floats; check the input, its filters and splits"),
        new Wrong("no rows", "size,x,y\n", BAD, 3, "there are no rows in @/bad.csv"),
        new Wrong("an empty file", "", BAD, 3, "@/bad.csv"),
        new Wrong(
            "no file",
            null,
            "data.path=@/none.csv",
            3,
            "there is no file at @/none.csv (data.path)"),
        new Wrong(
            "no file of test rows",
            null,
            "data.split.test={path: @/none.csv}",
            3,
            "there is no file at @/none.csv (data.split.test.path)"),
        new Wrong(
            "not parquet", null, "data.format=parquet", 3, "cannot read @/good.csv as parquet"),
        new Wrong("no such format", null, "data.format=parket", 2, "did you mean \"parquet\"?"),
        new Wrong("no such package", null, "data.format=avvro", 2, "did you mean \"avro\"?"),
        new Wrong("no such source", null, "data.format=excel", 2, "this Spark has no source"),
        new Wrong(
            "output is a file", "x", "output=@/bad.csv", 5, "@/bad.csv exists and is not a run"));
  }

  @ParameterizedTest
  @MethodSource("wrongs")
  void isOneMessageAndNoTrace(Wrong wrong) throws IOException {
    if (wrong.bad != null) {
      commands.file("bad.csv", wrong.bad);
    }
    List<String> before = commands.tree();
    Outcome outcome = train(wrong.override.replace("@", folder.toString()));
    refused(outcome, wrong.status, wrong.message.replace("@", folder.toString()));
    assertThat(commands.tree()).isEqualTo(before);
  }

  @Test
  void vectorOfTheWrongWidth() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      rows.add(RowFactory.create(i % 2, Vectors.dense(i == 4 ? new double[3] : new double[2])));
    }
    commands
        .spark()
        .createDataFrame(
            rows,
            new StructType().add("y", DataTypes.IntegerType).add("v", SQLDataTypes.VectorType()))
        .coalesce(1)
        .write()
        .parquet(commands.path("vectors"));
    List<String> before = commands.tree();
    Outcome outcome =
        train(
            "data.path=" + commands.path("vectors"),
            "data.format=parquet",
            "data.options={}",
            "data.label=y");
    refused(
        outcome,
        3,
        "vector \"v\" of "
            + commands.path("vectors")
            + " must have 2 values as in the first row of training, but has another number in 1 of 6 rows");
    assertThat(commands.tree()).isEqualTo(before);
  }

  @Test
  void brokenYaml() throws IOException {
    commands.file("job.yaml", "output: [\n");
    refused(train(), 2, commands.path("job.yaml"));
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void anOlderRunStays() throws IOException {
    Files.createDirectory(folder.resolve("run"));
    commands.file("run/job.yaml", JOB);
    List<String> before = commands.tree();
    refused(train(), 5, commands.path("run") + " holds a run already; replace it with --overwrite");
    // Nor does what was to replace it, where that fails.
    refused(train("--overwrite", "data.label=sise"), 3, "column \"sise\" (data.label) is not in");
    commands.file("counts.csv", "x,y\n1,2\n3,-4\n5,6\n7,8\n");
    before = commands.tree();
    refused(
        train(
            "--overwrite",
            "data.path=" + commands.path("counts.csv"),
            "data.label=y",
            "loss=poisson"),
        3,
        "must be at least 0, but is not in 1 of 4 rows, first row 2");
    refused(
        train(
            "--overwrite",
            "data.label=y",
            "loss=squared",
            "stopping.monitor=auc",
            "data.split.validation=last 1"),
        2,
        "monitor must be auto, trainLoss");
    assertThat(commands.tree()).isEqualTo(before);
  }

  @Test
  void divergedTrainingKeepsItsHistoryAndNoModel() throws IOException {
    Outcome outcome =
        train(
            "data.label=y",
            "data.features=[x]",
            "loss=squared",
            "optimizer={name: sgd, learningRate: 1e6}",
            "stopping.maxEpochs=50");
    refused(outcome, 4, "diverged: ");
    assertThat(outcome.err()).contains("no model was saved");
    assertThat(commands.tree("run"))
        .contains("history.jsonl", "job.yaml", "metrics.json")
        .noneMatch(path -> path.startsWith("model"));
    assertThat(folder.resolve("run/metrics.json")).content().contains("DIVERGED");
  }

  private Outcome train(String... more) {
    List<String> words = new ArrayList<>(List.of("train", commands.path("job.yaml")));
    words.addAll(List.of(more));
    return commands.run(words.toArray(String[]::new));
  }

  private static void refused(Outcome outcome, int status, String message) {
    assertThat(outcome.err()).contains(message);
    assertThat(outcome.status()).isEqualTo(status);
    // One message, and perhaps a pointer to --verbose.
    assertThat(outcome.err().lines().filter(line -> !line.startsWith("(--verbose")))
        .as(outcome.err())
        .hasSize(1);
    assertThat(outcome.err()).doesNotContain("Exception", "\tat ", "SQLSTATE");
  }
}
