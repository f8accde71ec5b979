package io.plateau.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.math.DatePart;
import io.plateau.math.DateUnit;
import io.plateau.model.ModelCases;
import io.plateau.model.SavedModel;
import io.plateau.nn.Dense;
import io.plateau.table.DateOrder;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedDate;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import io.plateau.table.FittedVector;
import io.plateau.table.TableRules;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MlflowFolderTest {
  private static final SavedModel MODEL =
      new SavedModel(
          Optional.of(
              new FittedTable(
                  List.of(
                      new FittedNumber(
                          "it's", 0, 1, false, new FittedNumber.Fill(41.5, true), List.of()),
                      new FittedCategory("größe", List.of("groß"), 0),
                      new FittedDate(
                          "when",
                          DateOrder.YEAR_FIRST,
                          EnumSet.of(DatePart.DAYS),
                          new FittedDate.Days(10.2, 1, List.of()),
                          false,
                          DateUnit.QUARTER_HOURS),
                      new FittedDate(
                          "at",
                          DateOrder.YEAR_FIRST,
                          EnumSet.of(DatePart.DAYS),
                          new FittedDate.Days(10.2, 1e4, List.of()),
                          false,
                          DateUnit.secondsSince(10)),
                      new FittedVector("v", 2, new double[0], new double[0])),
                  List.of(),
                  TableRules.DEFAULT)),
          ModelCases.classifier(new Dense(6, 3)),
          List.of(),
          List.of());

  private static String text(String file) {
    Map<String, byte[]> files = MlflowFolder.files(MODEL, OnnxModel.of(MODEL, Map.of()));
    return new String(files.get(file), StandardCharsets.UTF_8);
  }

  /** A folder that is cut short is no model. */
  @Test
  void whatMakesItAModelIsWrittenLast() {
    Map<String, byte[]> files = MlflowFolder.files(MODEL, OnnxModel.of(MODEL, Map.of()));
    assertThat(files.keySet()).endsWith(MlflowFolder.MODEL).isEqualTo(MlflowFolder.NAMES);
    assertThat(files.keySet()).startsWith(MlflowFolder.GRAPH);
  }

  @Test
  void theSignatureIsThatOfTheGraph() {
    assertThat(text("MLmodel"))
        .contains(
            "  inputs: '[{\"name\":\"it''s\",\"type\":\"tensor\","
                + "\"tensor-spec\":{\"dtype\":\"float64\",\"shape\":[-1,1]}},"
                + "{\"name\":\"gr\\u00f6\\u00dfe\",\"type\":\"tensor\","
                + "\"tensor-spec\":{\"dtype\":\"object\",\"shape\":[-1,1]}},"
                + "{\"name\":\"when\",\"type\":\"tensor\","
                + "\"tensor-spec\":{\"dtype\":\"float64\",\"shape\":[-1,1]}},"
                + "{\"name\":\"at\",\"type\":\"tensor\","
                + "\"tensor-spec\":{\"dtype\":\"float64\",\"shape\":[-1,1]}},"
                + "{\"name\":\"v\",\"type\":\"tensor\","
                + "\"tensor-spec\":{\"dtype\":\"float32\",\"shape\":[-1,2]}}]'\n",
            "{\"name\":\"label\",\"type\":\"tensor\","
                + "\"tensor-spec\":{\"dtype\":\"int64\",\"shape\":[-1]}}",
            "loader_module: mlflow.onnx\n");
  }

  @Test
  void theExampleIsARowThatIsUsual() {
    assertThat(text("input_example.json").replaceAll("\\s", ""))
        .isEqualTo(
            "{\"it's\":[[41.5]],\"größe\":[[\"groß\"]],\"when\":[[864000.0]],\"at\":[[881280.0]],\"v\":[[0.0,0.0]]}");
    assertThat(text("serving_input_example.json")).contains("\"inputs\"");
  }

  @Test
  void equalModelsGiveEqualFoldersInAnyLocale() {
    String here = text("MLmodel");
    Locale locale = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(text("MLmodel")).isEqualTo(here);
    } finally {
      Locale.setDefault(locale);
    }
  }

  @Test
  void equalModelsGiveEqualFolders() {
    assertThat(text("MLmodel")).isEqualTo(text("MLmodel"));
    assertThat(text("requirements.txt")).contains("onnxruntime");
    assertThat(text("conda.yaml")).contains("  - onnxruntime");
    assertThat(text("python_env.yaml")).contains("- -r requirements.txt");
  }
}
