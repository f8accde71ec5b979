package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of residual blocks from a job file to its report. */
class ResidualRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void trainsAgainToTheSameBitsAndIsDrawn() throws IOException {
    CommandLineRuns commands = new CommandLineRuns(folder);
    List<String> lines = new ArrayList<>(List.of("x,z,label"));
    for (int i = 0; i < 300; i++) {
      double x = 3 * Key.of(1).normal(i);
      lines.add(
          String.format(
              Locale.ROOT, "%.4f,%s,%.4f", x, "abc".charAt(i % 3), 50 + 10 * Math.sin(x)));
    }
    commands.file("curve.csv", lines);
    String job =
        commands.file(
            "curve.yaml",
            """
            name: curve
            recipe: plain
            output: @/run
            data:
              path: @/curve.csv
              options: {header: true}
              label: label
              split: {test: last 100, validation: 0.2}
            network: {hidden: [16, 16], block: residual, dropout: 0.1}
            stopping: {maxEpochs: 3}
            """);
    commands.train(job);
    assertThat(Files.readString(folder.resolve("run/job.yaml"))).contains("block: residual");
    JsonNode layers = JSON.readTree(folder.resolve("run/layers.json").toFile()).get("layers");
    assertThat(layers.findValuesAsText("outputs")).containsExactly("16", "16", "16", "1");
    assertThat(layers.findValuesAsText("activation"))
        .containsExactly("identity", "identity", "relu", "identity");
    assertThat(layers.findValues("residual")).hasSize(2);
    // 4 -> 16, two blocks of 16 -> 32 -> 16 with a norm each, another norm, 16 -> 1
    assertThat(layers.findValuesAsText("parameters")).containsExactly("80", "1104", "1136", "17");
    assertThat(Files.readString(folder.resolve("run/report.html")))
        .contains("→ 16 identity → 16 residual → 16 residual relu → 1, 2\u202f337 parameters")
        .contains("16\\nresidual");

    Outcome again = commands.run("reproduce", commands.path("run"));
    assertThat(again.status()).isZero();
    assertThat(again.out()).contains("the same weights, bit for bit, after each of 3 epochs");

    Outcome refused = commands.run("train", job, "network.hidden=[16, 8]", "output=" + folder);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "residual blocks add to their inputs, so network.hidden must be of one width, such as"
                + " [16, 16]; got [16, 8]");
  }
}
