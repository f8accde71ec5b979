package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.cli.CommandLineRuns.Outcome;
import io.plateau.data.Prepared;
import io.plateau.math.Key;
import io.plateau.ml.TabularClassifier;
import io.plateau.ml.TabularRegressor;
import io.plateau.spec.HeldOut;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole numbers that identify shops, each with sales of its own, are learned from as categories.
 */
class IdentifierRunTest {
  private static final String FOUND =
      "an identifier: its 300 whole numbers say more of the label than their order";

  @TempDir private Path folder;

  /** Rows of shops; some miss the shop, some have a word among the numbers of floors. */
  private static List<String> sales(int from, int to, boolean gaps) {
    List<String> lines = new ArrayList<>(List.of("shop,area,size,floors,sales,good"));
    for (int i = from; i < to; i++) {
      int shop = i * 37 % 300;
      double size = i * 53 % 1009 / 100.0;
      double sales = 4 * Key.of(8).with(shop).normal(0) + size + Key.of(9).with(i).normal(0);
      lines.add(
          String.format(
              Locale.ROOT,
              "%s,%d,%s,%s,%.3f,%s",
              gaps && i % 19 == 3 ? "" : String.valueOf(1000 + 7 * shop),
              shop * 83 % 300 * 2 / 3, // one shop or two
              size,
              gaps && i % 23 == 5 ? "none" : String.valueOf(1 + i % 3),
              sales,
              sales > 5 ? "yes" : "no"));
    }
    return lines;
  }

  private CommandLineRuns commands(boolean gaps) throws IOException {
    CommandLineRuns commands = new CommandLineRuns(folder);
    commands.file("sales.csv", sales(0, (int) HeldOut.LEAST + 300, gaps));
    List<String> others = sales(5000, 5200, false);
    others.add("5,7,1.5,2,3.25,no"); // a shop that no training row has
    commands.file("others.csv", others);
    return commands;
  }

  private static String job(String label, String ignored, String missing) {
    return """
        seed: 5
        output: @/run
        data:
          {path: @/sales.csv, label: LABEL, missing: MISSING, columns: {IGNORED: ignore},
           split: {test: {path: @/others.csv}}}
        network: {hidden: [16]}
        stopping: {maxEpochs: 8}
        """
        .replace("LABEL", label)
        .replace("IGNORED", ignored)
        .replace("MISSING", missing);
  }

  @ParameterizedTest
  @CsvSource({"median, false", "skip, true"})
  void quantitiesOfShopsAreLearnedByBothDoors(String missing, boolean gaps) throws IOException {
    CommandLineRuns commands = commands(gaps);
    Outcome trained = commands.train(commands.file("job.yaml", job("sales", "good", missing)));
    assertThat(trained.out()).containsOnlyOnce("an identifier").contains(FOUND);
    Dataset<Row> rows = commands.table(commands.path("sales.csv"));
    Dataset<Row> others = commands.table(commands.path("others.csv"));
    PipelineModel ofTheJob = PipelineModel.load(commands.path("run/model"));
    var model =
        new TabularRegressor()
            .setLabelCol("sales")
            .setIgnoredCols(new String[] {"good"})
            .setMissing(missing)
            .setHiddenLayers(new int[] {16})
            .setMaxIter(8)
            .setSeed(5)
            .fit(rows);
    assertThat(ofTheJob.transform(others).select("prediction").collectAsList())
        .hasSize(201)
        .isEqualTo(model.transform(others).select("prediction").collectAsList());
    assertThat(ofTheJob.transform(rows).select("prediction").collectAsList())
        .isEqualTo(model.transform(rows).select("prediction").collectAsList());
    double rmse = commands.metrics("run").at("/test/rmse").asDouble();
    assertThat(rmse).as("4 and more where shops are quantities").isLessThan(2.5);
    Outcome evaluated =
        commands.run("evaluate", commands.path("run"), "--data", commands.path("others.csv"));
    assertThat(evaluated.err()).isEmpty();
    assertThat(Double.parseDouble(evaluated.out().replaceAll("(?s).*rmse *([0-9.]+).*", "$1")))
        .isEqualTo(rmse, within(5e-4 * rmse));
  }

  @Test
  void classesOfShopsAreLearnedByBothDoors() throws IOException {
    CommandLineRuns commands = commands(true);
    Outcome trained = commands.train(commands.file("job.yaml", job("good", "sales", "median")));
    assertThat(trained.out()).contains(FOUND);
    Dataset<Row> others = commands.table(commands.path("others.csv"));
    var model =
        new TabularClassifier()
            .setLabelCol("good")
            .setIgnoredCols(new String[] {"sales"})
            .setHiddenLayers(new int[] {16})
            .setMaxIter(8)
            .setSeed(5)
            .fit(commands.table(commands.path("sales.csv")));
    assertThat(
            Prepared.withoutLabels(PipelineModel.load(commands.path("run/model")))
                .transform(others)
                .select("probability")
                .collectAsList())
        .isEqualTo(model.transform(others).select("probability").collectAsList());
    double accuracy = commands.metrics("run").at("/test/accuracy").asDouble();
    assertThat(commands.run("reproduce", commands.path("run")).out())
        .contains("the same weights, bit for bit");
    String numbers = commands.file("numbers.yaml", job("good", "sales", "median"));
    commands.train(
        numbers,
        "data.columns.shop=number",
        "data.columns.area=ignore",
        "output=" + commands.path("numbers"));
    assertThat(commands.metrics("numbers").at("/test/accuracy").asDouble())
        .as("where shops are quantities")
        .isLessThan(accuracy - 0.05);
  }

  /** Of a column that is said to hold numbers, and where new categories are refused. */
  @ParameterizedTest
  @ValueSource(strings = {"data.columns.shop=number", "data.unseen=error"})
  void numbersStayNumbers(String setting) throws IOException {
    CommandLineRuns commands = commands(false);
    Outcome trained =
        commands.train(
            commands.file("job.yaml", job("sales", "good", "median")),
            setting,
            "data.columns.area=ignore");
    assertThat(trained.out()).doesNotContain("identifier");
    assertThat(commands.metrics("run").at("/test/rmse").asDouble()).isGreaterThan(2.8);
  }
}
