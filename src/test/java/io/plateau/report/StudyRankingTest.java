package io.plateau.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what, and in which order, the variants of a study are ranked. */
class StudyRankingTest {
  private static final String LOSS = "validationLoss";

  @TempDir private Path folder;
  private final Map<String, List<org.apache.hadoop.fs.Path>> runs = new LinkedHashMap<>();

  private final Map<org.apache.hadoop.fs.Path, String> failed = new HashMap<>();

  /** One more run of a variant. */
  private void run(String variant, String monitor, String loss, String metrics) throws IOException {
    Path run = folder.resolve(variant + runs.getOrDefault(variant, List.of()).size());
    String value = monitor.endsWith("Loss") ? "" : ",\"" + monitor + "\":0.5";
    Runs.write(
        run, "history.jsonl", Runs.line(1).replace("\"accuracy\":0.5", "\"accuracy\":0.5" + value));
    Runs.write(run, "job.yaml", "loss: " + loss + "\nstopping: {monitor: " + monitor + "}\n");
    Runs.write(run, "metrics.json", metrics);
    runs.computeIfAbsent(variant, name -> new ArrayList<>())
        .add(new org.apache.hadoop.fs.Path(run.toUri()));
  }

  private void run(String variant, String metrics) throws IOException {
    run(variant, LOSS, "{name: auto}", metrics);
  }

  private JsonNode variants() throws IOException {
    new StudyReport(new Configuration())
        .write(new org.apache.hadoop.fs.Path(folder.toUri()), "study", runs, failed);
    return new ObjectMapper().readTree(folder.resolve("comparison.json").toFile()).at("/variants");
  }

  /** Rank, name and measure of each. */
  private List<String> ranking() throws IOException {
    List<String> ranking = new ArrayList<>();
    for (JsonNode variant : variants()) {
      ranking.add(
          variant.path("rank").asText("-")
              + " "
              + variant.get("name").textValue()
              + ": "
              + variant.get("measure").textValue());
    }
    return ranking;
  }

  /** The test rows would have it the other way round. */
  @Test
  void validationRowsRankAndTestRowsAreShown() throws IOException {
    run("a", "{\"validation\":{\"rmse\":3},\"test\":{\"rmse\":1}}");
    run("b", "{\"validation\":{\"rmse\":2},\"test\":{\"rmse\":5}}");
    JsonNode variants = variants();

    assertThat(ranking()).containsExactly("1 b: validation rmse", "2 a: validation rmse");
    assertThat(variants.at("/0/value/mean").doubleValue()).isEqualTo(2);
    assertThat(variants.at("/0/others").toString())
        .isEqualTo("[{\"measure\":\"test rmse\",\"value\":{\"count\":1,\"mean\":5.0}}]");
  }

  /** The parts that come after it would have it the other way round. */
  @ParameterizedTest
  @CsvSource({"validation,train test", "train,test", "test,''"})
  void trainingRowsRankWithoutValidationRowsAndTestRowsWithoutOthers(String part, String others)
      throws IOException {
    for (String name : List.of("a", "b")) {
      int good = name.equals("b") ? 1 : 2;
      StringBuilder metrics = new StringBuilder("{\"%s\":{\"mae\":%d}".formatted(part, good));
      for (String other : others.split(" ")) {
        metrics.append(",\"%s\":{\"mae\":%d}".formatted(other, 3 - good));
      }
      run(name, metrics.append('}').toString());
    }
    assertThat(ranking()).containsExactly("1 b: " + part + " mae", "2 a: " + part + " mae");
  }

  /** Of few "yes" the network that always says "no" is the more accurate one. */
  @Test
  void theMonitorRanks() throws IOException {
    run("no", "auc", "{}", "{\"validation\":{\"accuracy\":0.96,\"logLoss\":0.1,\"auc\":0.5}}");
    run("good", "auc", "{}", "{\"validation\":{\"accuracy\":0.95,\"logLoss\":0.2,\"auc\":0.99}}");

    assertThat(ranking()).containsExactly("1 good: validation auc", "2 no: validation auc");
    assertThat(variants().at("/0/others").toString())
        .isEqualTo("[{\"measure\":\"validation accuracy\",\"value\":{\"count\":1,\"mean\":0.95}}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: auto} | logLoss",
        "{name: softmaxCrossEntropy, smoothing: 0.1} | logLoss",
        "{name: squared} | rmse",
        "{name: absolute} | mae",
        "{name: quantile, tau: 0.95} | pinball (tau 0.95)",
        "{name: quantile, tau: null} | pinball (tau 0.5)",
        "{name: of another edition} | logLoss",
        "{name: squared, of another edition: 3} | logLoss",
      })
  void theMeasureOfTheLossRanksWhereALossIsWatched(String loss, String measure) throws IOException {
    String metrics =
        "{\"train\":{\"accuracy\":1,\"rmse\":1,\"mae\":1,\"pinball\":1"
            + (measure.equals("logLoss") ? ",\"logLoss\":1}}" : "}}");
    run("a", "trainLoss", loss, metrics);
    assertThat(ranking()).containsExactly("1 a: train " + measure);
  }

