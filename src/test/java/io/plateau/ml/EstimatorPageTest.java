package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.junit.jupiter.api.Test;

/**
 * The reference page has a row for each param, with its own words. After a change of params, {@code
 * -Dplateau.write-pages=true} writes the rows anew.
 */
class EstimatorPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/estimator.md");
  private static final String BEGIN = "<!-- params -->\n";
  private static final String END = "<!-- end of params -->";

  @Test
  void thePageHasAllParamsAsTheyAre() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    String rows = rows();
    if (Boolean.getBoolean("plateau.write-pages")) {
      page = page.substring(0, from) + rows + page.substring(to);
      Files.writeString(PAGE, page);
      to = page.indexOf(END);
    }
    assertThat(page.substring(from, to)).isEqualTo(rows);
  }

  private static String rows() {
    Map<String, String> rows = new TreeMap<>();
    NeuralNetworkClassifier classifier = new NeuralNetworkClassifier();
    NeuralNetworkRegressor regressor = new NeuralNetworkRegressor();
    for (Params owner : new Params[] {classifier, regressor}) {
      for (Param<?> param : owner.params()) {
        boolean ofClassifier = classifier.hasParam(param.name());
        boolean ofRegressor = regressor.hasParam(param.name());
        String who = ofClassifier && ofRegressor ? "C R" : ofClassifier ? "C" : "R";
        rows.put(param.name(), row(owner, param, who));
      }
    }
    return "| param | default | | |\n|---|---|---|---|\n" + String.join("", rows.values());
  }

  private static String row(Params owner, Param<?> param, String who) {
    // The seed's is a hash of the class name, as in Spark.
    boolean shown = owner.hasDefault(param) && !param.name().equals("seed");
    String fallback = shown ? owner.getDefault(param).get().toString() : "";
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            param.name(),
            fallback.isEmpty() ? "" : "`" + fallback + "`",
            who,
            param.doc().replace("|", "\\|").replace("<", "\\<"));
  }
}
