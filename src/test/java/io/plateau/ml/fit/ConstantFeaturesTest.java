package io.plateau.ml.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.LoggedWarnings;
import io.plateau.ml.FitWatch;
import io.plateau.ml.NeuralNetworkClassifier;
import io.plateau.ml.TableEncoder;
import io.plateau.ml.TabularClassifier;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ConstantFeaturesTest {
  private static final Dataset<Row> ROWS =
      LocalSpark.session()
          .range(60)
          .selectExpr(
              "CAST(id % 2 AS DOUBLE) AS label",
              "id AS size", "id % 3 AS year", "array(1.0D, id, 2.0D) AS pixels");

  /** The features of a table are columns of its user, who knows nothing of its vectors. */
  @Test
  void areToldByTheColumnsThatAUserHas() {
    String pixels =
        "column \"pixels\": 2 of 3 features have one value in all rows and teach nothing: [0, 2]";
    assertThat(warnings(new TabularClassifier().setMaxIter(1), ROWS)).containsExactly(pixels);
    Dataset<Row> encoded =
        new TableEncoder().setIgnoredCols(new String[] {"label"}).fit(ROWS).transform(ROWS);
    Dataset<Row> years = encoded.filter("year = 2");
    assertThat(warnings(new NeuralNetworkClassifier().setMaxIter(1), years))
        .containsExactly(pixels);
    assertThat(told(new NeuralNetworkClassifier().setMaxIter(1), years))
        .containsExactly("column \"year\" has one value in all rows and teaches nothing");
    Dataset<Row> vectors = ROWS.withColumn("images", functions.array_to_vector(ROWS.col("pixels")));
    NeuralNetworkClassifier network =
        new NeuralNetworkClassifier().setFeaturesCol("images").setMaxIter(1);
    assertThat(warnings(network, vectors))
        .containsExactly(
            "column \"images\": 2 of 3 features have one value in all rows and teach nothing: [0, 2]");
  }

  /** A column that teaches nothing is told to its user, as one of numbers is. */
  @Test
  void areToldWhereAColumnHasNoOthers() {
    Dataset<Row> rows = ROWS.selectExpr("label", "size", "array(1.0D, 2.0D) AS v");
    String both =
        "column \"v\": 2 of 2 features have one value in all rows and teach nothing: [0, 1]";
    assertThat(told(new TabularClassifier().setMaxIter(1), rows)).containsExactly(both);
  }

  @Test
  void ofManyTheFirstTenAreShown() {
    int[] constants = {0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12};
    List<ConstantFeatures> vectors = ConstantFeatures.of(constants, "v", 20, Optional.empty());
    assertThat(ConstantFeatures.warnings(vectors))
        .containsExactly(
            "column \"v\": 11 of 20 features have one value in all rows and teach nothing:"
                + " [0, 1, 2, 3, 4, 5, 6, 7, 8, 10] and more");
    ConstantFeatures column = new ConstantFeatures("c", List.of(0), 1);
    assertThat(ConstantFeatures.warnings(Collections.nCopies(12, column)))
        .hasSize(11)
        .contains("column \"c\" has one value in all rows and teaches nothing")
        .last()
        .isEqualTo("2 columns more have features of one value in all rows");
    assertThat(ConstantFeatures.warnings(Collections.nCopies(11, column)))
        .last()
        .isEqualTo("1 column more has features of one value in all rows");
  }

  private static List<String> told(Estimator<?> estimator, Dataset<Row> rows) {
    return LoggedWarnings.of(FitWatch.class, () -> estimator.fit(rows));
  }

  private static List<String> warnings(Estimator<?> estimator, Dataset<Row> rows) {
    return LoggedWarnings.of(Fit.class, () -> estimator.fit(rows));
  }
}
