package io.plateau.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassRowsTest {
  private static List<String> warnings(long[] training, long[] validation) {
    return new ClassRows(List.of("a", "b", "c"), training, validation).warnings();
  }

  @Test
  void classesOfFewRowsAreToldBesideLargerOnes() {
    String told =
        "classes with fewer than 5 training rows can hardly be learned: 1 of 3, such as \"b\" with"
            + " 4; add rows, merge classes, or leave such rows out";
    assertThat(warnings(new long[] {50, 4, 5}, new long[3])).containsExactly(told);
    assertThat(warnings(new long[] {50, 5, 5}, new long[3])).isEmpty();
    assertThat(warnings(new long[] {50, 4, 0}, new long[3]))
        .as("a class without rows is only declared")
        .containsExactly(told.replace("1 of 3", "1 of 2"));
    assertThat(warnings(new long[] {50, 50, 0}, new long[] {0, 0, 1}))
        .containsExactly(told.replace("\"b\" with 4", "\"c\" with 0"));
    assertThat(warnings(new long[] {4, 4, 3}, new long[3])).as("rows are few at all").isEmpty();
  }

  @Test
  void labelsThatNearlyAllDifferAreTold() {
    long[] rows = new long[20];
    Arrays.fill(rows, 4);
    List<String> names = IntStream.range(0, 20).mapToObj(i -> i + ".5").toList();
    assertThat(new ClassRows(names, rows, new long[20]).warnings())
        .containsExactly(
            "all 20 classes have fewer than 5 training rows, as values of a quantity or an identifier"
                + " have; a quantity is predicted by a regression");
    rows[19] = 0;
    assertThat(new ClassRows(names, rows, new long[20]).warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NA", " n/a", "?", "null", "NaN", ""})
  void aClassThatIsAWordForAMissingValueIsTold(String word) {
    List<String> names = List.of("no", word);
    assertThat(new ClassRows(names, new long[] {90, 9}, new long[] {10, 2}).warnings())
        .containsExactly(
            "class \"%s\", of 11 rows, is a word for a missing value; leave rows without a class out of the data"
                .formatted(word));
    assertThat(new ClassRows(names, new long[] {90, 0}, new long[] {10, 1}).warnings())
        .first()
        .asString()
        .startsWith("class \"%s\", of 1 row, is".formatted(word));
    assertThat(new ClassRows(names, new long[] {90, 0}, new long[2]).warnings())
        .as("a class without rows is only declared")
        .isEmpty();
  }

  @Test
  void classesOfTwoSpellingsAreTold() {
    List<String> names = List.of("no", "Yes", " yes");
    String told = "classes \"Yes\" and \" yes\" differ in capitals or blanks alone;";
    assertThat(new ClassRows(names, new long[] {9, 9, 9}, new long[3]).warnings())
        .singleElement()
        .asString()
        .startsWith(told);
    assertThat(new ClassRows(names, new long[] {9, 9, 0}, new long[3]).warnings())
        .as("a class without rows is only declared")
        .isEmpty();
  }

  @Test
  void classesWithoutValidationRowsAreToldWhereItIsNoChance() {
    assertThat(warnings(new long[] {60, 20, 20}, new long[] {25, 0, 25}))
        .containsExactly(
            "none of 50 validation rows has class \"b\", as 20 of 100 training rows have; hold out"
                + " rows of all classes");
    assertThat(warnings(new long[] {60, 20, 20}, new long[] {50, 0, 0}))
        .singleElement()
        .asString()
        .contains("20 of 100 training rows have, nor one of 1 more; ");
    assertThat(warnings(new long[] {60, 20, 20}, new long[] {24, 0, 25}))
        .as("10 rows are expected, and 9.8 here")
        .isEmpty();
  }
}
