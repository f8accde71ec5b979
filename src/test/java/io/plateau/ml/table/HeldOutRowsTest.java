package io.plateau.ml.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.ml.TableFrames;
import io.plateau.ml.TabularClassificationModel;
import io.plateau.ml.TabularClassifier;
import io.plateau.ml.TabularRegressionModel;
import io.plateau.ml.TabularRegressor;
import io.plateau.spec.HeldOut;
import io.plateau.store.TableJson;
import io.plateau.train.DataException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class HeldOutRowsTest {
  private static final int ROWS = (int) HeldOut.LEAST;

  private static TabularRegressor regressor() {
    return new TabularRegressor()
        .setLabelCol("price")
        .setIgnoredCols(new String[] {"grade", "rate", "cheap", "weight", "check"})
        .setHiddenLayers(new int[] {8})
        .setMaxIter(2)
        .setSeed(3);
  }

  /** Of each pair of equal rows, whether it is held out. */
  private static Map<String, Boolean> held(TabularRegressor estimator, Dataset<Row> rows) {
    HeldOutRows validation = HeldOutRows.of(estimator, rows);
    return validation
        .dataset()
        .select("id", validation.column())
        .distinct()
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getBoolean(1)));
  }

  @Test
  void aTenthIsHeldOutByContentAndSeed() {
    Dataset<Row> rows = TableFrames.rows(ROWS);
    Map<String, Boolean> held = held(regressor(), rows.union(rows).repartition(5));
    assertThat(held).hasSize(ROWS).isEqualTo(held(regressor(), rows));
    assertThat(held).isNotEqualTo(held(regressor().setSeed(4), rows));
    long count = held.values().stream().filter(is -> is).count();
    assertThat(count / (double) ROWS).isCloseTo(0.1, within(0.03)); // four standard deviations
    long more =
        held(regressor().setValidationFraction(0.5), rows).values().stream()
            .filter(is -> is)
            .count();
    assertThat(more / (double) ROWS).isCloseTo(0.5, within(0.05));
  }

  @Test
  void aDrawFarFromTheFractionIsToldWithTheParams() {
    HeldOutRows validation = HeldOutRows.of(regressor(), TableFrames.rows(5));
    assertThat(validation.warning(ROWS / 10, ROWS)).isEmpty();
    assertThat(validation.warning(ROWS / 3, ROWS).orElseThrow())
        .startsWith("666 of 2000 rows are drawn as validation rows, though the fraction is 0.1: ")
        .endsWith(
            "; name validation rows by validationIndicatorCol, set another seed, or set"
                + " validationFraction to 0 for none");
  }

  @Test
  void aSetFractionThatHoldsOutAllOrNoneIsTold() {
    Dataset<Row> rows = TableFrames.rows(5);
    TabularRegressor most = regressor().setValidationFraction(0.999);
    assertThatThrownBy(() -> most.fit(rows))
        .isInstanceOf(DataException.class)
        .hasMessage("validationFraction 0.999 holds out all 5 rows; lower it");
    HeldOutRows few = HeldOutRows.of(regressor().setValidationFraction(0.001), rows);
    assertThat(few.warning(0, 5))
        .contains(
            "validationFraction 0.001 holds out none of 5 rows; raise it, or name validation rows by"
                + " validationIndicatorCol");
    assertThat(HeldOutRows.of(regressor(), rows).warning(0, 5)).isEmpty();
  }

  @Test
  void theFitIsThatOfAColumnWithTheSameRows() {
    Dataset<Row> rows = TableFrames.rows(ROWS);
    TabularRegressionModel drawn = regressor().fit(rows.repartition(3));
    HeldOutRows validation = HeldOutRows.of(regressor(), rows);
    TabularRegressionModel named =
        regressor().setValidationIndicatorCol(validation.column()).fit(validation.dataset().toDF());
    assertThat(drawn.network().summary().validationHistory())
        .hasSize(2)
        .isEqualTo(named.network().summary().validationHistory());
    assertThat(drawn.network().weights()).isEqualTo(named.network().weights());
    assertThat(TableJson.bytes(drawn.encoder().table()))
        .isEqualTo(TableJson.bytes(named.encoder().table()));
    assertThat(drawn.isDefined(drawn.validationIndicatorCol())).isFalse();
    assertThat(drawn.transform(rows).columns()).containsExactly(columns(rows, "prediction"));
  }

  private static String[] columns(Dataset<Row> rows, String behind) {
    String[] columns = Arrays.copyOf(rows.columns(), rows.columns().length + 1);
    columns[columns.length - 1] = behind;
    return columns;
  }

  @Test
  void nothingIsHeldOutOfFewRowsOrWhereNothingIsTo() {
    Dataset<Row> rows = TableFrames.rows(ROWS);
    assertThat(validated(regressor(), rows.filter("id <> 'house 7'"))).isFalse();
    assertThat(validated(regressor().setValidationFraction(0), rows)).isFalse();
    assertThat(validated(regressor().setValidationFraction(1e-9), rows)).isFalse();
    assertThat(validated(regressor(), rows)).isTrue();
    Dataset<Row> few = rows.limit(200);
    assertThat(validated(regressor(), few)).isFalse();
    assertThat(validated(regressor().setValidationFraction(HeldOut.FRACTION), few)).isTrue();
    assertThatThrownBy(() -> regressor().setValidationFraction(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("validationFraction");
  }

  private static boolean validated(TabularRegressor estimator, Dataset<Row> rows) {
    return estimator.setMaxIter(1).fit(rows).network().summary().validationHistory().length > 0;
  }

  /** Also where the draw takes the only row of a class. */
  @Test
  void aRareClassIsOneStill() {
    Dataset<Row> rows =
        TableFrames.rows(ROWS)
            .withColumn(
                "grade",
                functions
                    .when(
                        functions.col("id").isin("house 1", "house 2", "house 3"),
                        functions.col("id"))
                    .otherwise(functions.col("grade")));
    long held = 0;
    for (long seed = 1; seed <= 2; seed++) {
      TabularClassificationModel model =
          new TabularClassifier()
              .setLabelCol("grade")
              .setIgnoredCols(new String[] {"rate", "price", "cheap", "weight", "check"})
              .setHiddenLayers(new int[] {8})
              .setValidationFraction(0.6)
              .setMaxIter(1)
              .setSeed(seed)
              .fit(rows);
      assertThat(model.labels()).hasSize(6);
      held +=
          held(regressor().setSeed(seed).setValidationFraction(0.6), rows).entrySet().stream()
              .filter(row -> row.getKey().matches("house [123]") && row.getValue())
              .count();
    }
    assertThat(held).as("only rows of their classes that are held out").isPositive();
  }
}
