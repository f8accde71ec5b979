package io.plateau.scan;

import io.plateau.math.Key;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.array.ByteArrayMethods;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Codes of the strings of a slot, block by block. Strings of earlier blocks stay known, so that
 * each is decoded once and blocks share it.
 */
final class TextCodes {
  /** With more strings than this, or more bytes in them, they are forgotten after a block. */
  private static final int MOST = 1 << 15;

  /** Of all slots. */
  private static final long MOST_BYTES = 1 << 23;

  private static final int LEAST = 1 << 6;

  private static final class Known {
    private final byte[] bytes;
    private final long hash;
    private final String text;
    private int block;
    private int code;

    Known(byte[] bytes, long hash) {
      this.bytes = bytes;
      this.hash = hash;
      this.text = new String(bytes, StandardCharsets.UTF_8);
    }

    boolean is(Object base, long from, int length) {
      return bytes.length == length
          && ByteArrayMethods.arrayEquals(bytes, Platform.BYTE_ARRAY_OFFSET, base, from, length);
    }
  }

  /** Hash table with open addressing, at most half full. */
  private Known[] known = new Known[LEAST];

  private int size;
  private final List<String> dictionary = new ArrayList<>();
  private int block;

  /** In the strings that are known, and in those of this block. */
  private long bytes;

  private long used;

  /** The most bytes that stay known. */
  private final long most;

  /**
   * @param slots of strings, which share memory
   */
  TextCodes(long slots) {
    most = MOST_BYTES / slots;
  }

  /** Begins a block, whose codes start at 0. */
  void begin() {
    block++;
    dictionary.clear();
    used = 0;
    if (size > MOST || bytes > most) {
      known = new Known[LEAST];
      size = 0;
      bytes = 0;
    }
  }

  /** Bytes of the different strings of this block. */
  long bytes() {
    return used;
  }

  /**
   * The code of a string in this block. Of the string only its place is handed on, so that compiled
   * code makes no object of it.
   */
  int code(UTF8String text) {
    return code(text.getBaseObject(), text.getBaseOffset(), text.numBytes());
  }

  private int code(Object base, long from, int length) {
    long hash = hash(base, from, length);
    int at = first(known, hash);
    while (known[at] != null && !(known[at].hash == hash && known[at].is(base, from, length))) {
      at = at + 1 & known.length - 1;
    }
    Known found = known[at];
    if (found == null) {
      found = new Known(UTF8String.fromAddress(base, from, length).getBytes(), hash);
      known[at] = found;
      size++;
      bytes += length;
      if (2 * size > known.length) {
        grow();
      }
    }
    if (found.block != block) {
      found.block = block;
      used += length;
      found.code = dictionary.size();
      dictionary.add(found.text);
    }
    return found.code;
  }

  private static int first(Known[] table, long hash) {
    return (int) hash & table.length - 1;
  }

  private void grow() {
    Known[] larger = new Known[2 * known.length];
    for (Known string : known) {
      if (string != null) {
        int at = first(larger, string.hash);
        while (larger[at] != null) {
          at = at + 1 & larger.length - 1;
        }
        larger[at] = string;
      }
    }
    known = larger;
  }

  /** Eight bytes at a time, the last of them again where the length is no multiple of eight. */
  private static long hash(Object base, long from, int length) {
    long end = from + length;
    if (length < Long.BYTES) {
      long rest = 0;
      for (long at = from; at < end; at++) {
        rest = rest << Byte.SIZE | Platform.getByte(base, at) & 0xff;
      }
      return Key.mix(length ^ rest);
    }
    long hash = length;
    for (long at = from; at + Long.BYTES < end; at += Long.BYTES) {
      hash = Key.mix(hash ^ Platform.getLong(base, at));
    }
    return Key.mix(hash ^ Platform.getLong(base, end - Long.BYTES));
  }

  String[] dictionary() {
    return dictionary.toArray(String[]::new);
  }
}
