package io.plateau.job;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Numbers as the core schema of YAML 1.2 has them, in base ten: {@code 1e-4} is one, which YAML 1.1
 * takes for text; {@code 0x1F}, {@code 1_000} and {@code .inf} are none.
 */
final class YamlNumbers {
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,30}");
  private static final Pattern REAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private YamlNumbers() {}

  static boolean isNumber(String text) {
    return REAL.matcher(text).matches();
  }

  /** The integer, or empty where it is none or does not fit 64 bits. */
  static OptionalLong whole(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The nearest double, or empty where it is no number or too large for one. */
  static OptionalDouble real(String text) {
    if (!isNumber(text)) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(text);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /**
   * The shortest text that reads back as the same double: {@code 1e-4}, {@code 0.002}, {@code 8}.
   */
  static String write(double value) {
    String plain = Double.toString(value);
    if (plain.endsWith(".0")) {
      return plain.substring(0, plain.length() - 2);
    }
    if (!plain.contains("E")) {
      return plain;
    }
    BigDecimal exact = new BigDecimal(plain).stripTrailingZeros();
    String digits = exact.unscaledValue().toString();
    return digits + (exact.scale() == 0 ? "" : "e" + -exact.scale());
  }
}
