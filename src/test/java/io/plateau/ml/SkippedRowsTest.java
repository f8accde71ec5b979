package io.plateau.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.spec.HeldOut;
import io.plateau.store.TableJson;
import io.plateau.table.ColumnKind;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedTable;
import io.plateau.train.DataException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are skipped decide nothing: a fit to all rows is that to the rows that are left. */
class SkippedRowsTest {
  private static final int ROWS = 400;

  /** Of the rows that are left. The others have values that none of these has. */
  private static final String KEPT = "(id % 10 <> 3)";

  /** By scale, learned from the rows that are left alone. */
  private static final Map<String, String> TABLES = new HashMap<>();

  /** By whether they have the column {@code one}. */
  private static final Map<Boolean, Left> NETWORKS = new HashMap<>();

  private static final String[] NO_FEATURES = {"id", "grade", "price"};

  /** Columns of all kinds, one of which is NULL or another value in the rows to skip. */
  private static Dataset<Row> rows(int count, String gap, String value) {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(0, count, 1, 3)
            .selectExpr(
                Stream.of(
                        "id",
                        "IF(KEPT, id % 37 / 2D, 1e6D) AS number",
                        "IF(KEPT, CONCAT('k', id % 5), 'rare') AS category",
                        "IF(KEPT, CAST(id % 50 AS string), '77777') AS digits",
                        "IF(KEPT, CONCAT(1 + id % 28, '.03.2021'), '1.1.1950') AS day",
                        "IF(KEPT, DATE'2021-05-01' + CAST(id % 90 AS int), DATE'1900-01-01') AS date",
                        "IF(KEPT, ARRAY(id % 3D, id % 4D), ARRAY(500D, -500D)) AS marks",
                        "CONCAT('row ', id) AS name",
                        "IF(KEPT, CONCAT('class ', id % 3), 'rare class') AS grade",
                        "IF(KEPT, id % 37 + 10D * (id % 5), -1e5D) AS price")
                    .map(column -> column.replace("KEPT", KEPT))
                    .toArray(String[]::new));
    return rows.withColumn("vector", functions.array_to_vector(rows.col("marks")))
        .withColumn(gap, expr("IF(%s, %s, %s)".formatted(KEPT, gap, value)));
  }

  private static Dataset<Row> rows(String gap, String value) {
    return rows(ROWS, gap, value);
  }

  /** The rows that are left, whichever column has a gap. */
  private static Dataset<Row> left() {
    return rows("name", "NULL").filter(KEPT);
  }

  private static TableEncoder encoder() {
    return new TableEncoder()
        .setIgnoredCols(NO_FEATURES)
        .setColumnKinds(new String[] {"day:date"})
        .setMissing("skip");
  }

  private static String json(FittedTable table) {
    return new String(TableJson.bytes(table), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "robust, number, NULL",
        "standard, number, double('NaN')",
        "standard, category, NULL",
        "robust, digits, NULL",
        "standard, digits, '?'",
        "robust, digits, 'seven'",
        "robust, day, NULL",
        "standard, day, 'soon'",
        "robust, date, NULL",
        "standard, marks, NULL",
        "robust, vector, NULL",
        "robust, name, NULL"
      })
  void theTableIsThatOfTheRowsThatAreLeft(String scale, String gap, String value) {
    TableEncoder encoder = encoder().setScale(scale);
    FittedTable table = encoder.fit(rows(gap, value)).table();
    assertThat(json(table))
        .isEqualTo(
            TABLES.computeIfAbsent(scale, of -> json(encoder().setScale(of).fit(left()).table())));
    assertThat(table.columns()).hasSize(7); // not the name
  }

  /** A column of which a few strings are no numbers once rows of another column are left out. */
  @Test
  void kindsAreThoseOfTheRowsThatAreLeft() {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(100)
            .selectExpr(
                "IF(id % 10 = 3, '?', CAST(id AS string)) AS a",
                "IF(id % 10 = 3 OR id = 5, 'x', CAST(id AS string)) AS b", "id");
    TableEncoder encoder =
        new TableEncoder().setInputCols(new String[] {"a", "b"}).setMissing("skip");
    TableEncoderModel model = encoder.fit(rows);
    assertThat(model.table().columns())
        .extracting(FittedColumn::kind)
        .containsOnly(ColumnKind.NUMBER);
    Dataset<Row> left = rows.filter("id % 10 <> 3 AND id <> 5");
    assertThat(json(model.table())).isEqualTo(json(encoder.fit(left).table()));
    assertThat(model.transform(rows).count()).isEqualTo(left.count());
  }

  private static TabularRegressor regressor() {
    return new TabularRegressor()
        .setLabelCol("price")
        .setIgnoredCols(new String[] {"id", "grade"})
        .setColumnKinds(new String[] {"day:date"})
        .setHiddenLayers(new int[] {4})
        .setMaxIter(2)
        .setSeed(7)
        .setMissing("skip");
  }

  private static TabularClassifier classifier() {
    return new TabularClassifier()
        .setLabelCol("grade")
        .setIgnoredCols(new String[] {"id", "price"})
        .setColumnKinds(new String[] {"day:date"})
        .setHiddenLayers(new int[] {4})
        .setMaxIter(2)
        .setSeed(7)
        .setMissing("skip");
  }

