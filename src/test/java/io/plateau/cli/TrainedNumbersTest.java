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
