package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.cli.CommandLineRuns.Outcome;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables as strangers bring them: each trains, or ends in one line that names the key to set. */
class UglyTablesTest {
  @TempDir private Path folder;

  static Stream<Ugly> tables() {
    return Stream.of(
            UglyColumns.all(),
            UglyTables.names(),
            UglyTables.values(),
            UglyTables.shapes(),
            UglyFiles.slips(),
            UglyFiles.nested())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void trainsOrSaysWhatToSet(Ugly ugly) throws IOException {
    CommandLineRuns commands = new CommandLineRuns(folder);
    Path path = folder.resolve("table" + (ugly.name().equals("gzipped") ? ".csv.gz" : ""));
    ugly.content().write(path, commands);
    commands.file(
        "job.yaml",
        """
        output: @/run
        data: {path: '%s', label: y}
        network: {hidden: [4]}
        stopping: {maxEpochs: 1}
        """
            .formatted(path));
    boolean evaluates = ugly.command().equals("evaluate");
    String command = evaluates ? "train" : ugly.command();
    List<String> words = new ArrayList<>(List.of(command, commands.path("job.yaml")));
    words.addAll(ugly.overrides());
    Outcome outcome = commands.run(words.toArray(String[]::new));
    if (evaluates) {
      assertThat(outcome.err()).isEmpty();
      outcome = commands.run("evaluate", commands.path("run"), "--data", path.toString());
    }
    if (!ugly.line().isEmpty()) {
      words.set(0, "check");
      Outcome checked = commands.run(words.toArray(String[]::new));
      assertThat(checked.err()).isEqualTo(outcome.err());
      assertThat(checked.status()).isEqualTo(outcome.status());
      assertThat(folder.resolve("run")).doesNotExist();
    }
    String err = outcome.err().replace("(--verbose writes the stack trace to a file)", "");
    assertThat(err.strip()).isEqualTo(ugly.line().replace("@", path.toString()));
    assertThat(outcome.out()).contains(ugly.says());
    assertThat(outcome.status()).isEqualTo(ugly.line().isEmpty() ? 0 : 3);
  }

  @Test
  void otherRowsAreFlatToo() throws IOException {
    CommandLineRuns commands = new CommandLineRuns(folder);
    Ugly.frame("named_struct('b`c', id) as s", "array(id, 1) as v", "cast(id as int) as y")
        .write(folder.resolve("table"), commands);
    commands.file(
        "job.yaml",
        """
        output: @/run
        data: {path: @/table, format: parquet, label: y}
        network: {hidden: [4]}
        stopping: {maxEpochs: 1}
        """);
    commands.train(commands.path("job.yaml"));
    String run = commands.path("run");
    String rows = commands.path("table");
    Outcome evaluated = commands.run("evaluate", run, "--data", rows);
    assertThat(evaluated.err()).isEmpty();
    String predictions = commands.path("predictions");
    Outcome predicted = commands.run("predict", run, "--data", rows, "--output", predictions);
    assertThat(predicted.err()).isEmpty();
    assertThat(commands.spark().read().parquet(predictions).columns())
        .containsExactly("s.b`c", "v", "y", "prediction");
  }

  /** The feature has a name that predictions of numbers do not take, the ignored column one. */
  @Test
  void predictionsTakeThePlaceOfColumnsOfTheirNames() throws IOException {
    CommandLineRuns commands = new CommandLineRuns(folder);
    Ugly.csv("probability,prediction,y", i -> i + ",old," + 2 * i + ".5")
        .write(folder.resolve("table.csv"), commands);
    commands.file(
        "job.yaml",
        """
        output: @/run
        data: {path: @/table.csv, label: y, columns: {prediction: ignore}}
        network: {hidden: [4]}
        stopping: {maxEpochs: 1}
        """);
    commands.train(commands.path("job.yaml"));
    String run = commands.path("run");
    String rows = commands.path("table.csv");
    String once = commands.path("once");
    String twice = commands.path("twice");
    assertThat(commands.run("predict", run, "--data", rows, "--output", once).err()).isEmpty();
    assertThat(commands.run("predict", run, "--data", once, "--output", twice).err()).isEmpty();
    Outcome evaluated = commands.run("evaluate", run, "--data", rows);
    assertThat(evaluated.err()).isEmpty();
    assertThat(commands.run("evaluate", run, "--data", twice).out()).isEqualTo(evaluated.out());
    Dataset<Row> predicted = commands.csv(twice);
    assertThat(predicted.columns()).containsExactly("probability", "y", "prediction");
    assertThat(predicted.collectAsList()).isEqualTo(commands.csv(once).collectAsList());
    assertThat(predicted.filter("prediction = 'old'").isEmpty()).isTrue();
  }

  /** Who joins predictions to rows by their places must know that some have none. */
  @Test
  void rowsThatAreSkippedAreCounted() throws IOException {
    StringBuilder rows = new StringBuilder("a,c,y\n");
    for (int i = 0; i < 40; i++) {
      rows.append("%d,%s,%d\n".formatted(i, i % 2 == 0 ? "red" : "blue", i % 3));
    }
    CommandLineRuns commands = new CommandLineRuns(folder);
    commands.file("table.csv", rows.toString());
    commands.train(
        commands.file(
            "job.yaml",
            """
            output: @/run
            data: {path: @/table.csv, label: y, missing: skip, unseen: skip}
            network: {hidden: [4]}
            stopping: {maxEpochs: 2}
            """));
    String run = commands.path("run");
    String gaps = commands.file("gaps.csv", "a,c,y\n1,red,0\n,blue,1\n3,,2\n4,green,1\n5,blue,2\n");
    String told = "gaps.csv, 3 rows skipped by data.missing or data.unseen ... ";
    Outcome predicted =
        commands.run("predict", run, "--data", gaps, "--output", commands.path("out"));
    assertThat(predicted.all()).contains("predicting ").contains(told);
    assertThat(LocalSpark.session().read().option("header", true).csv(commands.path("out")).count())
        .isEqualTo(2);
    assertThat(commands.run("evaluate", run, "--data", gaps).all()).contains(told);
    String whole = commands.file("whole.csv", "a,c,y\n1,red,0\n5,blue,2\n");
    assertThat(commands.run("evaluate", run, "--data", whole).all()).doesNotContain("skipped");
  }

  @Test
  void wordsAmongNumbersAreCountedWhereTheyAreSkipped() throws IOException {
    StringBuilder rows = new StringBuilder("a,y\n");
    for (int i = 0; i < 40; i++) {
      rows.append("%s,%s\n".formatted(i % 10 == 3 ? "NA" : i + ".5", i % 3 + 0.5));
    }
    CommandLineRuns commands = new CommandLineRuns(folder);
    commands.file("table.csv", rows.toString());
    commands.train(
        commands.file(
            "job.yaml",
            """
            output: @/run
            data: {path: @/table.csv, label: y, missing: skip}
            network: {hidden: [4]}
            stopping: {maxEpochs: 2}
            """));
    String words = commands.file("words.csv", "a,y\n1.5,1\nNA,2\n,3\n");
    assertThat(commands.run("evaluate", commands.path("run"), "--data", words).all())
        .contains("words.csv, 2 rows skipped by data.missing");
  }

  /** Where predictions were in another encoding, they would be of other categories. */
  @ParameterizedTest
  @CsvSource({
    "json, ISO-8859-1, 'encoding: ISO-8859-1, lineSep: \"\\n\"', '\n'",
    "json, ISO-8859-1, 'charset: ISO-8859-1, lineSep: \"\\n\"', '\n'",
    "json, UTF-8, 'lineSep: \"|\"', '|'",
    "csv, UTF-8, 'lineSep: \"|\"', '|'",
    "xml, UTF-8, 'rowTag: flat, attributePrefix: at', '\n'",
    "xml, ISO-8859-1, 'rowTag: flat, charset: ISO-8859-1', '\n'"
  })
  void predictionsAreReadWithTheOptionsOfTheirRows(
      String format, Charset set, String options, String end) throws IOException {
    Map<String, String> lines =
        Map.of(
            "csv", "%d,%s,%s",
            "json", "{\"a\": %d, \"c\": \"%s\", \"y\": \"%s\"}",
            "xml", "<flat a=\"%d\"><c>%s</c><y>%s</y></flat>");
    StringBuilder rows = new StringBuilder(format.equals("csv") ? "a,c,y" + end : "");
    for (int i = 0; i < 60; i++) {
      String city = List.of("Köln", "Ulm", "Zürich").get(i % 3);
      rows.append(lines.get(format).formatted(i, city, i % 3 == 0 ? "ja" : "nö")).append(end);
    }
    if (format.equals("xml")) {
      rows.insert(0, "<?xml version=\"1.0\" encoding=\"%s\"?><flats>".formatted(set));
      rows.append("</flats>");
    }
    Path table = Files.writeString(folder.resolve("table." + format), rows, set);
    CommandLineRuns commands = new CommandLineRuns(folder);
    commands.train(
        commands.file(
            "job.yaml",
            """
            output: @/run
            data: {path: %s, format: %s, label: y, options: {%s}}
            network: {hidden: [4]}
            stopping: {maxEpochs: 2}
            """
                .formatted(table, format, options)));
    assertThat(measuredAgain(commands, table.toString())).contains("logLoss");
  }

  /** What predictions of rows measure, which is what the rows do. */
  private static String measuredAgain(CommandLineRuns commands, String data) {
    String run = commands.path("run");
    String once = commands.path("once");
    assertThat(commands.run("predict", run, "--data", data, "--output", once).err()).isEmpty();
    Outcome again = commands.run("evaluate", run, "--data", once);
    assertThat(again.err()).isEmpty();
    assertThat(again.out()).isEqualTo(commands.run("evaluate", run, "--data", data).out());
    return again.out();
  }

  @Test
  void predictionsOfJsonHaveColumnsThatAreNullInAllRows() throws IOException {
    CommandLineRuns commands = new CommandLineRuns(folder);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      rows.append("{\"a\": %d, \"b\": %d, \"y\": %d.5}\n".formatted(i, i % 7, i % 5));
    }
    commands.file("table.json", rows.toString());
    commands.train(
        commands.file(
            "job.yaml",
            """
            output: @/run
            data: {path: @/table.json, format: json, label: y}
            network: {hidden: [4]}
            stopping: {maxEpochs: 2}
            """));
    String gaps = commands.file("gaps.json", "{\"a\": 1, \"b\": null, \"y\": 2.5}\n");
    assertThat(measuredAgain(commands, gaps)).contains("mae");
  }
}
