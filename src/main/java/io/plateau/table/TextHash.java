package io.plateau.table;

import io.plateau.math.Key;

/** Well-mixed hash of a string, the same in every process. */
public final class TextHash {
  private TextHash() {}

  public static long of(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = Key.mix(hash * 31 + text.charAt(i));
    }
    return hash;
  }
}
