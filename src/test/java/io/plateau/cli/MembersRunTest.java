package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plateau.cli.CommandLineRuns.Outcome;
import io.plateau.math.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network of members from a job file to predictions with their spread. */
class MembersRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"separate", "first"})
  void predictsWithASpreadThatTheReportMeasures(String layers) throws IOException {
    CommandLineRuns commands = new CommandLineRuns(folder);
    List<String> lines = new ArrayList<>(List.of("x,z,label"));
    for (int i = 0; i < 400; i++) {
      double x = 3 * Key.of(1).normal(i);
      double label = 50 + 10 * Math.sin(x) + Key.of(2).normal(i);
      lines.add(String.format(Locale.ROOT, "%.4f,%s,%.4f", x, "abc".charAt(i % 3), label));
    }
    commands.file("curve.csv", lines);
    commands.train(
        commands.file(
            "curve.yaml",
            """
            name: curve
            output: @/run
            data:
              path: @/curve.csv
              options: {header: true}
              label: label
              split: {test: last 100, validation: 0.2}
            network: {hidden: [16], members: 4, memberLayers: %s}
            stopping: {maxEpochs: 20}
            """
                .formatted(layers)));
    assertThat(Files.readString(folder.resolve("run/job.yaml"))).contains("members: 4");

    JsonNode output =
        JSON.readTree(folder.resolve("run/evaluation.json").toFile()).at("/test/outputs/0");
    double weight = 0;
    double error = 0;
    for (JsonNode group : output.at("/spread/groups")) {
      weight += group.get("weight").doubleValue();
      error += group.get("weight").doubleValue() * group.get("error").doubleValue();
    }
    assertThat(weight).isEqualTo(100);
    double mae = commands.metrics("run").at("/test/mae").doubleValue();
    assertThat(error / weight).isCloseTo(mae, within(1e-9 * mae));
    assertThat(Files.readString(folder.resolve("run/report.html"))).contains("\"spread\":{");

    Outcome predicted =
        commands.run(
            "predict",
            commands.path("run"),
            "--data",
            commands.path("curve.csv"),
            "--output",
            commands.path("out"));
    assertThat(predicted.err()).isEmpty();
    Dataset<Row> written = commands.csv(commands.path("out"));
    assertThat(written.columns()).contains("prediction", "predictionSpread");
    List<Row> last = written.selectExpr("predictionSpread").collectAsList();
    assertThat(last).hasSize(400);
    double spread =
        last.subList(300, 400).stream()
                .mapToDouble(row -> Double.parseDouble(row.get(0).toString()))
                .sum()
            / 100;
    assertThat(spread).isCloseTo(output.at("/spread/mean").doubleValue(), within(1e-3 * spread));
  }
}
