package io.plateau.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> KNOWN =
      List.of("rate", "price", "label", "sepal length", "Widths", "a");

  @ParameterizedTest
  @CsvSource({
    "rat, rate", // a letter less
    "arte, rate", // neighbors swapped
    "pirce, price",
    "Label, label", // upper case
    "sepal_length, sepal length", // another separator
    "sepla_lenght, sepal length", // few of many letters
    "labels, label", // letters behind
    "aa, a"
  })
  void findsTheNameThatWasMeant(String written, String meant) {
    assertThat(Nearest.name(written, KNOWN)).hasValue(meant);
    assertThat(Nearest.hint(written, KNOWN)).isEqualTo("; did you mean \"" + meant + "\"?");
  }

  @ParameterizedTest
  @CsvSource({
    "grade", // two of four letters of "rate" differ
    "b", // the one letter of "a" differs
    "clip",
    "width of sepals"
  })
  void findsNoneWhereTooManyLettersDiffer(String written) {
    assertThat(Nearest.hint(written, KNOWN)).isEmpty();
  }

  @Test
  void aRefusedNameIsToldTheNearest() {
    assertThat(OptimizerSpec.FAMILY.name().domain().refusal("solver", "adm"))
        .hasMessageEndingWith("l-bfgs; got \"adm\"; did you mean \"adam\"?");
    assertThat(OptimizerSpec.FAMILY.name().domain().refusal("solver", "wibble"))
        .hasMessageEndingWith("; got \"wibble\"");
    assertThat(LossSpec.FAMILY.name().domain().refusal("loss", "MSE"))
        .hasMessageEndingWith("; got \"MSE\"; did you mean \"squared\"?");
  }
}
