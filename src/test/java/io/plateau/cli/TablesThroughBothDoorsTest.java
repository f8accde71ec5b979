package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.cli.CommandLineRuns.Outcome;
import io.plateau.data.Prepared;
import io.plateau.math.Key;
import io.plateau.ml.TabularClassificationModel;
import io.plateau.ml.TabularClassifier;
import io.plateau.ml.TabularRegressionModel;
import io.plateau.ml.TabularRegressor;
import io.plateau.spec.HeldOut;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table with no word of its rows: a job file and an estimator make the same model of it. */
class TablesThroughBothDoorsTest {
  @TempDir private Path folder;

  private static List<String> flats() {
    List<String> lines = new ArrayList<>(List.of("area,rooms,part,rent"));
    for (int i = 0; i < HeldOut.LEAST + 100; i++) {
      double area = 20 + i * 37 % 1009 / 8.0;
      int part = i * 53 % 7;
      lines.add(
          String.format(
              Locale.ROOT,
              "%s,%d,%s,%.2f",
              i % 11 == 0 ? "" : String.valueOf(area),
              1 + i % 5,
              i % 13 == 0 ? "" : "part " + part,
              9 * area + 50 * part + i % 17));
    }
    return lines;
  }

  private static List<String> predictions(Dataset<Row> rows) {
    return rows.select("area", "rooms", "part", "prediction").collectAsList().stream()
        .map(Row::toString)
        .toList();
  }

