package io.plateau.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.ml.NeuralNetworkClassifier;
import io.plateau.ml.NeuralNetworkRegressor;
import io.plateau.ml.TableEncoder;
import io.plateau.ml.TabularClassifier;
import io.plateau.ml.TabularRegressor;
import io.plateau.ml.params.HasNetworkParams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.junit.jupiter.api.Test;

/**
 * Python has every param of Java, with the same words and defaults. After a change of the code,
 * {@code -Dplateau.write-pages=true} writes the module anew.
 */
class PythonModuleTest {
  private static final Path PACKAGE = Path.of("src/main/python/plateau_spark");
  private static final Path MODULE = PACKAGE.resolve("_params.py");
  private static final Path VERSION = PACKAGE.resolve("_version.py");

  private static final List<Params> ESTIMATORS =
      List.of(
          new NeuralNetworkClassifier(),
          new NeuralNetworkRegressor(),
          new TableEncoder(),
          new TabularClassifier(),
          new TabularRegressor());

  @Test
  void theModuleHasAllParamsAsTheyAre() throws IOException {
    PythonModule module = new PythonModule();
    for (Params estimator : ESTIMATORS) {
      module.add(estimator.getClass().getSimpleName(), params(estimator));
    }
    require(MODULE, module.text());
  }

  @Test
  void theVersionIsThatOfTheBuild() throws IOException {
    Matcher version =
        Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    String python = version.group(1).replace("-SNAPSHOT", ".dev0");
    require(
        VERSION,
        "\"\"\"The version of this package and of its jar.\"\"\"\n\n__version__ = \"%s\"\n"
            .formatted(python));
  }

  private static void require(Path file, String text) throws IOException {
    if (Boolean.getBoolean("plateau.write-pages")) {
      Files.writeString(file, text);
    }
    assertThat(file).hasContent(text);
  }

  private static List<PythonParam> params(Params stage) {
    List<PythonParam> params = new ArrayList<>();
    for (Param<?> param : stage.params()) {
      List<String> choices =
          stage instanceof HasNetworkParams network
              ? network.declared().choices(param.name())
              : List.of();
      params.add(
          PythonParam.of(
              stage,
              param,
              choices.isEmpty() ? PythonParam.choicesOfTable(param.name()) : choices));
    }
    return params;
  }
}
