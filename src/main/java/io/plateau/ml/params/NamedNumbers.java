package io.plateau.ml.params;

import java.util.Collections;
import java.util.Map;
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
  private static final Pattern NUMBER = Pattern.compile("\\s*(\\w+)\\s*=\\s*(\\S+)\\s*");

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
      throw malformed(param, text);
    }
    Map<String, Double> numbers = new TreeMap<>();
    if (whole.group(2) != null && !whole.group(2).isBlank()) {
      for (String part : whole.group(2).split(",", -1)) {
        Matcher number = NUMBER.matcher(part);
        if (!number.matches()) {
          throw malformed(param, text);
        }
        Double former;
        try {
          former = numbers.put(number.group(1), Double.valueOf(number.group(2)));
        } catch (NumberFormatException e) {
          throw malformed(param, text);
        }
        if (former != null) {
          throw new IllegalArgumentException(
              "%s has %s twice, got \"%s\"".formatted(param, number.group(1), text));
        }
      }
    }
    return new NamedNumbers(whole.group(1), numbers);
  }

  private static IllegalArgumentException malformed(String param, String text) {
    return new IllegalArgumentException(
        "%s must be a name, or a name with numbers such as step(every=10, factor=0.5); got \"%s\""
            .formatted(param, text));
  }
}