  /** Forty streets of one flat each, of which some are drawn for validation. */
  @Test
  void classesOfOneRowAreLearnedByBoth() throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> flats = flats();
    for (int i = 0; i < flats.size(); i++) {
      String street = i == 0 ? "street" : i % 50 == 1 ? "rare " + i : "big " + i % 3;
      lines.add(flats.get(i) + "," + street);
    }
    CommandLineRuns commands = new CommandLineRuns(folder);
    commands.file("flats.csv", lines);
    commands.train(
        commands.file(
            "flats.yaml",
            """
            seed: 5
            output: @/run
            data: {path: @/flats.csv, label: street}
            network: {hidden: [6]}
            stopping: {maxEpochs: 2}
            """));
    Dataset<Row> rows = commands.table(commands.path("flats.csv"));
    TabularClassificationModel model =
        new TabularClassifier()
            .setLabelCol("street")
            .setHiddenLayers(new int[] {6})
            .setMaxIter(2)
            .setSeed(5)
            .fit(rows);
    Dataset<Row> ofTheJob = PipelineModel.load(commands.path("run/model")).transform(rows);
    assertThat(ofTheJob.select("probability").collectAsList())
        .isEqualTo(model.transform(rows).select("probability").collectAsList());
    assertThat(commands.run("reproduce", commands.path("run")).out())
        .contains("the same weights, bit for bit");
    Outcome evaluated =
        commands.run("evaluate", commands.path("run"), "--data", commands.path("flats.csv"));
    assertThat(evaluated.err()).isEmpty();
  }

  @Test
  void theSameRowsAreHeldOutAndTheSameWeightsLearned() throws IOException {
    CommandLineRuns commands = new CommandLineRuns(folder);
    commands.file("flats.csv", flats());
    Outcome trained =
        commands.train(
            commands.file(
                "flats.yaml",
                """
                name: flats
                seed: 5
                output: @/run
                data: {path: @/flats.csv, label: rent}
                network: {hidden: [6]}
                stopping: {maxEpochs: 3}
                """));
    assertThat(trained.out())
        .contains("of 2100 rows are held out as validation rows")
        .contains("validation rmse");
    Dataset<Row> rows = commands.table(commands.path("flats.csv"));
    TabularRegressor estimator =
        new TabularRegressor()
            .setLabelCol("rent")
            .setHiddenLayers(new int[] {6})
            .setMaxIter(3)
            .setSeed(5);
    List<String> ofTheJob =
        predictions(PipelineModel.load(commands.path("run/model")).transform(rows));
    assertThat(ofTheJob).hasSize(2100);
    assertThat(new HashSet<>(ofTheJob)).hasSizeGreaterThan(1500);
    assertThat(ofTheJob).isEqualTo(predictions(estimator.fit(rows).transform(rows)));
  }

  /** Three hundred rents that follow from nothing in the table, for the most part. */
  private static List<String> noise() {
    List<String> lines = new ArrayList<>(flats().subList(0, 301));
    for (int i = 1; i < lines.size(); i++) {
      String features = lines.get(i).substring(0, lines.get(i).lastIndexOf(','));
      lines.set(i, features + "," + Key.of(3).with(i).normal(0));
    }
    return lines;
  }

  /** A job of these rows, with a line of its own. */
  private static String noiseJob(CommandLineRuns commands, String line) throws IOException {
    commands.file("flats.csv", noise());
    return commands.file(
        "flats.yaml",
        """
        seed: 5
        output: @/run
        data: {path: @/flats.csv, label: rent}
        network: {hidden: [40]}
        """
            + line);
  }

  /** A training of all cycles is none that ends with the one that trials choose. */
  @Test
  void moreEpochsThanTrialsChooseAreResumedWithoutTrials() throws IOException {
    CommandLineRuns commands = new CommandLineRuns(folder);
    String job = noiseJob(commands, "checkpoint: {every: 20 epochs}");
    commands.train(job, "stopping.minCycleGain=0");
    byte[] weights = commands.weights("run");
    Outcome refused = commands.run("train", job, "--resume");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .containsPattern(
            "is of epoch 64, but trials chose an end after (13|30); set minCycleGain or"
                + " stopping.minCycleGain to 0, or choose another folder");
    assertThat(commands.weights("run")).isEqualTo(weights);
    commands.train(job, "--resume", "stopping.minCycleGain=0");
    assertThat(commands.weights("run")).isEqualTo(weights);
  }

  @Test
  void theEndThatTrialsChooseIsThatOfARunThatIsResumed() throws IOException {
    CommandLineRuns commands = new CommandLineRuns(folder);
    String job = noiseJob(commands, "checkpoint: {every: 2 epochs}");
    String straight = commands.train(job, "output=" + commands.path("straight")).out();
    assertThat(straight).contains("in trials, the loss");
    String parts = "output=" + commands.path("parts");
    assertThat(commands.train(job, parts, "stopping.maxTime=0.000001 s").out())
        .contains("stopped after epoch 1: the budget");
    assertThat(commands.train(job, parts, "--resume").out()).contains("in trials, the loss");
    assertThat(commands.weights("parts")).isEqualTo(commands.weights("straight"));
  }

  @Test
  void theEndThatTrialsChooseIsTheSame() throws IOException {
    CommandLineRuns commands = new CommandLineRuns(folder);
    String job = noiseJob(commands, "");
    Outcome trained = commands.train(job);
    assertThat(trained.out())
        .contains("in trials, the loss on rows that were held out was lowest after ");
    Dataset<Row> rows = commands.table(commands.path("flats.csv"));
    TabularRegressionModel model =
        new TabularRegressor()
            .setLabelCol("rent")
            .setHiddenLayers(new int[] {40})
            .setSeed(5)
            .fit(rows);
    assertThat(model.summary().totalIterations()).isLessThan(64);
    List<String> ofTheEstimator = predictions(model.transform(rows));
    assertThat(predictions(PipelineModel.load(commands.path("run/model")).transform(rows)))
        .isEqualTo(ofTheEstimator);
    assertThat(commands.run("reproduce", commands.path("run")).out())
        .contains("the same weights, bit for bit");
    Outcome studied =
        commands.run(
            "study",
            commands.file(
                "study.yaml",
                """
                name: ends
                job: @/flats.yaml
                output: @/study
                set: {checkpoint.every: 5 epochs}
                seeds: [5]
                variants:
                  - {name: a, set: {network.hidden: [40]}}
                  - {name: b, set: {network.dropout: 0.2}}
                """));
    assertThat(studied.err()).isEmpty();
    assertThat(commands.metrics("study/a/seed-5").at("/seconds").fieldNames())
        .toIterable()
        .as("stages of trainings side by side")
        .contains("choose", "train");
    assertThat(
            predictions(PipelineModel.load(commands.path("study/a/seed-5/model")).transform(rows)))
        .isEqualTo(ofTheEstimator);
  }

  /**
   * Rows are skipped for an empty cell of a number, a text, or an identifier of which nothing is
   * learned, and for words among numbers, also where these are all the same then. What they have
   * beside that would change the scale of the rooms, the parts of the city and the classes.
   */
  private static List<String> flatsWithGaps() {
    List<String> lines = new ArrayList<>(List.of("area,rooms,part,floors,lifts,flat,street,rent"));
    for (int i = 0; i < HeldOut.LEAST + 600; i++) {
      double area = 20 + i * 37 % 1009 / 8.0;
      int part = i * 53 % 7;
      boolean gap = i % 12 == 5;
      int of = gap ? i / 12 % 5 : -1;
      lines.add(
          String.format(
              Locale.ROOT,
              "%s,%d,%s,%s,%s,%s,%s,%.2f",
              of == 0 ? "" : String.valueOf(area),
              gap ? 1000 : 1 + i % 5,
              of == 1 ? "" : "part " + (gap ? 99 : part),
              of == 2 ? "?" : String.valueOf(1 + i % 40),
              of == 3 ? "?" : "1",
              of == 4 ? "" : "flat " + i,
              gap ? "gap " + i : i % 50 == 1 ? "rare " + i : "big " + i % 3,
              9 * area + 50 * part + i % 17));
    }
    return lines;
  }

  @Test
  void rowsAreSkippedByBoth() throws IOException {
    CommandLineRuns commands = new CommandLineRuns(folder);
    commands.file("flats.csv", flatsWithGaps());
    String[] features = {"area", "rooms", "part", "floors", "lifts", "flat"};
    String job =
        """
        seed: 5
        output: @/LABEL
        data: {path: @/flats.csv, label: LABEL, missing: skip, features: FEATURES}
        network: {hidden: [6]}
        stopping: {maxEpochs: 2}
        """
            .replace("FEATURES", Arrays.toString(features));
    for (String label : List.of("rent", "street")) {
      commands.train(commands.file(label + ".yaml", job.replace("LABEL", label)));
    }
    Dataset<Row> rows = commands.table(commands.path("flats.csv"));
    TabularRegressionModel rents =
        new TabularRegressor()
            .setLabelCol("rent")
            .setInputCols(features)
            .setMissing("skip")
            .setHiddenLayers(new int[] {6})
            .setMaxIter(2)
            .setSeed(5)
            .fit(rows);
    List<String> predicted = predictions(rents.transform(rows));
    assertThat(predicted)
        .hasSizeGreaterThan((int) HeldOut.LEAST)
        .isEqualTo(predictions(PipelineModel.load(commands.path("rent/model")).transform(rows)));
    TabularClassificationModel streets =
        new TabularClassifier()
            .setLabelCol("street")
            .setInputCols(features)
            .setMissing("skip")
            .setHiddenLayers(new int[] {6})
            .setMaxIter(2)
            .setSeed(5)
            .fit(rows);
    assertThat(streets.labels())
        .hasSizeGreaterThan(40)
        .allMatch(street -> street.toString().matches("(big|rare) .*"));
    PipelineModel ofTheJob = PipelineModel.load(commands.path("street/model"));
    assertThat(streets.transform(rows).select("flat", "probability").collectAsList())
        .isEqualTo(
            Prepared.withoutLabels(ofTheJob)
                .transform(rows)
                .select("flat", "probability")
                .collectAsList());
  }
}
