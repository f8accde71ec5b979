package io.plateau.table.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.DatePart;
import io.plateau.math.DateUnit;
import io.plateau.table.ColumnKind;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedDate;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import io.plateau.table.FittedVector;
import io.plateau.table.Form;
import io.plateau.table.Parsing;
import io.plateau.table.RawColumn;
import io.plateau.table.TableRules;
import io.plateau.table.ValueType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableFitTest {
  private static final TableRules ROBUST =
      new TableRules(
          TableRules.Missing.MEDIAN, TableRules.Unseen.OTHER, TableRules.Scale.ROBUST, 10_000);

  private static final List<RawColumn> COLUMNS =
      List.of(
          new RawColumn("age", ValueType.INTEGER, Optional.empty()),
          new RawColumn("note", ValueType.TEXT, Optional.of(ColumnKind.IGNORE)),
          new RawColumn("city", ValueType.TEXT, Optional.empty()),
          new RawColumn("when", ValueType.DATE, Optional.empty()),
          new RawColumn("price", ValueType.TEXT, Optional.empty()),
          new RawColumn("blob", ValueType.OTHER, Optional.empty()));

  /** Rows by column that is read: age, city, when, price. */
  private static List<Object[]> rows(int n) {
    Random random = new Random(7);
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      rows.add(
          new Object[] {
            i % 10 == 0 ? null : random.nextInt(80),
            "city " + random.nextInt(5),
            Parsing.quarterHours(
                LocalDate.of(2020, 1, 1).plusDays(random.nextInt(400)).atTime(9, 5)),
            Double.toString(random.nextGaussian())
          });
    }
    return rows;
  }

  private static FittedTable fitted(List<Object[]> rows, int parts, TableRules rules) {
    return fitted(rows, parts, rules, Long.MAX_VALUE);
  }

  private static FittedTable fitted(List<Object[]> rows, int parts, TableRules rules, long kept) {
    List<ColumnStatistics> first = statistics();
    for (List<Object[]> part : dealt(rows, parts)) {
      List<ColumnStatistics> own = statistics();
      part.forEach(row -> add(own, row));
      for (int i = 0; i < own.size(); i++) {
        first.get(i).add(own.get(i));
      }
    }
    TableFit fit = TableFit.of(COLUMNS, first, rules);
    Measured.Plan plan = Measured.Plan.of(fit.learned());
    SecondPass all = pass(rows, parts, () -> plan.pass(kept));
    if (kept == 0) {
      assertThat(all.isCoarse()).isTrue();
      all.complete(pass(rows, parts, all::third));
    }
    return fit.table(plan.measured(all), true);
  }

  private static SecondPass pass(List<Object[]> rows, int parts, Supplier<SecondPass> empty) {
    List<SecondPass> passes = new ArrayList<>();
    for (List<Object[]> part : dealt(rows, parts)) {
      SecondPass pass = empty.get();
      pass.rows(part.size());
      for (Object[] row : part) {
        pass.add(0, new double[] {row[0] == null ? Double.NaN : (Integer) row[0]});
        pass.add(2, new double[] {(Double) row[2]});
        pass.add(3, new double[] {Parsing.number((String) row[3])});
      }
      passes.add(pass);
    }
    Collections.shuffle(passes, new Random(3));
    SecondPass all = empty.get();
    passes.forEach(all::add);
    return all;
  }

  private static List<ColumnStatistics> statistics() {
    return List.of(
        ColumnStatistics.empty(Form.NUMBER),
        ColumnStatistics.empty(Form.TEXT),
        ColumnStatistics.empty(Form.DATE),
        ColumnStatistics.empty(Form.TEXT));
  }

  private static void add(List<ColumnStatistics> to, Object[] row) {
    ((NumberStatistics) to.get(0)).add(row[0] == null ? Double.NaN : (Integer) row[0], 1);
    ((TextStatistics) to.get(1)).add((String) row[1], 1);
    ((DateStatistics) to.get(2)).add((Double) row[2], 1);
    ((TextStatistics) to.get(3)).add((String) row[3], 1);
  }

  private static List<List<Object[]>> dealt(List<Object[]> rows, int parts) {
    List<List<Object[]>> dealt = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      dealt.add(new ArrayList<>());
    }
    List<Object[]> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(parts));
    Random random = new Random(parts);
    shuffled.forEach(row -> dealt.get(random.nextInt(parts)).add(row));
    return dealt;
  }

  private static Map<String, Object> values(Object... namesAndValues) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource(TableRules.Scale.class)
  void theTableIsTheSameForAnyParts(TableRules.Scale scale) {
    List<Object[]> rows = rows(997);
    TableRules rules = new TableRules(TableRules.Missing.MEDIAN, TableRules.Unseen.OTHER, scale, 3);
    FittedTable one = fitted(rows, 1, rules);
    Map<String, Object> values =
        values("age", 33, "city", "city 3", "when", LocalDate.of(2021, 2, 3), "price", "0.25");
    for (int parts : new int[] {2, 3, 8}) {
      FittedTable other = fitted(rows, parts, rules);
      assertThat(other.row(values)).isEqualTo(one.row(values));
      assertThat(other.notes()).isEqualTo(one.notes());
    }
  }

  @Test
  void aThirdPassOverManyRowsChangesNothing() {
    List<Object[]> rows = rows(2997);
    FittedTable two = fitted(rows, 2, ROBUST);
    FittedTable three = fitted(rows, 3, ROBUST, 0);
    assertThat(((FittedNumber) two.columns().get(3)).cuts()).hasSize(81);
    for (int column : new int[] {0, 3}) {
      FittedNumber number = (FittedNumber) three.columns().get(column);
      assertThat(number).usingRecursiveComparison().isEqualTo(two.columns().get(column));
    }
    assertThat(three.notes()).isEqualTo(two.notes());
  }

  @Test
  void aTreatmentSaysWhetherVectorsAreCentered() {
    double[] two = {1, 2};
    double[] none = {};
    assertThat(new FittedVector("v", 2, two, two).treatment())
        .isEqualTo("2 numbers, each of mean 0 and deviation 1");
    assertThat(new FittedVector("v", 2, none, two).treatment())
        .isEqualTo("2 numbers, each of deviation 1");
    assertThat(new FittedVector("v", 2, none, none).treatment()).isEqualTo("2 numbers");
  }

  @Test
  void aListWithoutANumberIsNoVector() {
    FittedVector column = new FittedVector("v", 2, new double[0], new double[0]);
    assertThatThrownBy(() -> column.encode(Arrays.asList(1.0, null), new float[2], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column \"v\": expected a vector of 2 numbers");
  }

  @Test
  void numbersHaveTheRobustScaleOfTheFormula() {
    List<Object[]> rows = rows(500);
    FittedTable table = fitted(rows, 4, ROBUST);
    double[] ages =
        rows.stream().filter(r -> r[0] != null).mapToDouble(r -> (Integer) r[0]).sorted().toArray();
    double q25 = quantile(ages, 0.25);
    double q75 = quantile(ages, 0.75);
    double z = (61 - quantile(ages, 0.5)) / (q75 - q25);
    float[] row =
        table.row(values("age", 61, "city", "city 0", "when", LocalDate.EPOCH, "price", 1));
    assertThat((double) row[0]).isEqualTo(z / Math.sqrt(1 + z * z / 9), within(1e-6));
  }

  private static double quantile(double[] sorted, double p) {
    double at = (sorted.length - 1) * p;
    int low = (int) at;
    return sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
  }

  @Test
  void standardNumbersHaveMeanZeroAndDeviationOne() {
    List<Object[]> rows = rows(500);
    FittedTable table =
        fitted(
            rows,
            3,
            new TableRules(
                TableRules.Missing.MEAN, TableRules.Unseen.OTHER, TableRules.Scale.STANDARD, 10));
    double[] encoded =
        rows.stream()
            .filter(r -> r[0] != null)
            .mapToDouble(r -> table.row(values("age", r[0], "city", "x"))[0])
            .toArray();
    double mean = java.util.Arrays.stream(encoded).average().orElseThrow();
    double variance =
        java.util.Arrays.stream(encoded).map(x -> (x - mean) * (x - mean)).sum()
            / (encoded.length - 1);
    assertThat(mean).isEqualTo(0, within(1e-6));
    assertThat(variance).isEqualTo(1, within(1e-5));
    FittedNumber age = (FittedNumber) table.columns().get(0);
    assertThat(age.filled()).isEqualTo(0, within(1e-6f));
  }

  /** The inverse of their deviation is no double. */
  @ParameterizedTest
  @EnumSource(
      value = TableRules.Scale.class,
      names = {"STANDARD", "ROBUST"})
  void numbersThatDifferByLessThanAnyInverseAreConstant(TableRules.Scale scale) {
    List<Object[]> rows = rows(200);
    Random random = new Random(5);
    rows.forEach(row -> row[3] = Double.toString(1e-309 * random.nextGaussian()));
    rows.get(0)[3] = "0";
    TableRules rules =
        new TableRules(TableRules.Missing.MEDIAN, TableRules.Unseen.OTHER, scale, 10);
    FittedNumber price = (FittedNumber) fitted(rows, 2, rules).columns().get(3);
    for (Object[] row : rows) {
      assertThat(price.of(Double.parseDouble((String) row[3]))).isZero();
    }
    assertThat(price.of(price.center())).isZero();
  }

  @Test
  void missingNumbersAreTheModelsWhereTrainingRowsMissThem() {
    FittedTable table = fitted(rows(200), 2, ROBUST);
    float[] row = table.row(values("city", "city 1"));
    assertThat(row[0]).isNaN();
    assertThat(row[2]).isNaN();
    assertThat(row[3]).isEqualTo(0); // the median
    assertThat(table.notes().get(0).treatment()).contains("with an indicator");
    assertThat(table.notes().get(0).missing()).isEqualTo(20);
  }

  @Test
  void frequentCategoriesHaveACodeAndTheOthersShareBuckets() {
    TableRules rules =
        new TableRules(
            TableRules.Missing.MEDIAN, TableRules.Unseen.OTHER, TableRules.Scale.NONE, 3);
    FittedTable table = fitted(rows(300), 2, rules);
    FittedCategory city = (FittedCategory) table.columns().get(1);
    assertThat(city.values()).hasSize(3).isSorted();
    assertThat(city.size()).isEqualTo(4);
    assertThat(city.code(null)).isZero();
    assertThat(city.values().stream().map(city::code)).containsExactly(1, 2, 3);
    assertThat(city.code("no such city")).isEqualTo(4);
    FittedCategory all = (FittedCategory) fitted(rows(300), 2, TableRules.DEFAULT).columns().get(1);
    assertThat(all.code("no such city")).isZero();
    assertThat(all.size()).isEqualTo(5);
  }

  @Test
  void datesAreQuarterHours() {
    FittedTable table = fitted(rows(300), 2, TableRules.DEFAULT);
    FittedDate when = (FittedDate) table.columns().get(2);
    assertThat(when.parts())
        .containsExactly(DatePart.DAYS, DatePart.YEAR, DatePart.MONTH, DatePart.DAY_OF_WEEK);
    float[] row = table.row(values("when", LocalDateTime.of(1969, 12, 31, 23, 59, 59)));
    assertThat(row[2]).isEqualTo(-1);
    assertThat(table.row(values("when", "1492-10-12 06:15:00"))[2])
        .isEqualTo((float) (LocalDate.of(1492, 10, 12).toEpochDay() * 96 + 25));
  }

  /** However the rows are divided; a row a day later makes them quarter hours. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void datesWithinADayAreSeconds(int parts) {
    LocalDateTime start = LocalDateTime.of(2026, 3, 4, 23, 58, 30);
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double date = Parsing.quarterHours(start.plusNanos(1_500_000_000L * i));
      rows.add(new Object[] {i, "city " + i % 3, date, Integer.toString(i)});
    }
    FittedDate when = (FittedDate) fitted(rows, parts, TableRules.DEFAULT).columns().get(2);
    int day = (int) start.toLocalDate().toEpochDay();
    assertThat(when.unit()).isEqualTo(DateUnit.secondsSince(day));
    assertThat(when.parts()).containsExactly(DatePart.DAYS, DatePart.DAY_OF_WEEK, DatePart.HOUR);
    float[] row = new float[1];
    when.encode("2026-03-05T00:00:01.250", row, 0);
    assertThat(row[0]).isEqualTo(86_401.25f);
    double middle = (86_310 + 1.5 * 149.5) / 86_400;
    assertThat(when.days().center()).isCloseTo(day + middle, within(1e-7));
    assertThat(when.days().cuts()).hasSizeGreaterThan(60);

    rows.add(new Object[] {0, "city 0", Parsing.quarterHours(start.plusDays(1)), "0"});
    FittedDate wider = (FittedDate) fitted(rows, parts, TableRules.DEFAULT).columns().get(2);
    assertThat(wider.unit()).isEqualTo(DateUnit.QUARTER_HOURS);
    wider.encode("2026-03-05T00:14:59", row, 0);
    assertThat(row[0]).isEqualTo(96f * (day + 1));
    assertThat(wider.days().center() * 96).isEqualTo(Math.rint(wider.days().center() * 96));
  }

  /** Floats of quarter hours are 14 seconds apart in 1975; bins of a day end by hundredths. */
  @Test
  void datesOfADayEndBeyondTheFirstAndTheLastRow() {
    for (int second = 0; second < 20; second++) {
      LocalDateTime start = LocalDateTime.of(1975, 3, 4, 1, 0, second);
      List<Object[]> rows = new ArrayList<>();
      for (int i = 0; i < 1200; i++) {
        double date = Parsing.quarterHours(start.plusSeconds(67L * i));
        rows.add(new Object[] {i, "city " + i % 3, date, Integer.toString(i)});
      }
      FittedDate when = (FittedDate) fitted(rows, 2, TableRules.DEFAULT).columns().get(2);
      List<Double> cuts = when.days().cuts();
      double first = (Double) rows.get(0)[2] / DateUnit.QUARTERS;
      double last = (Double) rows.get(1199)[2] / DateUnit.QUARTERS;
      assertThat(cuts).hasSize(81).isSorted();
      assertThat(first - cuts.get(0)).isBetween(0.0, 1.0 / 86_400);
      assertThat(cuts.get(80) - last).isBetween(0.0, 1.0 / 86_400);
    }
  }

  /**
   * 500 bins of 8000 rows: one for each of 400 days, each of which has about 20 rows. The first and
   * the last day are within the bins, which is a matter of minutes, on the scale of floats, too.
   */
  @Test
  void datesHaveABinForEachDayThatHasRowsEnough() {
    List<Object[]> rows = rows(8000);
    List<Double> days =
        rows.stream()
            .map(row -> Math.floor((Double) row[2]) / DateUnit.QUARTERS)
            .sorted()
            .distinct()
            .toList();
    FittedTable table = fitted(rows, 2, TableRules.DEFAULT);
    FittedDate.Days fitted = ((FittedDate) table.columns().get(2)).days();
    List<Double> cuts = fitted.cuts();
    assertThat(cuts.subList(1, 399)).hasSize(398).isEqualTo(days.subList(1, 399));
    assertThat(cuts.get(0)).isStrictlyBetween(days.get(0) - 0.01, days.get(0));
    assertThat(cuts.get(399)).isStrictlyBetween(days.get(399), days.get(399) + 0.01);
    FittedDate.Days unmoved = new FittedDate.Days(fitted.center(), fitted.factor(), days);
    assertThat(fitted.scaledCuts().get(0)).isLessThan(unmoved.scaledCuts().get(0));
    assertThat(fitted.scaledCuts().get(399)).isGreaterThan(unmoved.scaledCuts().get(399));
    assertThat(((FittedNumber) table.columns().get(3)).cuts()).hasSize(81);
  }

  @Test
  void hugeNumbersAreAtTheSoftLimit() {
    FittedNumber column =
        new FittedNumber(
            "a", -0.5, 1000, true, new FittedNumber.Fill(0, false), List.of(1.0, 1e39));
    for (double huge : new double[] {1e39, 5e154, 1e306, Double.MAX_VALUE}) {
      assertThat(column.of(huge)).isEqualTo(3);
      assertThat(column.of(-huge)).isEqualTo(-3);
    }
    assertThat(column.scaledCuts()).hasSize(2).endsWith(3f);
    for (double infinite : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> column.of(infinite))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "column \"a\": expected numbers that are finite as 32-bit floats, got " + infinite);
    }
  }

  /** Numbers that are 0 as floats once they are scaled, on both sides of the center. */
  @Test
  void cutsThatAreZeroAreOne() {
    FittedNumber column =
        new FittedNumber(
            "p", 1e-100, 1, true, new FittedNumber.Fill(0, false), List.of(1e-200, 1e-50, 1.0));
    assertThat(column.scaledCuts()).hasSize(2).startsWith(0f);
  }

  @Test
  void strictRulesNameTheColumn() {
    FittedTable table =
        fitted(
            rows(300),
            2,
            new TableRules(
                TableRules.Missing.ERROR, TableRules.Unseen.ERROR, TableRules.Scale.NONE, 10));
    assertThatThrownBy(() -> table.row(values("city", "city 1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "column \"age\" is missing in a row; leave such rows out, or train with missing median, mean or skip");
    assertThatThrownBy(
            () -> table.row(values("age", 1, "city", "x", "when", LocalDate.EPOCH, "price", 1)))
        .hasMessage(
            "column \"city\": no training row has \"x\"; leave such rows out, or train with unseen other or skip");
    assertThatThrownBy(
            () -> table.row(values("age", "old", "city", "city 1", "when", 0, "price", 1)))
        .hasMessage(
            "column \"age\" is missing in a row; leave such rows out, or train with missing median, mean or skip");
    assertThatThrownBy(
            () ->
                table.row(
                    values(
                        "age", Double.POSITIVE_INFINITY, "city", "city 1", "when", 0, "price", 1)))
        .hasMessage(
            "column \"age\": expected numbers that are finite as 32-bit floats, got Infinity");
  }
}
