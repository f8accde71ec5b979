package io.plateau.scan;

import io.plateau.table.fit.ColumnStatistics;
import io.plateau.table.fit.LabelGroups;
import io.plateau.table.fit.NumberStatistics;
import io.plateau.table.fit.TextStatistics;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Label of training rows as whole numbers of up to 2¹⁶ steps, whose sums by the values of columns
 * are exact.
 *
 * @param slot of the label
 * @param places by class, strings or numbers, its place; empty for a label that is a number
 * @param least label
 * @param step from a whole number to the next, of a label that is a number
 * @param before by slot, the means that are subtracted
 */
record LabelSteps(
    int slot,
    Map<Object, Integer> places,
    double least,
    double step,
    Map<Integer, LabelGroups.LeftOutMeans> before)
    implements Serializable {
  /** The most frequent classes that are looked at. */
  private static final int CLASSES = 4;

  /** Steps from the least label to the greatest. */
  private static final int STEPS = 1 << 16;

  /**
   * The steps of a label.
   *
   * @param classes whether it is one of several classes, else a number
   */
  static LabelSteps of(int slot, ColumnStatistics label, boolean classes) {
    if (classes) {
      Map<Object, Long> counts = new HashMap<>();
      if (label instanceof NumberStatistics numbers) {
        numbers.counts(Double::toString).forEach((x, n) -> counts.put(Double.valueOf(x), n));
      } else {
        counts.putAll(((TextStatistics) label).counts());
      }
      return new LabelSteps(slot, frequent(counts), 0, 0, Map.of());
    }
    NumberStatistics numbers = (NumberStatistics) label;
    double step = (numbers.most() - numbers.least()) / STEPS;
    return new LabelSteps(slot, Map.of(), numbers.least(), step, Map.of());
  }

  /** What means of a slot leave of the label. */
  LabelSteps without(int explained, LabelGroups.LeftOutMeans means) {
    Map<Integer, LabelGroups.LeftOutMeans> all = new LinkedHashMap<>(before);
    all.put(explained, means);
    return new LabelSteps(slot, places, least, step, all);
  }

  /** Of two classes, one tells both. */
  private static Map<Object, Integer> frequent(Map<Object, Long> counts) {
    Map<Object, Integer> places = new HashMap<>();
    counts.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<Object, Long>>comparingLong(entry -> -entry.getValue())
                .thenComparing(entry -> entry.getKey().toString()))
        .limit(counts.size() == 2 ? 1 : CLASSES)
        .forEach(entry -> places.put(entry.getKey(), places.size()));
    return places;
  }

  /** Numbers of a label, 0 where it says nothing. */
  int width() {
    boolean varies = step > 0 && step < Double.POSITIVE_INFINITY;
    return varies ? 1 : places.size();
  }

  /** <em>Adds</em> the training rows of a block to sums by the values of as many slots. */
  void add(LabelGroups[] sums, ColumnBlock block, byte[] parts, List<Integer> slots) {
    int width = width();
    int[] rows =
        Arrays.stream(RowParts.rows(parts, RowParts.TRAINING))
            .filter(row -> KeptClasses.value(block, slot, row) != null)
            .toArray();
    int[] labels = new int[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      write(block, rows[i], labels, i * width);
      for (Map.Entry<Integer, LabelGroups.LeftOutMeans> means : before.entrySet()) {
        Object value = KeptClasses.value(block, means.getKey(), rows[i]);
        means.getValue().subtract(value, labels, i * width);
      }
    }
    for (int c = 0; c < sums.length; c++) {
      for (int i = 0; i < rows.length; i++) {
        sums[c].add(KeptClasses.value(block, slots.get(c), rows[i]), labels, i * width);
      }
    }
  }

  private void write(ColumnBlock block, int row, int[] labels, int at) {
    if (step > 0) {
      labels[at] = (int) ((block.numbers(slot).at(row) - least) / step);
      return;
    }
    Integer place = places.get(KeptClasses.value(block, slot, row));
    if (place != null) {
      labels[at + place] = STEPS;
    }
  }
}