  @Test
  void theLossRanksWhereTheMeasureIsEqual() throws IOException {
    run("a", "accuracy", "{}", "{\"validation\":{\"accuracy\":1}}");
    run("b", "accuracy", "{}", "{\"validation\":{\"accuracy\":1}}");
    Runs.write(
        folder.resolve("b0"), "history.jsonl", Runs.line(2)); // a validation loss of 2, not 3

    assertThat(ranking()).containsExactly("1 b: validation accuracy", "2 a: validation accuracy");
  }

  @Test
  void variantsWithoutACommonMeasureAreRankedApart() throws IOException {
    run("untrained", "{\"validation\":{\"rmse\":9},\"test\":{\"rmse\":9}}");
    run("classes", "{\"validation\":{\"logLoss\":0.3,\"accuracy\":0.9}}");
    run("trained", "{\"validation\":{\"rmse\":2}}");
    run("all rows", "{\"train\":{\"rmse\":1},\"test\":{\"rmse\":1}}");

    assertThat(ranking())
        .containsExactly(
            "1 trained: validation rmse",
            "2 untrained: validation rmse",
            "1 classes: validation logLoss",
            "1 all rows: train rmse");
  }

  @Test
  void aMeasureThatAllVariantsHaveRanksThem() throws IOException {
    String both = "{\"validation\":{\"rmse\":%d,\"pinball\":%d}}";
    run("high", LOSS, "{name: quantile, tau: 0.9}", both.formatted(3, 1));
    run("median", LOSS, "{name: quantile, tau: 0.5}", both.formatted(2, 2));
    run("mean", LOSS, "{name: squared}", "{\"validation\":{\"rmse\":1},\"test\":{\"rmse\":4}}");

    assertThat(ranking())
        .containsExactly(
            "1 mean: validation rmse", "2 median: validation rmse", "3 high: validation rmse");
  }

  /** Nor do they decide by what the others are ranked. */
  @Test
  void variantsThatDivergedOrHaveNoMeasureComeLastWithoutARank() throws IOException {
    run("wild", "{\"stopped\":{\"reason\":\"DIVERGED\"},\"validation\":{\"accuracy\":0.99}}");
    run("none", "{}");
    run("a", "{\"validation\":{\"logLoss\":0.2,\"accuracy\":0.8}}");
    run("b", "{\"validation\":{\"logLoss\":0.1,\"accuracy\":0.7}}");

    assertThat(ranking())
        .containsExactly(
            "1 b: validation logLoss",
            "2 a: validation logLoss",
            "- wild: validation accuracy",
            "- none: ");
  }

  /** The seed that is left may be the easier one. */
  @Test
  void aVariantWhoseRunFailedWithOneSeedHasNoRank() throws IOException {
    run("half", "{\"validation\":{\"accuracy\":0.99}}");
    run("half", "{}");
    failed.put(runs.get("half").get(1), "the disk is full");
    run("a", "{\"validation\":{\"accuracy\":0.8}}");
    run("a", "{\"validation\":{\"accuracy\":0.7}}");

    assertThat(ranking())
        .containsExactly("1 a: validation accuracy", "- half: validation accuracy");
    assertThat(variants().get(1).at("/value/mean").doubleValue()).isEqualTo(0.99);
  }

  /** A value of half of the seeds is no mean of the variant. */
  @Test
  void aMeasureThatSomeSeedsLackIsNotTheVariants() throws IOException {
    run("a", "{\"validation\":{\"auc\":0.9,\"accuracy\":0.8}}");
    run("a", "auc", "{}", "{\"validation\":{\"auc\":\"NaN\",\"accuracy\":0.6}}");
    JsonNode variant = variants().get(0);

    assertThat(variant.get("measure").textValue()).isEqualTo("validation accuracy");
    assertThat(variant.at("/value/mean").doubleValue()).isEqualTo(0.7);
  }
}
