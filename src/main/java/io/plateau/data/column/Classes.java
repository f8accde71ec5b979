package io.plateau.data.column;

import io.plateau.scan.ColumnBlock;
import io.plateau.scan.NumberColumn;
import io.plateau.scan.TextColumn;
import io.plateau.table.Parsing;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Classes that a label names, by the order of their indexes.
 *
 * @param names as Spark writes the label's values as strings
 * @param byName index of each class
 * @param byNumber index of each class where the label is a number; empty otherwise
 */
public record Classes(
    List<String> names, Map<String, Integer> byName, Map<Double, Integer> byNumber)
    implements Serializable {
  /** Classes of labels that are strings. */
  public static Classes of(List<String> names) {
    return new Classes(new ArrayList<>(names), indexes(names), Map.of());
  }

  /**
   * Classes of labels that are read as numbers.
   *
   * @param names of the values
   */
  public static Classes of(List<String> names, List<Double> values) {
    return new Classes(new ArrayList<>(names), indexes(names), indexes(values));
  }

  /** Classes of labels that are numbers and read as strings. */
  public static Classes ofNumbers(List<String> names) {
    List<Double> values = names.stream().map(name -> Parsing.number(name) + 0.0).toList();
    boolean exact =
        values.stream().allMatch(value -> Math.abs(value) < Parsing.EXACT)
            && new HashSet<>(values).size() == values.size();
    return new Classes(new ArrayList<>(names), indexes(names), exact ? indexes(values) : Map.of());
  }

  private static <T> Map<T, Integer> indexes(List<T> values) {
    Map<T, Integer> indexes = new HashMap<>();
    values.forEach(value -> indexes.put(value, indexes.size()));
    return indexes;
  }

  /** The index of the class of a number; −1 for a class that training rows have not. */
  public int indexOf(double number) {
    return byNumber.getOrDefault(number + 0.0, -1); // never −0
  }

  /** The index of the class that a string names, also a number that is written otherwise. */
  private int indexOf(String text) {
    Integer index = byName.get(text);
    return index != null ? index : byNumber.isEmpty() ? -1 : indexOf(Parsing.number(text));
  }

  /** The index of the class of each row of a block; −1 for a class that training rows have not. */
  public IntUnaryOperator in(ColumnBlock block, int slot) {
    if (block.columns[slot] instanceof NumberColumn numbers) {
      return row -> indexOf(numbers.at(row));
    }
    TextColumn column = block.texts(slot);
    int[] codes = Arrays.stream(column.dictionary()).mapToInt(this::indexOf).toArray();
    return row -> column.code(row) < 0 ? -1 : codes[column.code(row)];
  }
}
