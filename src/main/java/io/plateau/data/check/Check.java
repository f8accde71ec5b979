package io.plateau.data.check;

import io.plateau.data.source.Slips;
import io.plateau.scan.ColumnBlock;
import io.plateau.scan.NumberColumn;
import io.plateau.scan.TextColumn;
import io.plateau.table.FittedDate;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What no row, or not too many rows, may be.
 *
 * @param slot of the column looked at
 * @param known whether a check for unknown strings knows one
 * @param test what is wrong with a row
 * @param tolerated whether so many rows may be
 * @param message with {@code {}} for "3 of 100 rows, first row 17"
 */
public record Check(int slot, Test test, Known known, Tolerance tolerated, String message)
    implements Serializable {
  private static final String FOUND = "{}";
  private static final Set<Test> OF_TEXTS =
      EnumSet.of(Test.UNDECODED, Test.DECIMAL_COMMA, Test.UNKNOWN, Test.OTHER);

  /** Whether a string is known. */
  public interface Known extends Serializable {
    boolean has(String text);
  }

  /** How many bad rows of all are no error. */
  public interface Tolerance extends Serializable {
    boolean allows(long bad, long all);
  }

  /** What may be wrong with a value. */
  public enum Test {
    MALFORMED,
    /** Null or NaN. */
    MISSING,
    INFINITE,
    /** A time that is too far from 1970 for a date. */
    FAR,
    /** Missing, infinite or negative. */
    NO_WEIGHT,
    /** A label that is missing or not finite. */
    NO_LABEL,
    /** A finite number that is infinite as a float. */
    BEYOND_FLOATS,
    /** A vector with NaN or infinite values. */
    NOT_FINITE,
    /** A text with characters that could not be decoded. */
    UNDECODED,
    /** A text that is a number with a decimal comma. */
    DECIMAL_COMMA,
    /** A text that is not known. */
    UNKNOWN,
    /** A class or category that is not known, which the message names. */
    OTHER,
    /** A number that is not from 0 to 1. */
    NO_PROBABILITY,
    /** A number below 0. */
    NEGATIVE
  }

  /** A check that no row may fail. */
  static Check none(int slot, Test test, String message) {
    return new Check(slot, test, text -> true, (count, all) -> count == 0, message);
  }

  /** A check that each text is known. */
  public static Check known(int slot, Known known, String message) {
    return new Check(slot, Test.UNKNOWN, known, (count, all) -> count == 0, message);
  }

  /** A check that each text is a class or category which is known. */
  public static Check category(int slot, Known known, String message) {
    return new Check(slot, Test.OTHER, known, (count, all) -> count == 0, message);
  }

  /** The message with what was found. */
  String says(String found) {
    int place = message.lastIndexOf(FOUND); // names of columns come before it
    return message.substring(0, place) + found + message.substring(place + FOUND.length());
  }

  /** The message for a label that no row has. */
  String saysOfAll(long rows) {
    return message.substring(0, message.lastIndexOf(FOUND))
        + "all %d rows; choose another data.label, or rows that have it".formatted(rows);
  }

  /** The text of a row that is not known; null where the message names none. */
  String example(ColumnBlock block, long row) {
    return test != Test.OTHER || row < 0
        ? null
        : block.texts(slot).dictionary()[block.texts(slot).code((int) row)];
  }

  /**
   * Looks at all rows of a block.
   *
   * @return the number of bad rows, and the first of them or −1
   */
  long[] count(ColumnBlock block) {
    if (slot >= 0 && block.columns[slot] instanceof NumberColumn column) {
      if (test == Test.MISSING) {
        return new long[] {column.missing(), column.firstMissing()};
      }
      if (test == Test.INFINITE && !column.infinite()) {
        return new long[] {0, -1};
      }
    }
    boolean[] holds = OF_TEXTS.contains(test) ? holds(block) : null;
    if (holds != null && IntStream.range(0, holds.length).noneMatch(code -> holds[code])) {
      return new long[] {0, -1};
    }
    long[] found = {0, -1};
    for (int row = 0; row < block.rows; row++) {
      if (bad(block, row, holds)) {
        found[0]++;
        found[1] = found[1] < 0 ? row : found[1];
      }
    }
    return found;
  }

  private boolean bad(ColumnBlock block, int row, boolean[] holds) {
    return switch (test) {
      case MALFORMED -> block.malformed[row];
      case MISSING -> missing(block, row);
      case INFINITE -> Double.isInfinite(block.numbers(slot).at(row));
      case FAR -> FittedDate.isFar(block.numbers(slot).at(row));
      case NO_WEIGHT ->
          !(block.numbers(slot).at(row) >= 0) || Double.isInfinite(block.numbers(slot).at(row));
      case NO_LABEL ->
          missing(block, row)
              || block.columns[slot] instanceof NumberColumn column
                  && Double.isInfinite(column.at(row));
      case BEYOND_FLOATS -> Float.isInfinite((float) block.numbers(slot).at(row));
      case NOT_FINITE -> !block.vectors(slot).finite(row);
      case NO_PROBABILITY ->
          !(block.numbers(slot).at(row) >= 0 && block.numbers(slot).at(row) <= 1);
      case NEGATIVE -> block.numbers(slot).at(row) < 0;
      case UNDECODED, DECIMAL_COMMA, UNKNOWN, OTHER -> {
        int code = block.texts(slot).code(row);
        yield code >= 0 && holds[code];
      }
    };
  }

  private boolean missing(ColumnBlock block, int row) {
    return block.columns[slot] instanceof NumberColumn column
        ? Double.isNaN(column.at(row))
        : block.columns[slot] instanceof TextColumn texts
            ? texts.code(row) < 0
            : block.vectors(slot).size(row) < 0;
  }

  /** Of each string of the block, whether it is bad. */
  private boolean[] holds(ColumnBlock block) {
    String[] texts = block.texts(slot).dictionary();
    boolean[] holds = new boolean[texts.length];
    for (int i = 0; i < texts.length; i++) {
      holds[i] =
          switch (test) {
            case UNKNOWN, OTHER -> !known.has(texts[i]);
            case UNDECODED -> Slips.undecoded(texts[i]);
            case DECIMAL_COMMA -> Slips.isDecimalComma(texts[i]);
            default -> throw new IllegalStateException(test + " is no check of strings");
          };
    }
    return holds;
  }

  /** Counts vectors of a block by their size: how many there are, and the first. */
  static Map<Integer, long[]> sizes(ColumnBlock block, int slot) {
    Map<Integer, long[]> sizes = new HashMap<>();
    for (int row = 0; row < block.rows; row++) {
      int size = block.vectors(slot).size(row);
      if (size >= 0) {
        int first = row;
        sizes.computeIfAbsent(size, key -> new long[] {0, first})[0]++;
      }
    }
    return sizes;
  }
}
