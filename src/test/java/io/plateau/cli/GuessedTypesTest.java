package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.cli.CommandLineRuns.Outcome;
import io.plateau.run.folder.RunFolder;
import io.plateau.run.folder.RunRows;
import io.plateau.run.local.LocalEvaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of which Spark guesses other types than of the training rows, for want of their values. */
class GuessedTypesTest {
  private static final List<String> CODES = List.of("007", "012", "345", "A1", "2021-05-01 06:30");

  @TempDir private static Path folder;
  private static CommandLineRuns commands;

  /** Of the code alone follow the class and the label that is a code. */
  private static String rows(int codes) {
    StringBuilder rows = new StringBuilder("code,x,y,class\n");
    for (int i = 0; i < 200; i++) {
      int code = i % codes;
      rows.append(CODES.get(code)).append(',').append(i * 37 % 101).append(',');
      rows.append(code % 2 == 0 ? "p" : "q").append(',').append(CODES.get(code)).append('\n');
    }
    return rows.toString();
  }

  @BeforeAll
  static void train() throws IOException {
    commands = new CommandLineRuns(folder);
    commands.file("train.csv", rows(CODES.size()));
    commands.file("digits.csv", rows(3));
    for (String label : List.of("y", "class")) {
      commands.train(
          commands.file(
              label + ".yaml",
              """
              seed: 1
              output: @/%1$s
              data: {path: @/train.csv, label: %1$s, features: [code, x], columns: {code: category}, split: {validation: {path: @/digits.csv}}}
              network: {hidden: [8]}
              optimizer: {learningRate: 0.05}
              stopping: {maxEpochs: 90}
              """
                  .formatted(label)));
    }
  }

  /** The same file as a folder, which is left to Spark. */
  private static String onSpark(String file) throws IOException {
    Path parts = Files.createDirectories(folder.resolve(file + "-parts"));
    Files.writeString(parts.resolve("rows.csv"), Files.readString(folder.resolve(file)));
    return parts.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"y", "class"})
  void areMeasuredAsInTraining(String label) throws IOException {
    assertThat(commands.metrics(label).at("/validation/accuracy").asDouble()).isEqualTo(1);
    String run = commands.path(label);
    for (String data : List.of(commands.path("digits.csv"), onSpark("digits.csv"))) {
      Outcome evaluated = commands.run("evaluate", run, "--data", data);
      assertThat(evaluated.err()).isEmpty();
      assertThat(evaluated.out()).containsPattern("accuracy +1\\.0000");
    }
    RunFolder finished = RunFolder.at(run, new Configuration());
    assertThat(LocalEvaluation.of(RunRows.of(finished, commands.path("digits.csv"), List.of())))
        .isPresent();
  }

  @Test
  void arePredictedAndWrittenAsTheyAre() throws IOException {
    List<List<String>> both = new ArrayList<>();
    for (String data : List.of(commands.path("digits.csv"), onSpark("digits.csv"))) {
      String output = commands.path("out");
      Outcome predicted =
          commands.run(
              "predict", commands.path("y"), "--data", data, "--output", output, "--overwrite");
      assertThat(predicted.err()).isEmpty();
      both.add(
          commands.csv(output).select("code", "y", "prediction").collectAsList().stream()
              .peek(row -> assertThat(row.getString(2)).isEqualTo(row.getString(1)))
              .map(Row::toString)
              .toList());
    }
    assertThat(both.get(0)).hasSize(200).contains("[007,p,p]").isEqualTo(both.get(1));
  }

  /** Columns of parquet have the types that they have. */
  @Test
  void areBadDataWhereTheyAreNoGuesses() throws IOException {
    commands.table(commands.path("train.csv")).write().parquet(commands.path("train.parquet"));
    commands.table(commands.path("digits.csv")).write().parquet(commands.path("digits.parquet"));
    commands.train(
        commands.file(
            "parquet.yaml",
            """
            output: @/parquet
            data: {path: @/train.parquet, format: parquet, label: y, features: [code, x], columns: {code: category}}
            network: {hidden: [4]}
            stopping: {maxEpochs: 1}
            """));
    String data = commands.path("digits.parquet");
    Outcome evaluated = commands.run("evaluate", commands.path("parquet"), "--data", data);
    assertThat(evaluated.err())
        .contains(
            data
                + ": column \"code\" must be of type text as in training, got int, which has no value"
                + " such as \"007\"; cast it to string, written as in training");
    assertThat(evaluated.status()).isEqualTo(3);
  }

  /** A truth that is written as a number is a category of training, not an unseen one. */
  @Test
  void truthsAreKnownWhereUnseenCategoriesAreErrors() throws IOException {
    String rows = "flag,x,y\n" + "true,1,p\nfalse,2,q\ntrue,3,p\nfalse,4,q\n".repeat(10);
    commands.file("truths.csv", rows);
    commands.file("bits.csv", rows.replace("true", "1").replace("false", "0"));
    commands.train(
        commands.file(
            "truths.yaml",
            """
            output: @/truths
            data: {path: @/truths.csv, label: y, unseen: error, split: {test: {path: @/bits.csv}}}
            network: {hidden: [4]}
            stopping: {maxEpochs: 2}
            """));
    List<String> said = new ArrayList<>();
    for (String file : List.of("truths.csv", "bits.csv")) {
      Outcome evaluated =
          commands.run("evaluate", commands.path("truths"), "--data", commands.path(file));
      assertThat(evaluated.err()).isEmpty();
      said.add(evaluated.out().replace(file, ""));
    }
    assertThat(said.get(1)).isEqualTo(said.get(0));
  }
}
