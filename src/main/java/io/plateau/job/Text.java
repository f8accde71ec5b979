package io.plateau.job;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text as a YAML scalar, quoted only where it would be read as something else. */
final class Text {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./+-]*");
  private static final Pattern MEANS_SOMETHING =
      Pattern.compile("(?i)null|true|false|all|auto|yes|no|on|off|last");

  private static final int SHOWN = 60;

  /** What to do about a text that YAML takes for none, before how it is written. */
  static final String NULL_NEEDS_QUOTES = "a text that YAML reads as null needs quotes: ";

  private Text() {}

  /** Quoted for a message: on one line, and cut where it is long. */
  static String shown(String text) {
    return quote(text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
  }

  static String write(String text) {
    if (text == null) {
      return "null";
    }
    boolean plain =
        PLAIN.matcher(text).matches()
            && !MEANS_SOMETHING.matcher(text).matches()
            && !YamlNumbers.isNumber(text);
    return plain ? text : quote(text);
  }

  static String write(List<String> texts) {
    return texts.stream().map(Text::write).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A mapping whose values a function writes. */
  static <T> String write(Map<String, T> mapping, Function<T, String> written) {
    return mapping.entrySet().stream()
        .map(entry -> write(entry.getKey()) + ": " + written.apply(entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0xd800 && c < 0xe000)) {
                quoted.append(String.format("\\u%04x", c));
              } else if (c == 0x2028 || c == 0x2029 || c == 0xfeff || c == 0xfffe || c == 0xffff) {
                quoted.append(String.format("\\u%04x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }
}
