package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.plateau.cli.CommandLineRuns.Outcome;
import io.plateau.math.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A regression on a table whose predictions are limited to the range of the training labels. */
class ClampedRunTest {
  @TempDir private Path folder;

  private static String line(double x, int i) {
    return String.format(
        Locale.ROOT, "%.4f,%s,%.4f", x, "ab".charAt(i % 2), 50 + 10 * x + Key.of(2).normal(i));
  }

  /** Test rows are three times as far from 0 as the training rows, whose labels are 40 … 60. */
  @Test
  void metricsAreThoseOfTheModelThatIsSaved() throws IOException {
    CommandLineRuns commands = new CommandLineRuns(folder);
    List<String> lines = new ArrayList<>(List.of("x,z,label"));
    List<String> test = new ArrayList<>(lines);
    for (int i = 0; i < 300; i++) {
      double x = 2 * Key.of(1).uniform(i) - 1;
      lines.add(line(x, i));
      test.add(line(3 * x, i));
    }
    commands.file("line.csv", lines);
    String rows = commands.file("far.csv", test);
    String job =
        commands.file(
            "line.yaml",
            """
            output: @/run
            data:
              path: @/line.csv
              label: label
              split: {test: {path: @/far.csv}, validation: 0.2}
            network: {hidden: [16], numberEmbedding: none}
            stopping: {maxEpochs: 20}
            """);
    commands.train(job);
    commands.train(job, "network.clampOutput=false", "output=" + commands.path("free"));
    assertThat(Files.readString(folder.resolve("run/job.yaml"))).contains("clampOutput: true");
    assertThat(commands.weights("run")).isEqualTo(commands.weights("free"));

    JsonNode clamped = commands.metrics("run");
    JsonNode free = commands.metrics("free");
    assertThat(clamped.at("/test/rmse").doubleValue())
        .isNotEqualTo(free.at("/test/rmse").doubleValue());
    for (String run : List.of("run", "free")) {
      Outcome evaluated = commands.run("evaluate", commands.path(run), "--data", rows);
      assertThat(evaluated.err()).isEmpty();
      for (String metric : List.of("rmse", "mae", "r2")) {
        double trained = commands.metrics(run).at("/test/" + metric).doubleValue();
        assertThat(value(evaluated, metric))
            .as("%s of %s", metric, run)
            .isCloseTo(trained, within(1e-4 * Math.abs(trained)));
      }
    }

    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (String line : lines.subList(1, 301)) {
      double label = Double.parseDouble(line.substring(line.lastIndexOf(',') + 1));
      lowest = Math.min(lowest, label);
      highest = Math.max(highest, label);
    }
    Outcome predicted =
        commands.run(
            "predict", commands.path("run"), "--data", rows, "--output", commands.path("out"));
    assertThat(predicted.err()).isEmpty();
    int atAnEnd = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (Row row : commands.csv(commands.path("out")).collectAsList()) {
      double prediction = Double.parseDouble(row.getAs("prediction"));
      assertThat(prediction).isBetween(lowest - 1e-5, highest + 1e-5);
      least = Math.min(least, prediction);
      most = Math.max(most, prediction);
    }
    for (Row row : commands.csv(commands.path("out")).collectAsList()) {
      double prediction = Double.parseDouble(row.getAs("prediction"));
      atAnEnd += prediction == least || prediction == most ? 1 : 0;
    }
    assertThat(atAnEnd).isGreaterThan(100);

    Outcome again =
        commands.run("reproduce", commands.path("run"), "--output", commands.path("run #2"));
    assertThat(again.status()).isZero();
    assertThat(folder.resolve("run #2/metrics.json")).exists();
    assertThat(again.out()).contains("the same weights, bit for bit, after each of 20 epochs");
  }

  private static double value(Outcome evaluated, String metric) {
    String line =
        evaluated.out().lines().filter(l -> l.startsWith(metric + " ")).findFirst().orElseThrow();
    return Double.parseDouble(line.substring(metric.length() + 1).trim());
  }
}
