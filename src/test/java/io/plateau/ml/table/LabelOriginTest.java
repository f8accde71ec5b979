package io.plateau.ml.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.LoggedWarnings;
import io.plateau.ml.FitWatch;
import io.plateau.ml.TabularClassifier;
import java.util.List;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The column that a StringIndexer makes a label of is a feature, unless it is ignored. */
class LabelOriginTest {
  private static final Dataset<Row> ROWS =
      LocalSpark.session()
          .range(90)
          .selectExpr(
              "id % 31 AS size",
              "IF(id % 3 = 0, 'yes', 'no') AS sold",
              "IF(id % 7 = 0, 'yes', 'no') AS new",
              // Differs from the label in one row alone, behind the first ones.
              "IF(id % 3 = 0 OR id = 80, 'yes', 'no') AS nearly",
              "id % 3 AS rest",
              "IF(id % 3 = 0, DATE '2020-01-01', DATE '2021-01-01') AS day");

  private static List<String> warnings(String indexed, String... ignored) {
    Dataset<Row> rows =
        new StringIndexer().setInputCol(indexed).setOutputCol("y").fit(ROWS).transform(ROWS);
    TabularClassifier classifier =
        new TabularClassifier().setLabelCol("y").setIgnoredCols(ignored).setMaxIter(1);
    return LoggedWarnings.of(FitWatch.class, () -> classifier.fit(rows));
  }

  private static String tells(String column) {
    return "column \"%s\" is a feature that tells the label: column \"y\" has the places of its values, as a StringIndexer makes them; leave it out by ignoredCols"
        .formatted(column);
  }

  @Test
  void isTold() {
    assertThat(warnings("sold")).containsExactly(tells("sold"));
    assertThat(warnings("rest")).containsExactly(tells("rest"));
  }

  @Test
  void isNotToldWhereItIsIgnored() {
    assertThat(warnings("sold", "sold")).isEmpty();
  }

  @Test
  void isNotToldOfALabelWithoutNames() {
    TabularClassifier classifier = new TabularClassifier().setLabelCol("sold").setMaxIter(1);
    assertThat(LoggedWarnings.of(FitWatch.class, () -> classifier.fit(ROWS))).isEmpty();
  }
}
