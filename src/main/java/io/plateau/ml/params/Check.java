package io.plateau.ml.params;

import io.plateau.spec.Settings;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import scala.Function1;

/** Validator of a param's values; it is serialized with its param. */
@FunctionalInterface
interface Check<T> extends Function1<T, Object>, Serializable {
  /** Values that the setting of a param takes; others are refused with the reason. */
  static Check<Object> ofSetting(String param) {
    return value -> {
      Settings.ofParam(param)
          .domain()
          .require(param, value instanceof int[] widths ? list(widths) : value);
      return true;
    };
  }

  /** Widths of at least two layers. */
  static Check<Object> layers() {
    return value ->
        ((int[]) value).length >= 2 && Arrays.stream((int[]) value).allMatch(width -> width >= 1);
  }

  /** Strings that a parser takes without an exception. */
  static Check<Object> parsed(Parser parser) {
    return text -> {
      parser.parse((String) text);
      return true;
    };
  }

  static List<Integer> list(int[] widths) {
    return Arrays.stream(widths).boxed().toList();
  }

  /** Reads a string, or says in an IllegalArgumentException what is wrong with it. */
  @FunctionalInterface
  interface Parser extends Serializable {
    void parse(String text);
  }
}
