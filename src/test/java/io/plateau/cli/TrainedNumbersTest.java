package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.plateau.cli.CommandLineRuns.Outcome;
import io.plateau.math.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Regressions and images, from a job file to a model, through the command line and Spark. */
class TrainedNumbersTest {
  @TempDir private Path folder;
  private CommandLineRuns commands;

  @BeforeEach
  void begin() {
    commands = new CommandLineRuns(folder);
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
    commands.train(
        commands.file(
            "stones.yaml",
            """
            seed: 3
            recipe: plain
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
    assertThat(commands.metrics("run").path("test").path("rmse").doubleValue()).isLessThan(150);
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
    commands.train(
        commands.file(
            "pairs.yaml",
            """
            recipe: plain
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
    assertThat(commands.metrics("run").path("validation").path("rmse").doubleValue())
        .isLessThan(0.3);
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
  void probabilitiesAreCalibratedInTheModelItself() throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,u,v,sold"));
    List<String> test = new ArrayList<>(lines);
    for (int i = 0; i < 400; i++) {
      Key key = Key.of(41).with(i);
      double x = key.normal(0);
      String sold = x + 1.5 * key.normal(1) > 0 ? "yes" : "no";
      (i < 300 ? lines : test)
          .add(
              String.format(
                  Locale.ROOT, "%.3f,%.3f,%.3f,%s", x, key.normal(2), key.normal(3), sold));
    }
    commands.file("sales.csv", lines);
    String job =
        commands.file(
            "sales.yaml",
            """
            seed: 3
            output: @/plain
            data: {path: @/sales.csv, label: sold, split: {validation: 0.4}}
            network: {hidden: [32]}
            optimizer: {learningRate: 0.02}
            training: {batchSize: 16}
            stopping: {maxEpochs: 20, patience: 0, monitor: auc, ties: last}
            calibration: none
            """);
    commands.train(job);
    Outcome calibrated =
        commands.train(job, "calibration=temperature", "output=" + commands.path("cal"));
    JsonNode plain = commands.metrics("plain");
    JsonNode metrics = commands.metrics("cal");
    assertThat(plain.has("calibration")).isFalse();
    JsonNode fitted = metrics.path("calibration");
    assertThat(calibrated.out())
        .contains(
            String.format(
                Locale.ROOT, "temperature %.4g: ", fitted.path("temperature").doubleValue()));
    assertThat(fitted.path("temperature").doubleValue()).isGreaterThan(1);
    assertThat(fitted.at("/before/logLoss").doubleValue())
        .isCloseTo(plain.at("/validation/logLoss").doubleValue(), within(1e-6));
    assertThat(fitted.at("/after/logLoss").doubleValue())
        .isCloseTo(metrics.at("/validation/logLoss").doubleValue(), within(1e-6))
        .isLessThan(fitted.at("/before/logLoss").doubleValue());
    for (String same : List.of("accuracy", "auc", "f1")) {
      assertThat(metrics.at("/validation/" + same).doubleValue())
          .as(same)
          .isCloseTo(plain.at("/validation/" + same).doubleValue(), within(1e-3));
    }
    // The history has what was watched, and the model saved is the one that was measured.
    assertThat(Files.readString(folder.resolve("cal/history.jsonl"))).contains("\"auc\":");
    String rows = commands.file("test.csv", test);
    double before = logLoss(commands.run("evaluate", commands.path("plain"), "--data", rows));
    double after = logLoss(commands.run("evaluate", commands.path("cal"), "--data", rows));
    assertThat(after).isLessThan(before);
    assertThat(Files.readString(folder.resolve("cal/report.html"))).contains("\"temperature\":");
  }

  /** A few rows in a hundred are sold, which smoothed labels hide. */
  @Test
  void theSmoothingOfLabelsIsUndoneInTheModelItself() throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,u,sold"));
    List<String> test = new ArrayList<>(lines);
    for (int i = 0; i < 4000; i++) {
      Key key = Key.of(44).with(i);
      double x = key.normal(0);
      String sold = x + 0.5 * key.normal(1) > 2 ? "yes" : "no";
      (i < 2000 ? lines : test)
          .add(String.format(Locale.ROOT, "%.3f,%.3f,%s", x, key.normal(2), sold));
    }
    commands.file("rare.csv", lines);
    String job =
        commands.file(
            "rare.yaml",
            """
            output: @/default
            data: {path: @/rare.csv, label: sold, split: {validation: 0.3}}
            network: {hidden: [32, 32]}
            stopping: {maxEpochs: 13}
            """);
    assertThat(commands.train(job).out()).contains(", label smoothing undone: log loss");
    commands.train(job, "calibration=temperature", "output=" + commands.path("divided"));
    JsonNode fitted = commands.metrics("default").path("calibration");
    JsonNode divided = commands.metrics("divided").path("calibration");
    assertThat(fitted.path("unsmoothed").booleanValue()).isTrue();
    assertThat(divided.path("unsmoothed").booleanValue()).isFalse();
    assertThat(fitted.path("before")).isEqualTo(divided.path("before"));
    assertThat(fitted.at("/after/logLoss").doubleValue())
        .isCloseTo(
            commands.metrics("default").at("/validation/logLoss").doubleValue(), within(1e-6))
        .isLessThan(divided.at("/after/logLoss").doubleValue());

    String rows = commands.file("test.csv", test);
    double undone = logLoss(commands.run("evaluate", commands.path("default"), "--data", rows));
    double scaled = logLoss(commands.run("evaluate", commands.path("divided"), "--data", rows));
    assertThat(undone).isLessThan(scaled);
    // Two files are read by Spark, one without it.
    String all = commands.path("all");
    Files.createDirectories(folder.resolve("all"));
    Files.copy(folder.resolve("test.csv"), folder.resolve("all/a.csv"));
    Files.write(folder.resolve("all/b.csv"), List.of(test.get(0)));
    assertThat(logLoss(commands.run("evaluate", commands.path("default"), "--data", all)))
        .isCloseTo(undone, within(1e-6));

    // Of few rows no validation rows are held out.
    String few = commands.file("few.csv", lines.subList(0, 600));
    String none = commands.path("none");
    for (String more : List.of("output=" + commands.path("few"), "output=" + none)) {
      String calibration = more.endsWith(none) ? "calibration=none" : "stopping.maxEpochs=13";
      Outcome trained =
          commands.train(job, "data.path=" + few, "data.split.validation=auto", more, calibration);
      assertThat(trained.out().contains("\nlabel smoothing undone without validation rows\n"))
          .isNotEqualTo(more.endsWith(none));
    }
    assertThat(commands.metrics("few").path("calibration"))
        .isEqualTo(JsonNodeFactory.instance.objectNode().put("unsmoothed", true));
    assertThat(commands.metrics("none").has("calibration")).isFalse();
    assertThat(Files.readString(folder.resolve("few/report.html")))
        .contains("\"calibration\":{\"unsmoothed\":true}");
    assertThat(commands.run("reproduce", commands.path("few")).status()).isZero();
    String written = commands.path("few/job.yaml");
    assertThat(commands.run("train", written, "output=" + commands.path("again")).status())
        .isZero();
    assertThat(logLoss(commands.run("evaluate", commands.path("few"), "--data", rows)))
        .isLessThan(0.9 * logLoss(commands.run("evaluate", none, "--data", rows)));
  }

  private static double logLoss(Outcome evaluated) {
    assertThat(evaluated.err()).isEmpty();
    String line =
        evaluated.out().lines().filter(l -> l.startsWith("logLoss ")).findFirst().orElseThrow();
    return Double.parseDouble(line.substring(8));
  }

  @Test
  void severalYesOrNoLabelsAreLearnedAndMeasured() throws IOException {
    List<String> lines = new ArrayList<>(List.of("large,positive,x,y"));
    for (int i = 0; i < 300; i++) {
      double x = i * 37 % 101 / 50.0 - 1;
      double y = i * 53 % 97 / 48.0 - 1;
      lines.add(
          String.format(Locale.ROOT, "%d,%d,%.3f,%.3f", x + y > 0.3 ? 1 : 0, x > 0 ? 1 : 0, x, y));
    }
    commands.file("signs.csv", lines);
    commands.train(
        commands.file(
            "signs.yaml",
            """
            recipe: plain
            output: @/run
            data:
              path: @/signs.csv
              options: {header: true, inferSchema: true}
              label: [large, positive]
              split: {test: last 100}
            network: {hidden: [16]}
            loss: sigmoidCrossEntropy
            optimizer: {learningRate: 0.02}
            training: {batchSize: 20}
            stopping: {maxEpochs: 20}
            """));
    JsonNode test = commands.metrics("run").path("test");
    assertThat(test.path("accuracy").doubleValue()).isGreaterThan(0.9);
    JsonNode evaluation =
        new ObjectMapper().readTree(folder.resolve("run/evaluation.json").toFile()).path("test");
    assertThat(evaluation.path("kind").textValue()).isEqualTo("labels");
    assertThat(evaluation.path("rows").intValue()).isEqualTo(100);
    assertThat(evaluation.path("perLabel").get(1).path("label").textValue()).isEqualTo("positive");
    for (String name : List.of("accuracy", "subsetAccuracy", "microF1", "macroF1", "hammingLoss")) {
      assertThat(test.path(name).doubleValue())
          .as(name)
          .isEqualTo(evaluation.path(name).doubleValue());
    }
    assertThat(evaluation.path("curves")).hasSize(2);
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
    commands.train(
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
    assertThat(commands.metrics("run").path("test").path("accuracy").doubleValue()).isEqualTo(1);
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
