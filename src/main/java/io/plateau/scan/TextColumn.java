package io.plateau.scan;

import java.io.Serializable;
import java.util.function.Predicate;

/** Strings of a block of rows, as codes of the different ones. */
public final class TextColumn implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String[] dictionary;
  private final int[] codes;

  /**
   * @param dictionary the different strings of the block
   * @param codes places in the dictionary, −1 where there is no string
   */
  TextColumn(String[] dictionary, int[] codes) {
    this.dictionary = dictionary;
    this.codes = codes;
  }

  public String[] dictionary() {
    return dictionary;
  }

  /** The place of a row's string in the dictionary, −1 where there is none. */
  public int code(int row) {
    return codes[row];
  }

  /** The column in which strings that fail a test are missing. */
  TextColumn where(Predicate<String> test) {
    int[] kept = codes.clone();
    boolean[] passes = new boolean[dictionary.length];
    for (int code = 0; code < passes.length; code++) {
      passes[code] = test.test(dictionary[code]);
    }
    for (int row = 0; row < kept.length; row++) {
      kept[row] = kept[row] >= 0 && passes[kept[row]] ? kept[row] : -1;
    }
    return new TextColumn(dictionary, kept);
  }
}
