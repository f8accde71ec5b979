package io.plateau.nn.choice;

import java.util.Arrays;
import java.util.List;

/** Constant of an enum that users choose by a word. */
public interface Word {
  /** The word in job files and parameters. */
  String text();

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
