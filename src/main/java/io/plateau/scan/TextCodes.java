package io.plateau.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Codes of the strings of a slot, block by block. Strings of earlier blocks stay known, so that
 * each is decoded once and blocks share it.
 */
final class TextCodes {
  /** With more strings than this they are forgotten after a block. */
  private static final int MOST = 1 << 15;

  private static final class Known {
    private final String text;
    private int block;
    private int code;

    Known(String text) {
      this.text = text;
    }
  }

  private final Map<UTF8String, Known> known = new HashMap<>();
  private final List<String> dictionary = new ArrayList<>();
  private int block;

  /** Begins a block, whose codes start at 0. */
  void begin() {
    block++;
    dictionary.clear();
    if (known.size() > MOST) {
      known.clear();
    }
  }

  /** The code of a string in this block. */
  int code(UTF8String text) {
    Known found = known.get(text);
    if (found == null) {
      found = new Known(text.toString());
      known.put(text.clone(), found);
    }
    if (found.block != block) {
      found.block = block;
      found.code = dictionary.size();
      dictionary.add(found.text);
    }
    return found.code;
  }

  /** The strings of this block by code. */
  String[] dictionary() {
    return dictionary.toArray(String[]::new);
  }
}
