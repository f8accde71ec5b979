package io.plateau.ml;

import io.plateau.GeneratedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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

  @Test
  void thePageHasAllParamsOfTablesAsTheyAre() throws IOException {
    Map<String, Params> owners = new LinkedHashMap<>();
    owners.put("E", new TableEncoder());
    owners.put("C", new TabularClassifier());
    owners.put("R", new TabularRegressor());
    GeneratedRows.require(
        PAGE, "table params", rows(owners, param -> !NETWORK.hasParam(param.name())));
  }

  private static final NeuralNetworkClassifier NETWORK = new NeuralNetworkClassifier();

  private static String rows() {
    Map<String, Params> owners = new LinkedHashMap<>();
    owners.put("C", NETWORK);
    owners.put("R", new NeuralNetworkRegressor());
    return rows(owners, param -> true);
  }

  private static String rows(Map<String, Params> owners, Predicate<Param<?>> shown) {
    Map<String, String> rows = new TreeMap<>();
    for (Params owner : owners.values()) {
      for (Param<?> param : owner.params()) {
        if (shown.test(param)) {
          String who =
              owners.entrySet().stream()
                  .filter(each -> each.getValue().hasParam(param.name()))
                  .map(Map.Entry::getKey)
                  .collect(Collectors.joining(" "));
          rows.put(param.name(), row(owner, param, who));
        }
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
