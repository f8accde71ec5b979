package io.plateau.table.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.table.ColumnKind;
import io.plateau.table.DateOrder;
import io.plateau.table.KindChoice;
import io.plateau.table.RawColumn;
import io.plateau.table.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindRuleTest {
  static Stream<Arguments> columns() {
    return Stream.of(
        Arguments.of(ValueType.TEXT, texts("a", "b", "a"), ColumnKind.CATEGORY, "type text"),
        Arguments.of(
            ValueType.TEXT,
            texts("1", "2", "9+"),
            ColumnKind.CATEGORY,
            "1 of 3 values are no numbers"),
        Arguments.of(
            ValueType.TEXT,
            texts(numbersAnd("n.d.", "n.d.", "n.d.")),
            ColumnKind.CATEGORY,
            "3 of 24 values are no numbers, such as \"n.d.\", which kind number takes for missing"),
        Arguments.of(
            ValueType.TEXT,
            texts(numbersAnd("n.d.", "n.d.", "?")),
            ColumnKind.CATEGORY,
            "3 of 24 values are no numbers, such as \"n.d.\", which kind number takes for missing"),
        Arguments.of(
            ValueType.TEXT,
            texts(numbersAnd("n.d.", "n.d.", "n.a.")),
            ColumnKind.CATEGORY,
            "3 of 24 values are no numbers"),
        Arguments.of(
            ValueType.TEXT,
            texts("1", "2", "?", "NA"),
            ColumnKind.NUMBER,
            "2 of 4 values are no numbers and count as missing"),
        Arguments.of(
            ValueType.TEXT, texts("1", "2.5"), ColumnKind.NUMBER, "all strings are numbers"),
        Arguments.of(
            ValueType.TEXT,
            texts("2020-01-01", "1850-12-31 10:30:00", "2020-01-01T00:00:00Z"),
            ColumnKind.DATE,
            "all strings are dates"),
        Arguments.of(
            ValueType.TEXT,
            texts("20141013T000000", "2014/10/14"),
            ColumnKind.DATE,
            "all strings are dates"),
        Arguments.of(
            ValueType.TEXT,
            texts("3/12/2016", "31/01/2017", "2017-02-01"),
            ColumnKind.DATE,
            "all strings are dates, day first"),
        Arguments.of(
            ValueType.TEXT,
            texts("3/12/2016", "1/31/2017 5:30 PM"),
            ColumnKind.DATE,
            "all strings are dates, month first"),
        Arguments.of(
            ValueType.TEXT,
            texts("3/12/2016", "4/12/2016"),
            ColumnKind.DATE,
            "all strings are dates, month first"),
        Arguments.of(
            ValueType.TEXT,
            texts("31/01/2017", "?", "NA", "1/2/2017"),
            ColumnKind.DATE,
            "2 of 4 values are no dates and count as missing, day first"),
        Arguments.of(ValueType.TEXT, texts("2017-01-31", "soon"), ColumnKind.CATEGORY, "type text"),
        Arguments.of(
            ValueType.TEXT,
            texts(days(30, 3)),
            ColumnKind.DATE,
            "3 of 30 values are no dates and count as missing"),
        Arguments.of(ValueType.TEXT, texts(days(30, 4)), ColumnKind.CATEGORY, "type text"),
        Arguments.of(ValueType.TEXT, texts(days(20, 1)), ColumnKind.CATEGORY, "type text"),
        Arguments.of(
            ValueType.TEXT, texts("31/01/2017", "01/31/2017"), ColumnKind.CATEGORY, "type text"),
        Arguments.of(
            ValueType.TEXT, texts("30/02/2017", "1/2/17"), ColumnKind.CATEGORY, "type text"),
        Arguments.of(
            ValueType.TEXT,
            texts(IntStream.range(0, 100).mapToObj(i -> "id" + i).toArray(String[]::new)),
            ColumnKind.IGNORE,
            "nearly all values differ, as those of an identifier or a free text do"),
        Arguments.of(
            ValueType.TEXT,
            texts(IntStream.range(0, 100).mapToObj(i -> "id" + i / 2).toArray(String[]::new)),
            ColumnKind.CATEGORY,
            "type text"),
        Arguments.of(
            ValueType.TEXT,
            texts("a", "a", "a"),
            ColumnKind.IGNORE,
            "one value in all training rows"),
        Arguments.of(ValueType.TEXT, texts("a", null), ColumnKind.CATEGORY, "type text"),
        Arguments.of(
            ValueType.TEXT, texts(null, null), ColumnKind.IGNORE, "no value in any training row"),
        Arguments.of(ValueType.INTEGER, numbers(1, 2, 3), ColumnKind.NUMBER, "type integer"),
        Arguments.of(
            ValueType.REAL, numbers(7, 7), ColumnKind.IGNORE, "one value in all training rows"),
        Arguments.of(
            ValueType.REAL,
            numbers(1e17, 1e17),
            ColumnKind.IGNORE,
            "one value in all training rows"),
        Arguments.of(
            ValueType.INTEGER,
            numbers(-0x1p53, -0x1p53),
            ColumnKind.IGNORE,
            "one value in all training rows, as numbers, which have 16 digits; kind category tells all"
                + " digits"),
        Arguments.of(ValueType.REAL, numbers(7, Double.NaN), ColumnKind.NUMBER, "type real"),
        Arguments.of(
            ValueType.BOOLEAN, texts("true", "false"), ColumnKind.CATEGORY, "type boolean"),
        Arguments.of(ValueType.DATE, dates(0, 96), ColumnKind.DATE, "type date"),
        Arguments.of(ValueType.VECTOR, vectors(1), ColumnKind.VECTOR, "type vector"),
        Arguments.of(ValueType.VECTOR, vectors(0), ColumnKind.IGNORE, "vectors without a number"));
  }

  /**
   * Different strings of a pattern with a number, each {@code times}, and a word for a missing one.
   */
  private static TextStatistics written(String pattern, int times) {
    return texts(
        Stream.concat(
                IntStream.range(0, 60 * times).mapToObj(i -> pattern.formatted(i % 60 + 1)),
                Stream.of("n/a"))
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%d %%|all strings are numbers with \"%\"; write them as 1234.5",
        "-€%d,000.50|all strings are numbers with \"€\"; write them as 1234.5",
        "$ -%d|all strings are numbers with \"$\"; write them as 1234.5",
        "%d,500.25|all strings look like numbers, some with commas; write them as 1234.5",
        "0,%d|all strings look like numbers, some with commas; write them as 1234.5",
        "-1.%03d,5|all strings look like numbers, some with commas; write them as 1234.5",
        "Jul 3, 20%02d|all strings look like dates, such as \"Jul 3, 2001\"; write them as 2021-12-31",
        "Thu, 03 Jul 20%02d 10:30:00 +0000|all strings look like dates, such as \"Thu, 03 Jul 2001 10:30:00 +0000\"; write them as 2021-12-31",
        "03-Jul-%02d|all strings look like dates, such as \"03-Jul-01\"; write them as 2021-12-31",
        "31.12.%02d 10:30|all strings look like dates, such as \"31.12.01 10:30\"; write them as 2021-12-31",
        "12/31/%02d|all strings look like dates, such as \"12/31/01\"; write them as 2021-12-31",
      })
  void areNotInferredOfOtherSpellings(String pattern, String why) {
    RawColumn column = new RawColumn("c", ValueType.TEXT, Optional.empty());
    assertThat(KindRule.of(column, Optional.of(written(pattern, 1))))
        .isEqualTo(new KindChoice(ColumnKind.IGNORE, why));
    assertThat(KindRule.of(column, Optional.of(written(pattern, 2))))
        .isEqualTo(new KindChoice(ColumnKind.CATEGORY, why));
  }

  @Test
  void thousandsBesideFewerAreNumbersWithCommas() {
    String[] strings =
        IntStream.range(990, 1100)
            .mapToObj(i -> String.format(Locale.ROOT, "%,d", i))
            .toArray(String[]::new);
    assertThat(
            KindRule.of(
                    new RawColumn("c", ValueType.TEXT, Optional.empty()),
                    Optional.of(texts(strings)))
                .why())
        .isEqualTo("all strings look like numbers, some with commas; write them as 1234.5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A%d",
        "%d kg",
        "€%d%%",
        "32.13.%02d",
        "1.2.3.%d",
        "1,2,%d",
        "Room %d",
        "%02d-ABC-34",
        "Golf 7 20%02d",
        "21/12/%02d 10:30:00 ERROR disk"
      })
  void otherStringsWithNumbersAreCategories(String pattern) {
    assertThat(
            KindRule.of(
                new RawColumn("c", ValueType.TEXT, Optional.empty()),
                Optional.of(written(pattern, 2))))
        .isEqualTo(new KindChoice(ColumnKind.CATEGORY, "type text"));
  }

  private static VectorStatistics vectors(int width) {
    VectorStatistics vectors = new VectorStatistics();
    vectors.vector(width);
    return vectors;
  }

  /** More than a few different numbers before other strings. */
  private static String[] numbersAnd(String... others) {
    return Stream.concat(IntStream.range(0, 21).mapToObj(Integer::toString), Stream.of(others))
        .toArray(String[]::new);
  }

  /** Different days, of which the first are not known as yet. */
  private static String[] days(int n, int open) {
    return IntStream.range(0, n)
        .mapToObj(i -> i < open ? "soon" : "2017-01-%02d".formatted(i + 1))
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("columns")
  void areInferred(ValueType type, ColumnStatistics statistics, ColumnKind kind, String why) {
    assertThat(KindRule.of(new RawColumn("c", type, Optional.empty()), Optional.of(statistics)))
        .isEqualTo(new KindChoice(kind, why));
  }

  @Test
  void areSaid() {
    assertThat(
            KindRule.of(
                new RawColumn("c", ValueType.INTEGER, Optional.of(ColumnKind.CATEGORY)),
                Optional.of(texts("1", "2"))))
        .isEqualTo(new KindChoice(ColumnKind.CATEGORY, "said"));
    assertThatThrownBy(() -> new RawColumn("c", ValueType.TEXT, Optional.of(ColumnKind.VECTOR)))
        .hasMessage("column \"c\" of type text cannot be of kind vector");
  }

  @Test
  void mustBeThatOfAValueWhereTheyAreSaid() {
    RawColumn date = new RawColumn("c", ValueType.TEXT, Optional.of(ColumnKind.DATE));
    assertThat(KindRule.of(date, Optional.of(texts("2020-01-01", "x"))).kind())
        .isEqualTo(ColumnKind.DATE);
    assertThatThrownBy(() -> KindRule.of(date, Optional.of(texts("y", "x"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "column \"c\": no value is a date, but its kind is set to date; set category or ignore");
    RawColumn number = new RawColumn("c", ValueType.TEXT, Optional.of(ColumnKind.NUMBER));
    assertThat(KindRule.of(number, Optional.of(texts("1e3", "x"))).kind())
        .isEqualTo(ColumnKind.NUMBER);
    assertThatThrownBy(() -> KindRule.of(number, Optional.of(texts("y", "x"))))
        .hasMessage(
            "column \"c\": no value is a number, but its kind is set to number; set category or ignore");
  }

  @Test
  void manyStringsAreAnIdentifierWhereNearlyAllDiffer() {
    TextStatistics many = new TextStatistics();
    IntStream.range(0, 150_000).forEach(i -> many.add("user " + i, 1));
    assertThat(many.many()).isTrue();
    assertThat(many.distinct().value()).isBetween(145_000L, 155_000L);
    RawColumn column = new RawColumn("c", ValueType.TEXT, Optional.empty());
    assertThat(KindRule.of(column, Optional.of(many)).kind()).isEqualTo(ColumnKind.IGNORE);
    TextStatistics twice = new TextStatistics();
    twice.add(many);
    twice.add(many);
    assertThat(twice.distinct()).isEqualTo(many.distinct());
    assertThat(KindRule.of(column, Optional.of(twice)).kind()).isEqualTo(ColumnKind.CATEGORY);
  }

  /** As a thousand reviews are, which would take more memory than a hundred thousand words. */
  @Test
  void longStringsAreNotCountedOneByOne() {
    TextStatistics first = new TextStatistics();
    TextStatistics second = new TextStatistics();
    String filler = "x".repeat(10_000);
    IntStream.range(0, 1000).forEach(i -> (i < 500 ? first : second).add(i + filler, 1));
    assertThat(List.of(first.many(), second.many())).containsExactly(false, false);
    TextStatistics other = new TextStatistics();
    other.add(second);
    other.add(first);
    first.add(second);
    assertThat(List.of(first.many(), other.many())).containsExactly(true, true);
    assertThat(first.distinct()).isEqualTo(other.distinct());
    assertThat(first.distinct().value()).isBetween(950L, 1050L);
    RawColumn column = new RawColumn("c", ValueType.TEXT, Optional.empty());
    assertThat(KindRule.of(column, Optional.of(first)).kind()).isEqualTo(ColumnKind.IGNORE);
  }

  /** Sixty columns have a sixth of what each of a few has. */
  @Test
  void columnsOfManyStringsShareMemory() {
    TextStatistics few = TextStatistics.among(10);
    TextStatistics many = TextStatistics.among(60);
    IntStream.range(0, 17_000).forEach(i -> many.add("k" + i, 1));
    assertThat(many.many()).isFalse();
    IntStream.range(17_000, 18_000).forEach(i -> many.add("k" + i, 1));
    IntStream.range(0, 100_000).forEach(i -> few.add("k" + i, 1));
    assertThat(List.of(many.many(), few.many())).containsExactly(true, false);
    TextStatistics hundreds = TextStatistics.among(900);
    IntStream.range(0, 10_000).forEach(i -> hundreds.add("k" + i, 1));
    assertThat(hundreds.many()).as("as many as have codes of their own by default").isFalse();
  }

  /** Sixty columns have an eighth of what each of a few has. */
  @Test
  void columnsOfLongStringsShareMemory() {
    String filler = "x".repeat(10_000);
    TextStatistics one = TextStatistics.among(4);
    TextStatistics many = TextStatistics.among(60);
    IntStream.range(0, 100).forEach(i -> many.add(i + filler, 1));
    assertThat(many.many()).isFalse();
    IntStream.range(100, 110).forEach(i -> many.add(i + filler, 1));
    IntStream.range(0, 800).forEach(i -> one.add(i + filler, 1));
    assertThat(List.of(many.many(), one.many())).containsExactly(true, false);
    assertThat(new TextStatistics().limit()).isEqualTo(one.limit());
  }

  static TextStatistics texts(String... values) {
    TextStatistics statistics = new TextStatistics();
    for (String value : values) {
      if (value == null) {
        statistics.missing(1);
      } else {
        statistics.add(value, 1);
      }
    }
    return statistics;
  }

  static NumberStatistics numbers(double... values) {
    NumberStatistics statistics = new NumberStatistics();
    for (double value : values) {
      statistics.add(value, 1);
    }
    return statistics;
  }

  static DateStatistics dates(double... values) {
    DateStatistics statistics = new DateStatistics(DateOrder.YEAR_FIRST);
    for (double value : List.of(values[0], values[1])) {
      statistics.add(value, 1);
    }
    return statistics;
  }
}
