package io.plateau.ml.params;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name with numbers by name, as the text of a param: {@code step(every=10, factor=0.5)}, or the
 * name alone.
 *
 * @param numbers those given
 */
record NamedNumbers(String name, Map<String, Double> numbers) {
  private static final Pattern WHOLE = Pattern.compile("\\s*([\\w-]+)\\s*(?:\\((.*)\\))?\\s*");
  private static final Pattern NUMBER =
      Pattern.compile(
          "\\s*(\\w+)\\s*=\\s*([+-]?(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?|Infinity|NaN))\\s*");

  public NamedNumbers {
    numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
  }

  /**
   * Reads the text; whether name and numbers are known is for others to tell.
   *
   * @param param that the text is of, for messages
   */
  static NamedNumbers parse(String param, String text) {
    Matcher whole = WHOLE.matcher(text);
    if (!whole.matches()) {
      throw new IllegalArgumentException(
          "%s must be a name, or a name with numbers such as step(every=10, factor=0.5); got \"%s\""
              .formatted(param, text));
    }
    return new NamedNumbers(
        whole.group(1), numbers(param, Objects.requireNonNullElse(whole.group(2), "")));
  }

  /** Reads numbers alone, such as {@code every=10, factor=0.5}. */
  static Map<String, Double> numbers(String param, String text) {
    Map<String, Double> numbers = new TreeMap<>();
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      Matcher number = NUMBER.matcher(part);
      if (!number.matches()) {
        throw new IllegalArgumentException(
            "the numbers of %s must have the form NAME=NUMBER, with commas between them; got \"%s\""
                .formatted(param, text));
      }
      if (numbers.put(number.group(1), Double.valueOf(number.group(2))) != null) {
        throw new IllegalArgumentException(
            "%s has %s twice, got \"%s\"".formatted(param, number.group(1), text));
      }
    }
    return numbers;
  }
}
