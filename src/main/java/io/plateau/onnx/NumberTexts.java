package io.plateau.onnx;

import io.plateau.table.Parsing;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Texts of a number, as languages write it where an application makes strings of its doubles:
 * {@code 3} and {@code 3.0}, and of a large or small one {@code 1.0E16} (Java), {@code 1e+16}
 * (Python) and {@code 1e-7} (JavaScript). Java before 19 writes some doubles with more digits than
 * it takes to tell them apart: 2⁶⁰ is {@code 1.15292150460684698E18} there, elsewhere {@code
 * 1.152921504606847e+18}, and as an integer {@code 1152921504606846976}.
 */
final class NumberTexts {
  /** The most digits of a double. */
  private static final int DIGITS = 17;

  /** JavaScript writes out integers below. */
  private static final double WRITTEN_OUT = 1e21;

  private NumberTexts() {}

  /** The name of a category of numbers, and the other texts of a double that it names. */
  static Set<String> of(String name) {
    Set<String> texts = new LinkedHashSet<>(Set.of(name));
    double value = Parsing.decimal(name).map(BigDecimal::doubleValue).orElse(Double.NaN);
    if (!Double.isFinite(value)) {
      return texts;
    }
    BigDecimal shortest = shortest(value);
    BigDecimal here = new BigDecimal(Double.toString(value));
    BigDecimal number = new BigDecimal(name);
    boolean digits = name.indexOf('E') < 0; // of an integer or decimal, which may be no double
    if (digits && number.compareTo(shortest) != 0 && number.compareTo(here) != 0) {
      return texts;
    }
    texts.add(Double.toString(value));
    if (value == 0) {
      texts.add("-0.0");
      return texts;
    }
    if (value == Math.rint(value) && Math.abs(value) < WRITTEN_OUT) {
      texts.add(new BigDecimal(value).toPlainString());
    }
    addForms(texts, number.stripTrailingZeros());
    addForms(texts, shortest.stripTrailingZeros());
    return texts;
  }

  private static void addForms(Set<String> texts, BigDecimal number) {
    int exponent = number.precision() - number.scale() - 1;
    if (exponent >= -7 && exponent <= 21) {
      String plain = number.toPlainString();
      texts.add(plain);
      texts.add(plain.contains(".") ? plain : plain + ".0");
    }
    String digits = number.scaleByPowerOfTen(-exponent).toPlainString();
    if (exponent < -3 || exponent >= 7) {
      texts.add((digits.contains(".") ? digits : digits + ".0") + "E" + exponent);
    }
    if (exponent < -4 || exponent >= 16) {
      String sign = exponent < 0 ? "-" : "+";
      texts.add(digits + "e" + sign + Math.abs(exponent));
      texts.add(String.format(Locale.ROOT, "%se%s%02d", digits, sign, Math.abs(exponent)));
    }
  }

  /**
   * The number of the fewest digits that is read as a double: the nearest of that length, or beside
   * a power of two, whose neighbors are not as near on one side, the next one.
   */
  private static BigDecimal shortest(double value) {
    for (int digits = 1; digits < DIGITS; digits++) {
      for (RoundingMode mode : List.of(RoundingMode.HALF_EVEN, RoundingMode.UP)) {
        BigDecimal rounded = new BigDecimal(value, new MathContext(digits, mode));
        if (rounded.doubleValue() == value) {
          return rounded;
        }
      }
    }
    return new BigDecimal(value, new MathContext(DIGITS));
  }
}
