package io.plateau.ml.params;

import java.io.Serializable;
import scala.Function1;

/** A validator of a param's values; serialises with its param. */
@FunctionalInterface
interface Check<T> extends Function1<T, Object>, Serializable {
  /** Numbers greater than a bound. */
  static Check<Object> above(double bound) {
    return value -> ((Number) value).doubleValue() > bound;
  }

  /** Numbers not less than a bound. */
  static Check<Object> atLeast(double bound) {
    return value -> ((Number) value).doubleValue() >= bound;
  }

  /** Numbers from 0 up to but not including 1. */
  static Check<Object> share() {
    return value -> ((Number) value).doubleValue() >= 0 && ((Number) value).doubleValue() < 1;
  }

  /** Widths of layers. */
  static Check<int[]> widths(int atLeast) {
    return widths -> {
      for (int width : widths) {
        if (width < 1) {
          return false;
        }
      }
      return widths.length >= atLeast;
    };
  }

  /** Texts that a parser takes without complaint. */
  static Check<String> parsed(Parser parser) {
    return text -> {
      parser.parse(text);
      return true;
    };
  }

  /** Reads a text, or says in an IllegalArgumentException what is wrong with it. */
  @FunctionalInterface
  interface Parser extends Serializable {
    void parse(String text);
  }
}
