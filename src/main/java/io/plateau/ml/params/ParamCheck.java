package io.plateau.ml.params;

import io.plateau.spec.Domain;
import io.plateau.spec.Settings;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import scala.Function1;

/** Validator of a param's values; it is serialized with its param. */
@FunctionalInterface
interface ParamCheck<T> extends Function1<T, Object>, Serializable {
  /** Values that the setting of a param takes; others are refused with the reason. */
  static ParamCheck<Object> ofSetting(String param) {
    return value -> {
      Settings.ofParam(param)
          .domain()
          .require(param, value instanceof int[] widths ? list(widths) : value);
      return true;
    };
  }

  /** Values of a domain; others are refused with the reason. */
  static <T> ParamCheck<T> of(String param, Values<T> values) {
    return value -> {
      values.domain().require(param, value);
      return true;
    };
  }

  /**
   * Arrays of which something holds; others are refused.
   *
   * @param expected the arrays in words
   */
  static <T> ParamCheck<T> ofArrays(String param, String expected, Holding<T> holds) {
    return value -> {
      if (!holds.test(value)) {
        String got = Arrays.deepToString(new Object[] {value});
        throw new IllegalArgumentException(
            "%s must be %s; got %s".formatted(param, expected, got.substring(1, got.length() - 1)));
      }
      return true;
    };
  }

  /** Strings that a parser takes without an exception. */
  static ParamCheck<Object> parsed(Parser parser) {
    return text -> {
      parser.parse((String) text);
      return true;
    };
  }

  static List<Integer> list(int[] widths) {
    return Arrays.stream(widths).boxed().toList();
  }

  /** The domain of a param, which is not serialized with it. */
  @FunctionalInterface
  interface Values<T> extends Serializable {
    Domain<T> domain();
  }

  @FunctionalInterface
  interface Holding<T> extends Predicate<T>, Serializable {}

  /** Reads a string, or says in an IllegalArgumentException what is wrong with it. */
  @FunctionalInterface
  interface Parser extends Serializable {
    void parse(String text);
  }
}
