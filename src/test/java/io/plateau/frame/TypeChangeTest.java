package io.plateau.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.table.FittedCategory;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class TypeChangeTest {
  /** Written out, these numbers have a billion digits. */
  @Test
  void categoriesMayLookLikeNumbersOfAnySize() {
    for (String value : List.of("1e999999999", "3e-999999999")) {
      FittedCategory ids = new FittedCategory("id", List.of(value, "k7"), 0);
      assertThat(TypeChange.unlike(ids, DataTypes.IntegerType)).contains(value);
    }
  }

  /** Doubles that Spark casts to such strings. */
  @Test
  void categoriesMayBeDoublesWithAnExponent() {
    for (String value : List.of("1.0E-7", "1.0E20", "-1.5E-300", "0.25", "7")) {
      FittedCategory doubles = new FittedCategory("p", List.of(value), 0);
      assertThat(TypeChange.unlike(doubles, DataTypes.DoubleType)).isEmpty();
    }
  }

  @Test
  void datesMayBeOfCategoriesThatDatesName() {
    FittedCategory days = new FittedCategory("day", List.of("holiday", "2020-01-05"), 0);
    assertThat(TypeChange.unlike(days, DataTypes.DateType)).isEmpty();
    FittedCategory others = new FittedCategory("day", List.of("05.01.2020"), 0);
    assertThat(TypeChange.unlike(others, DataTypes.DateType)).contains("05.01.2020");
  }

  /** Times of the day are no part of the string of a date, and always of that of a timestamp. */
  @Test
  void timestampsAreOfCategoriesThatTimestampsName() {
    FittedCategory days = new FittedCategory("day", List.of("holiday", "2020-01-05"), 0);
    FittedCategory iso = new FittedCategory("at", List.of("2020-01-05T00:00:00"), 0);
    FittedCategory times = new FittedCategory("at", List.of("none", "2020-01-05 00:00:00.25"), 0);
    for (DataType type : List.of(DataTypes.TimestampType, DataTypes.TimestampNTZType)) {
      assertThat(TypeChange.unlike(days, type)).contains("2020-01-05");
      assertThat(TypeChange.unlike(iso, type)).contains("2020-01-05T00:00:00");
      assertThat(TypeChange.unlike(times, type)).isEmpty();
    }
    assertThat(TypeChange.unlike(times, DataTypes.DateType)).contains("none");
  }
}
