package io.plateau.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
  private static final String METRICS =
      """
      {"stopped": {"reason": "PLATEAU", "detail": "validationLoss has not improved", "epoch": 5},
       "kept": 3, "test": {"accuracy": 0.9655, "loss": "NaN"}, "seconds": {"training": 2.5}}
      """;

  @TempDir private Path folder;

  @Test
  void carriesTheNumbersOfTheRunsFiles() throws IOException {
    Runs.write(folder, "job.yaml", Runs.job("letters"));
    Runs.write(folder, "history.jsonl", Runs.history(5));
    Runs.write(folder, "metrics.json", METRICS);
    JsonNode data = Runs.data(Runs.report(folder));

    assertThat(data.get("title").textValue()).isEqualTo("letters");
    assertThat(data.get("finished").booleanValue()).isTrue();
    assertThat(data.get("problems")).isEmpty();
    assertThat(data.get("metrics")).isEqualTo(new ObjectMapper().readTree(METRICS));
    assertThat(data.get("history").get("epoch").toString()).isEqualTo("[1,2,3,4,5]");
    assertThat(data.get("history").get("validationLoss").toString())
        .isEqualTo("[3.0,2.0,1.0,2.0,3.0]");
    assertThat(data.get("history").get("metrics").get("accuracy")).hasSize(5);
    assertThat(data.get("best").toString())
        .isEqualTo("{\"epoch\":3,\"monitor\":\"validationLoss\",\"value\":1.0,\"kept\":true}");
    assertThat(data.get("job").textValue()).isEqualTo(Runs.job("letters"));
  }

  @Test
  void whatWasLearnedOfColumnsIsOnThePageAndNotNeeded() throws IOException {
    Runs.write(folder, "job.yaml", Runs.job("columns"));
    Runs.write(folder, "history.jsonl", Runs.history(1));
    Runs.write(folder, "dependence.json", "{\"rows\":1,\"columns\":[]}");
    Runs.write(folder, "embeddings.json", "no JSON");
    JsonNode data = Runs.data(Runs.report(folder));

    assertThat(data.at("/dependence/rows").intValue()).isEqualTo(1);
    assertThat(data.has("embeddings")).isFalse();
    assertThat(data.get("problems"))
        .singleElement()
        .extracting(JsonNode::textValue)
        .asString()
        .startsWith("embeddings.json is left out: ");
  }

  @Test
  void aKilledRunIsUnfinishedAndItsBrokenLinesAreTold() throws IOException {
    Runs.write(folder, "job.yaml", Runs.job("killed"));
    Runs.write(
        folder,
        "history.jsonl",
        Runs.line(1) + "nonsense\n" + Runs.line(2) + Runs.line(2) + "{\"a\":1}\n{\"epoch\":3,\"tr");
    JsonNode data = Runs.data(Runs.report(folder));

    assertThat(data.get("finished").booleanValue()).isFalse();
    assertThat(data.get("history").get("epoch").toString()).isEqualTo("[1,2]");
    assertThat(data.get("problems"))
        .extracting(JsonNode::textValue)
        .containsExactly(
            "history.jsonl:2: left out: it is not an object in JSON",
            "history.jsonl:4: left out: epoch 2 comes too late",
            "history.jsonl:5: left out: it has no number of an epoch",
            "history.jsonl:6: left out: the line is cut off");
  }

  @Test
  void whatIsNotFiniteIsNotDrawn() throws IOException {
    Runs.write(
        folder,
        "history.jsonl",
        Runs.line(1)
            + "{\"epoch\":2,\"trainLoss\":\"NaN\",\"validationLoss\":\"Infinity\",\"metrics\":{},"
            + "\"gradientNorm\":NaN}\n");
    JsonNode history = Runs.data(Runs.report(folder)).get("history");

    assertThat(history.get("trainLoss").toString()).isEqualTo("[1.0,null]");
    assertThat(history.get("gradientNorm").toString()).isEqualTo("[1.5,null]");
    assertThat(history.get("metrics").get("accuracy").toString()).isEqualTo("[0.5,null]");
  }

  @Test
  void aFolderWithNothingStillHasAPage() throws IOException {
    JsonNode data = Runs.data(Runs.report(folder));

    assertThat(data.get("finished").booleanValue()).isFalse();
    assertThat(data.get("title").textValue()).isEqualTo(folder.getFileName().toString());
  }

  /** As the log of the training has them; runs of older builds say those of dense layers. */
  @Test
  void theParametersAreThoseOfTheWholeNetwork() throws IOException {
    String layers = "{%s\"layers\": [{\"inputs\": 3, \"outputs\": 2, \"parameters\": 8}]}";
    Runs.write(folder, "layers.json", layers.formatted("\"parameters\": 11, "));
    JsonNode network = Runs.data(Runs.report(folder)).get("network");
    assertThat(network.get("parameters").intValue()).isEqualTo(11);
    assertThat(network.get("text").textValue()).isEqualTo("3 → 2, 11 parameters");
    assertThat(network.get("captions"))
        .extracting(JsonNode::textValue)
        .containsExactly("3\nfeatures", "2\noutputs");
    Runs.write(folder, "layers.json", layers.formatted(""));
    network = Runs.data(Runs.report(folder)).get("network");
    assertThat(network.get("parameters").intValue()).isEqualTo(8);
  }

  @Test
  void oneFeatureIsNotSeveral() throws IOException {
    Runs.write(folder, "layers.json", "{\"layers\": [{\"inputs\": 1, \"outputs\": 1}]}");
    assertThat(Runs.data(Runs.report(folder)).get("network").get("captions"))
        .extracting(JsonNode::textValue)
        .containsExactly("1\nfeature", "1\noutput");
  }

  @Test
  void aBrokenPartIsLeftOutAndTold() throws IOException {
    Runs.write(folder, "history.jsonl", Runs.history(2));
    Runs.write(folder, "metrics.json", METRICS);
    Runs.write(folder, "evaluation.json", "{\"test\": ");
    Runs.write(folder, "layers.json", "[]");
    JsonNode data = Runs.data(Runs.report(folder));

    assertThat(data.has("evaluation")).isFalse();
    assertThat(data.get("problems"))
        .extracting(JsonNode::textValue)
        .allMatch(problem -> problem.contains("is left out: it is not a JSON object"))
        .hasSize(2);
  }

  /** A job's texts are whatever somebody wrote into them. */
  @Test
  void namesAreNeverMarkup() throws IOException {
    String name = "</script><script>alert('x')</script><!-- {{data}} &amp; \u2028";
    Runs.write(folder, "job.yaml", Runs.job("\"" + name.replace("\u2028", "\\u2028") + "\""));
    String html = Runs.report(folder);

    assertThat(html).doesNotContain("<script>alert");
    assertThat(Runs.text(html)).doesNotContain("<", ">", "&", "\u2028");
    assertThat(Runs.data(html).get("title").textValue()).isEqualTo(name);
    assertThat(html)
        .contains("<title>&lt;/script&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
  }

  /** The policy names every script by its hash, and no place to load from. */
  @Test
  void thePageRunsItsOwnScriptsAndLoadsNothing() throws Exception {
    String html = Runs.report(folder);

    Matcher policy =
        Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"").matcher(html);
    assertThat(policy.find()).isTrue();
    assertThat(policy.group(1)).startsWith("default-src 'none'").contains("connect-src 'none'");
    Matcher scripts = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(html);
    int count = 0;
    while (scripts.find()) {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(scripts.group(1).getBytes(StandardCharsets.UTF_8));
      assertThat(policy.group(1))
          .contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
      count++;
    }
    assertThat(count).isGreaterThan(5);
    String own = html.replaceAll("(?s)<script>.*?</script>", "");
    assertThat(Pattern.compile("(src|href)=\"(?!#|data:)").matcher(own).find()).isFalse();
  }

  /** 1 000 epochs, 100 classes: the bound is 5 MB. */
  @Test
  void aLargeRunFitsIntoAFewMegabytes() throws IOException {
    StringBuilder matrix = new StringBuilder();
    StringBuilder curves = new StringBuilder();
    for (int c = 0; c < 100; c++) {
      matrix.append(c > 0 ? "," : "").append("[9000").append(",1234".repeat(99)).append(']');
      String points = "[0.12345,0.54321]" + ",[0.12345,0.54321]".repeat(204);
      curves.append(c > 0 ? "," : "");
      curves.append("{\"label\":\"c\",\"roc\":[" + points + "],\"pr\":[" + points + "]}");
    }
    Runs.write(folder, "history.jsonl", Runs.history(1000));
    Runs.write(
        folder,
        "evaluation.json",
        "{\"test\":{\"confusion\":[" + matrix + "],\"curves\":[" + curves + "]}}");
    Runs.report(folder);

    assertThat(Files.size(folder.resolve("report.html"))).isLessThan(5_000_000);
  }

  /** The best epoch and the time are those of all 8001 epochs; 4000 of them are shown at most. */
  @Test
  void ofAVeryLongHistoryAPartIsShown() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int epoch = 1; epoch <= 8001; epoch++) {
      lines.append(
          "{\"epoch\":%d,\"trainLoss\":1,\"validationLoss\":%d,\"seconds\":1,\"metrics\":{}}\n"
              .formatted(epoch, Math.abs(epoch - 4000)));
    }
    Runs.write(folder, "job.yaml", Runs.job("long"));
    Runs.write(folder, "history.jsonl", lines.toString());
    Runs.write(folder, "metrics.json", "{\"stopped\": {}, \"kept\": 4000}");
    JsonNode data = Runs.data(Runs.report(folder));

    assertThat(data.at("/best/epoch").intValue()).isEqualTo(4000);
    assertThat(data.at("/best/kept").booleanValue()).isTrue();
    assertThat(data.at("/history/totalSeconds").doubleValue()).isEqualTo(8001);
    List<Integer> epochs = new ArrayList<>();
    data.at("/history/epoch").forEach(epoch -> epochs.add(epoch.intValue()));
    assertThat(epochs).startsWith(1).contains(4000).endsWith(8001).isSorted();
    assertThat(epochs).hasSizeLessThanOrEqualTo(HistoryColumns.MOST);
    assertThat(data.at("/history/validationLoss").get(epochs.indexOf(4000)).doubleValue()).isZero();
    assertThat(data.get("problems")).isEmpty();
  }
}
