package io.plateau.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.table.FittedCategory;
import io.plateau.table.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypeChangeTest {
  /** Written out, these numbers have a billion digits. */
  @Test
  void categoriesMayLookLikeNumbersOfAnySize() {
    for (String value : List.of("1e999999999", "3e-999999999")) {
      FittedCategory ids = new FittedCategory("id", List.of(value, "k7"), 0);
      assertThat(TypeChange.unlike(ids, ValueType.INTEGER)).contains(value);
    }
  }

  /** Doubles that Spark casts to such strings. */
  @Test
  void categoriesMayBeDoublesWithAnExponent() {
    for (String value : List.of("1.0E-7", "1.0E20", "-1.5E-300", "0.25", "7")) {
      FittedCategory doubles = new FittedCategory("p", List.of(value), 0);
      assertThat(TypeChange.unlike(doubles, ValueType.REAL)).isEmpty();
    }
  }

  @Test
  void datesMayBeOfCategoriesThatDatesName() {
    FittedCategory days = new FittedCategory("day", List.of("holiday", "2020-01-05"), 0);
    assertThat(TypeChange.unlike(days, ValueType.DATE)).isEmpty();
    FittedCategory others = new FittedCategory("day", List.of("05.01.2020"), 0);
    assertThat(TypeChange.unlike(others, ValueType.DATE)).contains("05.01.2020");
  }
}
