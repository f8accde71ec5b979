package io.plateau.onnx;

import io.plateau.table.Parsing;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Texts of a number, as languages write it where an application makes strings of its doubles:
 * {@code 3} and {@code 3.0}, and of a large or small one {@code 1.0E16} (Java), {@code 1e+16}
 * (Python) and {@code 1e-7} (JavaScript).
 */
final class NumberTexts {
  private NumberTexts() {}

  /** The name of a category of numbers, and the other texts of a double that it names exactly. */
  static Set<String> of(String name) {
    Set<String> texts = new LinkedHashSet<>(Set.of(name));
    BigDecimal number = Parsing.decimal(name).map(BigDecimal::stripTrailingZeros).orElse(null);
    double value = number == null ? Double.NaN : number.doubleValue();
    Optional<BigDecimal> exact = Parsing.decimal(Double.toString(value));
    if (exact.isEmpty() || exact.get().compareTo(number) != 0) {
      return texts;
    }
    texts.add(Double.toString(value));
    if (value == 0) {
      texts.add("-0.0");
      return texts;
    }
    int exponent = number.precision() - number.scale() - 1;
    if (exponent >= -7 && exponent <= 21) {
      String plain = number.toPlainString();
      texts.add(plain);
      texts.add(plain.contains(".") ? plain : plain + ".0");
    }
    if (exponent < -4 || exponent >= 16) {
      String digits = number.scaleByPowerOfTen(-exponent).toPlainString();
      String sign = exponent < 0 ? "-" : "+";
      texts.add(digits + "e" + sign + Math.abs(exponent));
      texts.add(String.format(Locale.ROOT, "%se%s%02d", digits, sign, Math.abs(exponent)));
    }
    return texts;
  }
}
