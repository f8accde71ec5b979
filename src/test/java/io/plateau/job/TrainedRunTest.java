package io.plateau.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plateau.job.CommandLineRuns.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a job file to a model and its predictions, through the command line and Spark. */
class TrainedRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private CommandLineRuns commands;

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

  private Outcome train(String job, String... more) {
    List<String> words = new ArrayList<>(List.of("train", job));
    words.addAll(List.of(more));
    Outcome outcome = commands.run(words.toArray(String[]::new));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    return outcome;
  }

  private JsonNode metrics(String run) throws IOException {
    return JSON.readTree(Files.readString(folder.resolve(run).resolve("metrics.json")));
  }

  @Test
  void classesAreLearnedAndTheRunHoldsAll() throws IOException {
    commands.file("sizes.csv", sizes());
    String job = commands.file("sizes.yaml", SIZES);
    Outcome outcome = train(job);
    assertThat(outcome.out())
        .contains("240 rows, 2 feature columns, 3 classes\n", "\nepoch 25/25  loss ")
        .contains("\ntest accuracy ", "\nrun in " + commands.path("run"));
    assertThat(Files.list(folder.resolve("run")).map(path -> path.getFileName().toString()))
        .containsExactlyInAnyOrder(
            "job.yaml",
            "history.jsonl",
            "metrics.json",
            "model",
            "checkpoints",
            "evaluation.json",
            "importance.json",
            "layers.json",
            "profile.json",
            "report.html");

    List<String> history = Files.readAllLines(folder.resolve("run/history.jsonl"));
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
    JsonNode metrics = metrics("run");
    assertThat(metrics.path("stopped").path("reason").textValue()).isEqualTo("MAX_EPOCHS");
    assertThat(metrics.path("stopped").path("epoch").intValue()).isEqualTo(25);
    assertThat(metrics.path("test").path("accuracy").doubleValue()).isGreaterThan(0.9);
    assertThat(metrics.path("validation").path("accuracy").isNumber()).isTrue();
    assertThat(metrics.path("seconds").path("fit").doubleValue()).isPositive();
  }

  @Test
  void theModelIsAPipelineThatPredictsAsTheCommandDoes() throws IOException {
    commands.file("sizes.csv", sizes());
    train(commands.file("sizes.yaml", SIZES));
    Outcome predicted =
        commands.run(
            "predict",
            commands.path("run"),
            "--data",
            commands.path("sizes.csv"),
            "--output",
            commands.path("out"));
    assertThat(predicted.err()).isEmpty();
    Dataset<Row> written = commands.csv(commands.path("out"));
    assertThat(written.columns())
        .startsWith("size", "x", "y", "held", "weight")
        .contains("prediction", "probability")
        .noneMatch(name -> name.startsWith("plateau__"));

    PipelineModel model = PipelineModel.load(commands.path("run/model"));
    Dataset<Row> rows =
        commands
            .spark()
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv(commands.path("sizes.csv"));
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
    commands.file("sizes.csv", lines);
    List<String> test = new ArrayList<>(lines.subList(0, 1));
    test.addAll(lines.subList(181, 241));
    commands.file("test.csv", test);
    Outcome trained = train(commands.file("sizes.yaml", SIZES));
    Outcome evaluated =
        commands.run("evaluate", commands.path("run"), "--data", commands.path("test.csv"));
    assertThat(evaluated.err()).isEmpty();
    List<String> scores = evaluated.out().lines().toList();
    assertThat(scores).hasSize(3);
    assertThat(trained.out().lines()).containsAll(scores.stream().map(s -> "test " + s).toList());
  }

  @Test
  void theResolvedJobGivesTheSameBits() throws IOException {
    commands.file("sizes.csv", sizes());
    train(commands.file("sizes.yaml", SIZES));
    byte[] first = commands.weights("run");
    Outcome again = train(commands.path("run/job.yaml"), "output=" + commands.path("again"));
    assertThat(again.out()).contains("features: [x, y]");
    assertThat(commands.weights("again")).isEqualTo(first);
    train(commands.path("run/job.yaml"), "output=" + commands.path("other"), "seed=4");
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
    train(
        commands.file("sizes.yaml", SIZES),
        "data.split.test={column: held}",
        "data.split.validation={path: " + commands.path("more.csv") + "}",
        "stopping.maxEpochs=2");
    JsonNode metrics = metrics("run");
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
    train(job, common);
    train(
        job,
        common[0],
        common[1],
        common[2],
        common[3],
        "output=" + commands.path("positive"),
        "data.path=" + commands.path("positive.csv"));
    assertThat(commands.weights("positive")).isEqualTo(commands.weights("run"));
  }

  @Test
  void aNumberIsLearnedFromNumbersAndCategoriesInItsOwnUnit() throws IOException {
    List<String> lines = new ArrayList<>(List.of("price,carat,cut"));
    for (int i = 0; i < 200; i++) {
      double carat = i * 37 % 101 / 50.0;
      String cut = List.of("fair", "good", "ideal").get(i % 3);
      lines.add(
          String.format(
              Locale.ROOT, "%.1f,%.2f,%s", 4000 + 2000 * carat + 500 * (i % 3), carat, cut));
    }
    commands.file("stones.csv", lines);
    train(
        commands.file(
            "stones.yaml",
            """
            seed: 3
            output: @/run
            data:
              path: @/stones.csv
              options: {header: true, inferSchema: true}
              label: price
              standardizeLabel: true
              split: {test: 0.2}
            network: {hidden: [16]}
            loss: squared
            optimizer: {learningRate: 0.02}
            training: {batchSize: 16}
            stopping: {maxEpochs: 40}
            """));
    // Prices vary by about 1300; a model that knew nothing would be that far off.
    assertThat(metrics("run").path("test").path("rmse").doubleValue()).isLessThan(150);
    Outcome predicted =
        commands.run(
            "predict",
            commands.path("run"),
            "--data",
            commands.file("new.csv", "carat,cut\n1.0,good\n"),
            "--output",
            commands.path("out"));
    assertThat(predicted.err()).isEmpty();
    Row row = commands.csv(commands.path("out")).first();
    assertThat(Double.parseDouble(row.getAs("prediction"))).isCloseTo(6500, within(300.0));
  }

  @Test
  void severalNumbersAreLearnedFromParquetAtOnce() throws IOException {
    commands
        .spark()
        .range(200)
        .selectExpr(
            "cast(id * 37 % 101 / 50.0 as double) x",
            "cast(id * 37 % 101 / 25.0 + 3 as double) twice",
            "cast(5 - id * 37 % 101 / 50.0 as double) minus")
        .write()
        .parquet(commands.path("pairs"));
    train(
        commands.file(
            "pairs.yaml",
            """
            output: @/run
            data:
              path: @/pairs
              format: parquet
              label: [twice, minus]
              standardizeLabel: true
              split: {validation: 0.2}
            network: {hidden: [8]}
            optimizer: {learningRate: 0.02}
            training: {batchSize: 16}
            stopping: {maxEpochs: 40}
            """));
    assertThat(metrics("run").path("validation").path("rmse").doubleValue()).isLessThan(0.3);
    Outcome predicted =
        commands.run(
            "predict",
            commands.path("run"),
            "--data",
            commands.path("pairs"),
            "--output",
            commands.path("out"));
    assertThat(predicted.err()).isEmpty();
    Row row = commands.spark().read().parquet(commands.path("out")).filter("x = 1").first();
    assertThat(row.<Double>getList(row.fieldIndex("prediction")).get(0)).isCloseTo(5, within(0.5));
    assertThat(row.<Double>getList(row.fieldIndex("prediction")).get(1)).isCloseTo(4, within(0.5));
  }

  @Test
  void imagesInIdxFilesAreLearned() throws IOException {
    // Bright in the upper half or in the lower one.
    java.nio.ByteBuffer images = java.nio.ByteBuffer.allocate(16 + 120 * 16);
    java.nio.ByteBuffer labels = java.nio.ByteBuffer.allocate(8 + 120);
    images.putInt(0x803).putInt(120).putInt(4).putInt(4);
    labels.putInt(0x801).putInt(120);
    for (int i = 0; i < 120; i++) {
      for (int pixel = 0; pixel < 16; pixel++) {
        boolean bright = pixel / 8 == i % 2;
        images.put((byte) (bright ? 150 + i * (pixel + 3) % 100 : i * (pixel + 7) % 100));
      }
      labels.put((byte) (i % 2));
    }
    Files.write(folder.resolve("t-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve("t-labels-idx1-ubyte"), labels.array());
    train(
        commands.file(
            "images.yaml",
            """
            output: @/run
            data:
              path: @/t-images-idx3-ubyte
              format: idx
              label: label
              split: {test: last 20}
            network: {hidden: [8]}
            optimizer: {learningRate: 0.02}
            training: {batchSize: 20}
            stopping: {maxEpochs: 10}
            """));
    assertThat(metrics("run").path("test").path("accuracy").doubleValue()).isEqualTo(1);
    Outcome predicted =
        commands.run(
            "predict",
            commands.path("run"),
            "--data",
            commands.path("t-images-idx3-ubyte"),
            "--output",
            commands.path("out"));
    assertThat(predicted.err()).isEmpty();
    Dataset<Row> rows = commands.spark().read().parquet(commands.path("out"));
    assertThat(rows.filter("cast(prediction as int) = label").count()).isEqualTo(120);
    assertThat(rows.select("features").first().get(0)).isNotInstanceOf(Vector.class);
  }
}
