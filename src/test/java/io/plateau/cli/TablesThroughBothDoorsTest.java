package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.cli.CommandLineRuns.Outcome;
import io.plateau.ml.TabularClassificationModel;
import io.plateau.ml.TabularClassifier;
import io.plateau.ml.TabularRegressor;
import io.plateau.spec.HeldOut;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
}
