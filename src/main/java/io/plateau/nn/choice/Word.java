package io.plateau.nn.choice;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Constant of an enum that users choose by a word. */
public interface Word {
  /** First letter of another word than the first. */
  Pattern LATER_WORD = Pattern.compile("_(.)");

  /** The name of the constant, as enums have it. */
  String name();

  /** The word in files and parameters: the name in camel case, such as {@code unitVariance}. */
  default String text() {
    return LATER_WORD
        .matcher(name().toLowerCase(Locale.ROOT))
        .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }

  /** The words of a type, in the order of its constants. */
  static <E extends Enum<E> & Word> List<String> all(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Word::text).toList();
  }

  /**
   * The constant of a word.
   *
   * @param what is chosen, for the message
   * @throws IllegalArgumentException where there is none of this word
   */
  static <E extends Enum<E> & Word> E named(Class<E> type, String what, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> one.text().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s must be one of %s, got \"%s\""
                        .formatted(what, String.join(", ", all(type)), word)));
  }
}
