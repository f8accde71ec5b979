package io.plateau.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
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
