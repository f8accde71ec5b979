package io.plateau.ml;

import io.plateau.GeneratedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.junit.jupiter.api.Test;

/** The reference page has a row for each param, with its own words. */
class EstimatorPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/estimator.md");

  @Test
  void thePageHasAllParamsAsTheyAre() throws IOException {
    GeneratedRows.require(PAGE, "params", rows());
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
    Object value = shown ? owner.getDefault(param).get() : "";
    String fallback = value instanceof int[] widths ? Arrays.toString(widths) : value.toString();
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            param.name(),
            fallback.isEmpty() ? "" : "`" + fallback + "`",
            who,
            GeneratedRows.escaped(param.doc()));
  }
}
