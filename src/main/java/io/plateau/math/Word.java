package io.plateau.math;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Constant of an enum that has a word in files, params and messages. */
public interface Word {
  /** The name of the constant, as enums have it. */
  String name();

  /** The word: the name in camel case, such as {@code unitVariance}. */
  default String word() {
    String[] parts = name().toLowerCase(Locale.ROOT).split("_");
    for (int i = 1; i < parts.length; i++) {
      parts[i] = Character.toUpperCase(parts[i].charAt(0)) + parts[i].substring(1);
    }
    return String.join("", parts);
  }

  /** The words of a type, in the order of its constants. */
  static <E extends Enum<E> & Word> List<String> all(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Word::word).toList();
  }

  /**
   * The constant of a word.
   *
   * @param what is chosen, for the message
   * @throws IllegalArgumentException where there is none of this word
   */
  static <E extends Enum<E> & Word> E named(Class<E> type, String what, String word) {
    for (E constant : type.getEnumConstants()) {
      if (constant.word().equals(word)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "%s must be one of %s, got \"%s\"".formatted(what, String.join(", ", all(type)), word));
  }
}
