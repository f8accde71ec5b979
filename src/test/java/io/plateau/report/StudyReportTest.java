package io.plateau.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyReportTest {
  @TempDir private Path folder;

  private JsonNode variant(String... runs) throws IOException {
    List<org.apache.hadoop.fs.Path> paths =
        Stream.of(runs)
            .map(run -> new org.apache.hadoop.fs.Path(folder.resolve(run).toUri()))
            .toList();
    new StudyReport(new Configuration())
        .write(
            new org.apache.hadoop.fs.Path(folder.toUri()), "study", Map.of("a", paths), Map.of());
    return new ObjectMapper()
        .readTree(folder.resolve("comparison.json").toFile())
        .at("/variants/0");
  }

  @Test
  void aRunWithoutABestEpochIsLeftOutOfTheMeans() throws IOException {
    Runs.write(folder.resolve("one"), "history.jsonl", Runs.history(5));
    Runs.write(folder.resolve("other"), "history.jsonl", "");
    JsonNode variant = variant("one", "other");

    assertThat(variant.get("epochs").toString()).isEqualTo("{\"count\":1,\"mean\":3.0}");
    assertThat(variant.get("loss").toString()).isEqualTo("{\"count\":1,\"mean\":1.0}");
  }

  /** As many as 4000 of its epochs are shown. */
  @Test
  void theSecondsOfALongRunAreThoseOfAllItsEpochs() throws IOException {
    Runs.write(folder.resolve("long"), "history.jsonl", Runs.history(8001));
    JsonNode variant = variant("long");

    assertThat(variant.at("/seconds/mean").doubleValue()).isEqualTo(8001 * 0.5);
    assertThat(variant.at("/loss/mean").doubleValue()).isEqualTo(1);
  }

  /** A first epoch may have no finite validation loss while later ones do. */
  @Test
  void theLossOfAVariantIsOfOneKind() throws IOException {
    Runs.write(folder.resolve("one"), "history.jsonl", Runs.history(5));
    Runs.write(
        folder.resolve("other"),
        "history.jsonl",
        Runs.history(5).replaceFirst("\"validationLoss\":3", "\"validationLoss\":\"Infinity\""));
    JsonNode variant = variant("one", "other");

    assertThat(variant.get("runs").findValuesAsText("loss"))
        .containsExactly("validation loss", "validation loss");
    assertThat(variant.at("/loss/mean").doubleValue()).isEqualTo(1);
  }

  /** Else its page would say of each other variant which loss it is. */
  @Test
  void aVariantThatDivergedInItsFirstEpochNamesNoLoss() throws IOException {
    Runs.write(
        folder.resolve("one"),
        "history.jsonl",
        Runs.line(1)
            .replace("\"trainLoss\":1.0", "\"trainLoss\":\"NaN\"")
            .replace("\"validationLoss\":3", "\"validationLoss\":null"));

    assertThat(variant("one").at("/runs/0").has("loss")).isFalse();
  }
}
