package io.plateau;

import io.plateau.math.Key;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Changes to files, some that know the structure of JSON and YAML: numbers become extreme, keys
 * come twice or go, values change their kind, parts are nested deep, cut, repeated, moved.
 */
public final class Mutations {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");
  private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
  private static final Pattern LINE = Pattern.compile("[^\n]*\n");

  private static final String[] NUMBERS = {
    "0",
    "-1",
    "1",
    "2147483647",
    "2147483648",
    "-2147483649",
    "9223372036854775807",
    "9223372036854775808",
    "1e999",
    "1E400000000",
    "0.5",
    "NaN",
    "-Infinity",
    "1e-400",
    "00",
    "123456789012345678901234567890",
    "0x10",
    "4294967296",
    "536870911"
  };
  private static final String[] VALUES = {
    "null",
    "true",
    "[]",
    "{}",
    "\"\"",
    "\"../../../etc/passwd\"",
    "\"/etc/passwd\"",
    "\"java.lang.Runtime\"",
    "[[[[[[[[[[[[]]]]]]]]]]]]",
    "{\"@class\":\"java.lang.Object\"}",
    "\"\\u0000\"",
    "\"" + "x".repeat(2000) + "\"",
    "\"hdfs://elsewhere/\"",
    "-0.0",
    "\"float16\""
  };

  /** A text of late: most are changed again and again. */
  private record Searched(Pattern what, String text) {}

  private static final Map<Searched, MatchResult[]> FOUND = new HashMap<>();

  private Mutations() {}

  /** A changed copy, a pure function of both. */
  public static byte[] of(byte[] bytes, Key key) {
    if (bytes.length == 0) {
      return new byte[] {(byte) key.bits(9)};
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String changed =
        switch (key.below(0, 12)) {
          case 0 -> replace(text, NUMBER, NUMBERS[key.below(1, NUMBERS.length)], key);
          case 1 -> replace(text, TEXT, VALUES[key.below(1, VALUES.length)], key);
          case 2 -> replace(text, NUMBER, VALUES[key.below(1, VALUES.length)], key);
          case 3 -> twice(text, LINE, key);
          case 4 -> replace(text, LINE, "", key);
          case 5 -> twice(text, TEXT, key);
          case 6 -> replace(text, TEXT, "\"" + NUMBERS[key.below(1, NUMBERS.length)] + "\"", key);
          case 7 -> text.substring(0, key.below(1, text.length()));
          case 8 -> text + text.substring(key.below(1, text.length()));
          case 9 -> "[".repeat(1 + key.below(1, 3000)) + text;
          default -> null;
        };
    return changed == null ? flipped(bytes, key) : changed.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String replace(String text, Pattern what, String with, Key key) {
    MatchResult found = any(text, what, key);
    return found == null
        ? text
        : text.substring(0, found.start()) + with + text.substring(found.end());
  }

  private static String twice(String text, Pattern what, Key key) {
    MatchResult found = any(text, what, key);
    return found == null
        ? text
        : text.substring(0, found.end()) + found.group() + text.substring(found.end());
  }

  private static MatchResult any(String text, Pattern what, Key key) {
    if (FOUND.size() > 64) {
      FOUND.clear();
    }
    MatchResult[] all =
        FOUND.computeIfAbsent(
            new Searched(what, text),
            in -> what.matcher(text).results().toArray(MatchResult[]::new));
    return all.length == 0 ? null : all[key.below(2, all.length)];
  }

  private static byte[] flipped(byte[] bytes, Key key) {
    byte[] flipped = Arrays.copyOf(bytes, bytes.length);
    for (int i = 0; i <= key.below(3, 4); i++) {
      flipped[key.below(10 + i, bytes.length)] ^= (byte) (1 << key.below(20 + i, 8));
    }
    return flipped;
  }
}
