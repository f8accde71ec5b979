package io.plateau.ml.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.ml.TabularClassificationModel;
import io.plateau.ml.TabularClassifier;
import io.plateau.nn.JavaSerialization;
import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Labels that are integers or decimals, which are predicted as doubles. */
class ClassLabelsTest {
  private static TabularClassifier classifier() {
    return new TabularClassifier()
        .setLabelCol("key")
        .setInputCols(new String[] {"x"})
        .setHiddenLayers(new int[] {4})
        .setStepSize(0.05)
        .setMaxIter(40);
  }

  /** Rows of two labels. */
  private static Dataset<Row> rows(String first, String second, String type) {
    return LocalSpark.session()
        .range(60)
        .selectExpr(
            "cast(id % 2 as double) x",
            "cast(if(id %% 2 = 0, '%s', '%s') as %s) key".formatted(first, second, type))
        .coalesce(1);
  }

  @Test
  void integersThatAreNoDoublesAreRefused() {
    String odd = "9007199254740993"; // 2⁵³ + 1
    for (String type : new String[] {"bigint", "decimal(38, 0)"}) {
      Dataset<Row> rows = rows("9007199254740992", odd, type);
      assertThatThrownBy(() -> classifier().fit(rows))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "column \"key\": the label 9007199254740993 is not exactly a double, as predictions of labels that are numbers must be; cast the column to string");
    }
    Dataset<Row> strings = rows("9007199254740992", odd, "string");
    Dataset<Row> predicted = classifier().fit(strings).transform(strings);
    assertThat(predicted.filter("prediction = key").count()).isEqualTo(60);
  }

  @Test
  void decimalsThatAreOneDoubleAreRefused() {
    Dataset<Row> rows = rows("9007199254740993.25", "9007199254740993.5", "decimal(20, 2)");
    assertThatThrownBy(() -> classifier().fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "column \"key\": the labels 9007199254740993.25 and 9007199254740993.5 are one double, as predictions of labels that are numbers are; cast the column to string");
    Dataset<Row> others = rows("0.1", "9007199254740993.5", "decimal(20, 2)");
    Dataset<Row> predicted = classifier().fit(others).transform(others);
    assertThat(predicted.filter("prediction = cast(key as double)").count()).isEqualTo(60);
  }

  @Test
  void areSerializedWithTheirModel() throws IOException, ClassNotFoundException {
    Dataset<Row> rows = rows("no", "yes", "string");
    TabularClassificationModel model = classifier().fit(rows);
    TabularClassificationModel copy = (TabularClassificationModel) JavaSerialization.copy(model);
    assertThat(copy.transform(rows).collectAsList())
        .isEqualTo(model.transform(rows).collectAsList());
  }

  @Test
  void largeIntegersThatAreDoublesArePredicted() {
    Dataset<Row> rows = rows("-9007199254740994", "1152921504606846976", "bigint");
    Dataset<Row> predicted = classifier().fit(rows).transform(rows);
    assertThat(predicted.filter("prediction = key").count()).isEqualTo(60);
  }
}
