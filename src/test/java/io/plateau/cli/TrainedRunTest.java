package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plateau.cli.CommandLineRuns.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a job file to a model and its predictions, through the command line and Spark. */
class TrainedRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A folder with the job trained once, for tests that only read the run. */
  @TempDir private static Path trainedFolder;

  private static CommandLineRuns trained;
  private static Outcome training;

  @TempDir private Path folder;
  private CommandLineRuns commands;

  @BeforeAll
  static void train() throws IOException {
    trained = new CommandLineRuns(trainedFolder);
    trained.file("sizes.csv", sizes());
    training = trained.train(trained.file("sizes.yaml", SIZES));
  }

  @BeforeEach
  void begin() {
    commands = new CommandLineRuns(folder);
  }

  /** Three sizes by x + y, which a small network learns in a few epochs. */
  private static List<String> sizes() {
    List<String> lines = new ArrayList<>(List.of("size,x,y,held,weight"));
    for (int i = 0; i < 240; i++) {
      double x = i * 37 % 101 / 50.0 - 1;
      double y = i * 53 % 97 / 48.0 - 1;
      String size = x + y < -0.5 ? "small" : x + y < 0.5 ? "middle" : "large";
      lines.add(
          String.format(Locale.ROOT, "%s,%.3f,%.3f,%d,%d", size, x, y, i % 4 == 0 ? 1 : 0, i % 3));
    }
    return lines;
  }

  private static final String SIZES =
      """
      name: sizes
      seed: 3
      recipe: plain
      output: @/run
      data:
        path: @/sizes.csv
        options: {header: true, inferSchema: true}
        label: size
        features: [x, y]
        split: {test: last 60, validation: 0.2}
      network: {hidden: [16]}
      optimizer: {name: adam, learningRate: 0.02}
      training: {batchSize: 32}
      stopping: {maxEpochs: 25}
      """;

  private static void aSumGrowsFromSmallToLarge() throws IOException {
    JsonNode dependence = JSON.readTree(trainedFolder.resolve("run/dependence.json").toFile());
    assertThat(dependence.at("/of").textValue()).isEqualTo("probability");
    assertThat(dependence.at("/columns")).hasSize(2);
    for (JsonNode column : dependence.at("/columns")) {
      assertThat(column.at("/values")).hasSize(20);
      assertThat(column.at("/curves")).hasSize(3);
      double[] sums = new double[20];
      for (JsonNode curve : column.at("/curves")) {
        for (int v = 0; v < 20; v++) {
          sums[v] += curve.at("/means/" + v).doubleValue();
        }
        double change = curve.at("/means/19").doubleValue() - curve.at("/means/0").doubleValue();
        switch (curve.at("/name").textValue()) {
          case "small" -> assertThat(change).isLessThan(-0.3);
          case "large" -> assertThat(change).isGreaterThan(0.3);
          default -> assertThat(curve.at("/name").textValue()).isEqualTo("middle");
        }
      }
      Arrays.stream(sums).forEach(sum -> assertThat(sum).isCloseTo(1, within(1e-6)));
    }
  }

  @Test
  void classesAreLearnedAndTheRunHoldsAll() throws IOException {
    assertThat(training.out())
        .contains("240 rows, 2 feature columns, 3 classes\n", "\nepoch 25/25  loss ")
        .contains("\ntest accuracy ", "\nrun in " + trained.path("run"));
    assertThat(Files.list(trainedFolder.resolve("run")).map(path -> path.getFileName().toString()))
        .containsExactlyInAnyOrder(
            "job.yaml",
            "history.jsonl",
            "metrics.json",
            "model",
            "checkpoints",
            "evaluation.json",
            "dependence.json",
            "importance.json",
            "layers.json",
            "profile.json",
            "provenance.json",
            "report.html");

    List<String> history = Files.readAllLines(trainedFolder.resolve("run/history.jsonl"));
    assertThat(history).hasSize(25);
    JsonNode last = JSON.readTree(history.get(24));
    assertThat(last.path("epoch").intValue()).isEqualTo(25);
    for (String number :
        List.of(
            "trainLoss",
            "validationLoss",
            "learningRate",
            "gradientNorm",
            "rowsPerSecond",
            "seconds")) {
      assertThat(last.path(number).isNumber()).as(number).isTrue();
    }
    aSumGrowsFromSmallToLarge();
    JsonNode metrics = trained.metrics("run");
    assertThat(metrics.path("stopped").path("reason").textValue()).isEqualTo("MAX_EPOCHS");
    assertThat(metrics.path("stopped").path("epoch").intValue()).isEqualTo(25);
    assertThat(metrics.path("test").path("accuracy").doubleValue()).isGreaterThan(0.9);
    assertThat(metrics.path("validation").path("accuracy").isNumber()).isTrue();
    for (String phase : List.of("read", "prepare", "pack", "fit", "epochs", "save")) {
      assertThat(metrics.path("seconds").path(phase).doubleValue()).as(phase).isPositive();
    }
  }

  @Test
  void showsEachStageOnTheStandardErrorAndNothingElse() {
    assertThat(training.err()).isEmpty();
    assertThat(training.all().replaceAll("\\d+\\.\\d s", "t"))
        .isEqualTo(
            """
            reading %s ... t
            reading %s ... t
            preparing columns ... t
            packing training rows ... t
            packing validation rows ... t
            packing test rows ... t
            saving the model ... t
            evaluating all rows ... t
            measuring the network ... t
            writing the report ... t
            """
                .formatted(trained.path("sizes.yaml"), trained.path("sizes.csv")));
  }

  @Test
  void theModelIsAPipelineThatPredictsAsTheCommandDoes() throws IOException {
    Outcome predicted =
        trained.run(
            "predict",
            trained.path("run"),
            "--data",
            trained.path("sizes.csv"),
            "--output",
            commands.path("out"));
    assertThat(predicted.err()).isEmpty();
    Dataset<Row> written = trained.csv(commands.path("out"));
    assertThat(written.columns())
        .startsWith("size", "x", "y", "held", "weight")
        .contains("prediction", "probability")
        .noneMatch(name -> name.startsWith("plateau__"));

    PipelineModel model = PipelineModel.load(trained.path("run/model"));
    Dataset<Row> rows = commands.table(trained.path("sizes.csv"));
    List<String> direct = texts(model.transform(rows).select("x", "y", "prediction"));
    assertThat(texts(written.select("x", "y", "prediction"))).isEqualTo(direct);
    assertThat(direct).anyMatch(row -> row.contains("small")).hasSize(240);
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).toList();
  }

  @Test
  void evaluatesAsTrainingDid() throws IOException {
    List<String> lines = sizes();
    List<String> test = new ArrayList<>(lines.subList(0, 1));
    test.addAll(lines.subList(181, 241));
    commands.file("test.csv", test);
    Outcome evaluated =
        commands.run("evaluate", trained.path("run"), "--data", commands.path("test.csv"));
    assertThat(evaluated.err()).isEmpty();
    List<String> scores = evaluated.out().lines().toList();
    assertThat(scores).hasSize(6);
    assertThat(training.out().lines()).containsAll(scores.stream().map(s -> "test " + s).toList());
  }

  @Test
  void theResolvedJobGivesTheSameBits() throws IOException {
    byte[] first = trained.weights("run");
    Outcome again =
        commands.train(trained.path("run/job.yaml"), "output=" + commands.path("again"));
    assertThat(again.out()).contains("features: [x, y]");
    assertThat(commands.weights("again")).isEqualTo(first);
    commands.train(trained.path("run/job.yaml"), "output=" + commands.path("other"), "seed=4");
    assertThat(commands.weights("other")).isNotEqualTo(first);
  }

  @Test
  void checksWithoutWriting() throws IOException {
    commands.file("sizes.csv", sizes());
    Outcome checked = commands.run("check", commands.file("sizes.yaml", SIZES));
    assertThat(checked.err()).isEmpty();
    assertThat(checked.status()).isZero();
    assertThat(checked.out()).contains("240 rows").endsWith("sizes.yaml can be trained\n");
    assertThat(commands.tree()).containsExactly("", "sizes.csv", "sizes.yaml");
  }

  @Test
  void splitsByColumnAndByPath() throws IOException {
    List<String> lines = sizes();
    commands.file("sizes.csv", lines);
    commands.file("more.csv", lines.subList(0, 41));
    commands.train(
        commands.file("sizes.yaml", SIZES),
        "data.split.test={column: held}",
        "data.split.validation={path: " + commands.path("more.csv") + "}",
        "stopping.maxEpochs=2");
    JsonNode metrics = commands.metrics("run");
    assertThat(metrics.path("test").path("accuracy").isNumber()).isTrue();
    assertThat(metrics.path("validation").path("accuracy").isNumber()).isTrue();
    // 60 of 240 rows are held.
    String line = Files.readAllLines(folder.resolve("run/history.jsonl")).get(0);
    assertThat(JSON.readTree(line).path("rows").intValue()).isEqualTo(180);
  }

  @Test
  void weightZeroIsARowThatIsNotThere() throws IOException {
    List<String> lines = sizes();
    List<String> positive =
        lines.stream().filter(line -> !line.endsWith(",0")).toList(); // a third has weight 0
    commands.file("sizes.csv", lines);
    commands.file("positive.csv", positive);
    String job = commands.file("sizes.yaml", SIZES);
    String[] common = {
      "data.weight=weight", "data.split={}", "data.standardize=false", "stopping.maxEpochs=3"
    };
    commands.train(job, common);
    commands.train(
        job,
        common[0],
        common[1],
        common[2],
        common[3],
        "output=" + commands.path("positive"),
        "data.path=" + commands.path("positive.csv"));
    assertThat(commands.weights("positive")).isEqualTo(commands.weights("run"));
  }
}
