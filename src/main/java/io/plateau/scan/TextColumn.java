package io.plateau.scan;

import java.io.Serializable;

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
}
