package io.plateau.data;

import io.plateau.scan.ColumnBlock;
import io.plateau.scan.TextColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Classes that a label names, by the order of their indexes.
 *
 * @param names as Spark writes the label's values as strings
 * @param byName index of each class
 * @param byNumber index of each class where the label is read as a number; empty otherwise
 */
record Classes(List<String> names, Map<String, Integer> byName, Map<Double, Integer> byNumber)
    implements Serializable {

  /** Classes of labels that are read as strings. */
  static Classes of(List<String> names) {
    return new Classes(new ArrayList<>(names), indexes(names), Map.of());
  }

  /**
   * Classes of labels that are read as numbers.
   *
   * @param names of the values
   */
  static Classes of(List<String> names, List<Double> values) {
    return new Classes(new ArrayList<>(names), indexes(names), indexes(values));
  }

  private static <T> Map<T, Integer> indexes(List<T> values) {
    Map<T, Integer> indexes = new HashMap<>();
    values.forEach(value -> indexes.put(value, indexes.size()));
    return indexes;
  }

  /** The index of the class of each row of a block; −1 for a class that training rows have not. */
  IntUnaryOperator in(ColumnBlock block, int slot) {
    if (!byNumber.isEmpty()) {
      return row -> byNumber.getOrDefault(block.numbers(slot).at(row) + 0.0, -1); // never −0
    }
    TextColumn column = block.texts(slot);
    String[] dictionary = column.dictionary();
    int[] codes = new int[dictionary.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = byName.getOrDefault(dictionary[i], -1);
    }
    return row -> column.code(row) < 0 ? -1 : codes[column.code(row)];
  }
}
