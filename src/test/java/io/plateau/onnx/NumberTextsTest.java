package io.plateau.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.table.FittedCategory;
import io.plateau.table.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberTextsTest {
  @Test
  void textsAreThoseOfJavaPythonAndJavaScript() {
    assertThat(NumberTexts.of("3")).containsExactlyInAnyOrder("3", "3.0");
    assertThat(NumberTexts.of("0")).containsExactlyInAnyOrder("0", "0.0", "-0.0");
    assertThat(NumberTexts.of("-0.1")).containsExactly("-0.1");
    assertThat(NumberTexts.of("16777217")).contains("16777217.0", "1.6777217E7");
    // repr(1e10), repr(1.5e16), repr(1e-05) and repr(1.2e-7) of Python
    assertThat(NumberTexts.of("10000000000")).contains("10000000000.0");
    assertThat(NumberTexts.of("1.5E16")).contains("1.5e+16");
    assertThat(NumberTexts.of("1.0E-5")).contains("1e-05");
    assertThat(NumberTexts.of("1.2E-7")).contains("1.2e-07");
    // String(1e20), String(1e21), String(1e-5) and String(1e-7) of JavaScript
    assertThat(NumberTexts.of("1.0E20")).contains("100000000000000000000");
    assertThat(NumberTexts.of("1.0E21")).contains("1e+21");
    assertThat(NumberTexts.of("1.0E-5")).contains("0.00001");
    assertThat(NumberTexts.of("1.0E-7")).contains("1e-7");
  }

  /** Of doubles that Java before 19 writes with more digits than it needs. */
  @Test
  void textsOfLargeDoublesAreThoseOfAllLanguages() {
    for (String name : List.of("1.15292150460684698E18", "1.152921504606847E18")) {
      // repr(2.0**60), str(2**60) of Python; String(2**60) of JavaScript
      assertThat(NumberTexts.of(name))
          .contains(
              "1.15292150460684698E18",
              "1.152921504606847E18",
              "1.152921504606847e+18",
              "1152921504606846976",
              "1152921504606847000");
    }
    // repr(2.0**-44)
    assertThat(NumberTexts.of("5.6843418860808015E-14"))
        .contains("5.684341886080802e-14", "5.684341886080802E-14");
    assertThat(NumberTexts.of("1152921504606846976")).containsExactly("1152921504606846976");
  }

  /** A model in Java reads each of them as the same category, but where Java writes more digits. */
  @Test
  void textsAreOfTheCategoryThatAModelFinds() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      double value =
          i < 60 ? Math.scalb(1.0, i + 10) : random.nextGaussian() * Math.pow(10, i % 60 - 30);
      String name =
          value == Math.rint(value) && Math.abs(value) < 0x1p53
              ? Long.toString((long) value)
              : Double.toString(value);
      FittedCategory category = new FittedCategory("c", List.of(name), 0).of(ValueType.REAL);
      assertThat(NumberTexts.of(name)).allMatch(text -> !category.unseen(text));
    }
  }

  @Test
  void textsAreTheSameInAnyLocale() {
    Locale locale = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(NumberTexts.of("1.0E-5")).contains("1e-05");
    } finally {
      Locale.setDefault(locale);
    }
  }

  @Test
  void whatNoDoubleWritesHasItsNameAlone() {
    assertThat(NumberTexts.of("9007199254740993")).containsExactly("9007199254740993");
    assertThat(NumberTexts.of("Infinity")).containsExactly("Infinity");
  }
}