  /**
   * Nothing is learned of the name, nor of a text that is the same in all rows that are left, yet
   * rows are skipped that have none.
   */
  @ParameterizedTest
  @ValueSource(strings = {"number, NULL", "digits, '?'", "name, NULL", "one, NULL", "one, '?'"})
  void theNetworkIsThatOfTheRowsThatAreLeft(String gap) {
    String[] of = gap.split(", ");
    Dataset<Row> rows =
        of[0].equals("one")
            ? rows("number", "1e6D")
                .selectExpr("*", "IF(%s, '1', %s) AS one".formatted(KEPT, of[1]))
            : rows(of[0], of[1]);
    Left left = NETWORKS.computeIfAbsent(of[0].equals("one"), one -> Left.of(rows.filter(KEPT)));
    assertThat(regressor().fit(rows).network().weights()).isEqualTo(left.ofNumbers);
    TabularClassificationModel classes = classifier().fit(rows);
    assertThat(classes.labels()).containsExactly("class 0", "class 1", "class 2");
    assertThat(classes.network().weights()).isEqualTo(left.ofClasses);
  }

  /** Weights learned from the rows that are left alone. */
  private record Left(Vector ofNumbers, Vector ofClasses) {
    static Left of(Dataset<Row> rows) {
      return new Left(
          regressor().fit(rows).network().weights(), classifier().fit(rows).network().weights());
    }
  }

  /** The label is that of a class, of a number, or of two numbers. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "skip, grade, NULL",
        "keep, grade, NULL",
        "skip, price, NULL",
        "keep, price, double('NaN')",
        "skip, price, double('Infinity')",
        "skip, price, 1e39D",
        "keep, vector, NULL",
        "skip, vector, infinite"
      })
  void rowsWithoutALabelDecideNothing(String invalid, String label, String value) {
    Dataset<Row> rows =
        rows("marks", "ARRAY(1D, double('Infinity'))")
            .withColumn("infinite", functions.array_to_vector(col("marks")))
            .withColumn(label, expr("IF(%s, %s, %s)".formatted(KEPT, label, value)))
            .drop("marks", "infinite");
    if (label.equals("grade")) {
      TabularClassifier classifier = classifier().setMissing("median").setHandleInvalid(invalid);
      assertThat(classifier.fit(rows).network().weights())
          .isEqualTo(classifier.fit(rows.filter(KEPT)).network().weights());
    } else {
      TabularRegressor regressor =
          regressor().setLabelCol(label).setMissing("median").setHandleInvalid(invalid);
      assertThat(regressor.fit(rows).network().weights())
          .isEqualTo(regressor.fit(rows.filter(KEPT)).network().weights());
    }
  }

  /** Nor do rows count among those that others are held out of, where few have a label. */
  @Test
  void validationRowsAreDrawnOfTheRowsWithALabel() {
    Dataset<Row> few = rows((int) HeldOut.LEAST + 100, "price", "NULL");
    TabularRegressor regressor = regressor().setMissing("median").setHandleInvalid("skip");
    assertThat(regressor.fit(few).network().summary().validationHistory()).isEmpty();
  }

  /** The rows that are skipped do not count among those of which some are held out. */
  @Test
  void validationRowsAreDrawnOfTheRowsThatAreLeft() {
    Dataset<Row> few = rows((int) HeldOut.LEAST + 100, "digits", "'?'");
    assertThat(few.filter(KEPT).count()).isLessThan(HeldOut.LEAST);
    assertThat(regressor().fit(few).network().summary().validationHistory()).isEmpty();
    Dataset<Row> rows = rows((int) HeldOut.LEAST + 300, "digits", "'?'");
    TabularRegressionModel model = regressor().fit(rows);
    assertThat(model.network().summary().validationHistory()).hasSize(2);
    assertThat(model.network().weights())
        .isEqualTo(regressor().fit(rows.filter(KEPT)).network().weights());
  }

  /** Classes of one row each, of which the draw takes some, and the gap takes others. */
  @Test
  void classesAreKeptOfTheRowsThatAreLeft() {
    Dataset<Row> rows =
        rows((int) HeldOut.LEAST + 300, "digits", "'?'")
            .selectExpr("*", "IF(id % 50 < 5, CONCAT('own ', id), grade) AS class")
            .drop("grade");
    TabularClassifier classifier = classifier().setLabelCol("class").setValidationFraction(0.5);
    TabularClassificationModel model = classifier.fit(rows);
    TabularClassificationModel left = classifier.fit(rows.filter(KEPT));
    assertThat(model.labels())
        .containsExactlyElementsOf(
            rows.filter(KEPT).select("class").distinct().orderBy("class").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList())
        .isEqualTo(left.labels());
    assertThat(model.network().weights()).isEqualTo(left.network().weights());
    assertThat(model.network().summary().validationHistory())
        .isNotEmpty()
        .isEqualTo(left.network().summary().validationHistory());
  }

  /** The sixth row of the input, of which the fourth is skipped. */
  @Test
  void countsTheRowsThatAreLeftWhereOneIsRefused() {
    Dataset<Row> rows =
        rows("category", "NULL")
            .withColumn("price", expr("IF(id = 5, NULL, price)"))
            .withColumn("grade", expr("IF(id = 5, NULL, grade)"));
    String message =
        "row 5 of those that are not skipped (counting from 1), column \"%s\": expected a value,"
            + " got null; handleInvalid \"skip\" leaves such rows out";
    assertThatThrownBy(() -> regressor().fit(rows)).hasMessage(message.formatted("price"));
    assertThatThrownBy(() -> classifier().fit(rows)).hasMessage(message.formatted("grade"));
  }

  @Test
  void tellsWhatIsMissingWhereNoRowIsLeft() {
    Dataset<Row> empty = rows("category", "NULL").selectExpr("*", "NULLIF(number, number) AS gone");
    assertThatThrownBy(() -> encoder().fit(empty))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "no rows are left to learn the columns of a table from: 400 are skipped, and column \"gone\" is missing in 400 rows; ignore such columns, or set missing to median or mean");
  }
}
