package io.plateau.table.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelGroupsTest {
  private static final int VALUES = 400;

  /** Rows as number and label: an effect of each value, a trend along the numbers, and noise. */
  private static List<int[]> rows(int count, double effect, double trend) {
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int value = (int) (Key.of(1).with(i).uniform(0) * VALUES);
      double label =
          effect * Key.of(2).with(value).normal(0)
              + trend * Math.sin(6.0 * value / VALUES)
              + Key.of(3).with(i).normal(0);
      rows.add(new int[] {value, (int) Math.round(32_768 + 1000 * label)});
    }
    return rows;
  }

  private static LabelGroups groups(List<int[]> rows) {
    LabelGroups groups = new LabelGroups(1);
    rows.forEach(row -> groups.add((double) row[0], row, 1));
    return groups;
  }

  /** What is left of squares where each row is predicted by the others of its group, in a loop. */
  private static double unexplained(List<int[]> rows, List<Integer> group) {
    return DoubleStream.of(1, 4, 16)
        .map(rest -> unexplained(rows, group, rest))
        .min()
        .orElseThrow();
  }

  private static double unexplained(List<int[]> rows, List<Integer> group, double rest) {
    double mean = rows.stream().mapToInt(row -> row[1]).average().orElseThrow();
    Map<Integer, List<Integer>> members = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      members.computeIfAbsent(group.get(i), none -> new ArrayList<>()).add(i);
    }
    double squares = 0;
    for (int i = 0; i < rows.size(); i++) {
      double sum = rest * mean;
      double weight = rest;
      for (int other : members.get(group.get(i))) {
        sum += other == i ? 0 : rows.get(other)[1];
        weight += other == i ? 0 : 1;
      }
      squares += Math.pow(rows.get(i)[1] - sum / weight, 2);
    }
    return squares;
  }

  /** Bins between the cuts of a network, and those of the cuts themselves. */
  private static List<Integer> bins(List<int[]> rows) {
    TreeMap<Integer, Long> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(row[0], 1L, Long::sum));
    List<Double> cuts =
        Cuts.of(
            counts.keySet().stream().mapToDouble(x -> x).toArray(),
            counts.values().stream().mapToLong(n -> n).toArray(),
            80);
    return rows.stream()
        .map(
            row ->
                cuts.contains((double) row[0])
                    ? cuts.indexOf((double) row[0])
                    : -1 - (int) cuts.stream().filter(cut -> cut < row[0]).count())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0", "0.2, 0", "0.3, 0", "0.4, 0", "0.5, 0", "1, 0", "0, 1", "0.2, 1", "0.3, 1", "0.4, 1",
    "0.5, 2", "2, 3"
  })
  void whatValuesLeaveUnexplainedIsDividedByWhatBinsDo(double effect, double trend) {
    List<int[]> rows = rows(3000, effect, trend);
    double ratio =
        unexplained(rows, rows.stream().map(row -> row[0]).toList())
            / unexplained(rows, bins(rows));
    assertThat(groups(rows).ratio()).isCloseTo(ratio, within(1e-9));
  }

  @Test
  void quantitiesAndNoiseAreNoIdentifiersAndGroupsAre() {
    assertThat(groups(rows(3000, 0, 0)).ratio()).as("noise").isGreaterThan(0.99);
    assertThat(groups(rows(3000, 0, 2)).ratio()).as("a trend").isGreaterThan(0.99);
    assertThat(groups(rows(3000, 1, 2)).ratio()).as("groups").isLessThan(0.9);
  }

  @Test
  void partsAddUpInAnyOrder() {
    List<int[]> rows = rows(3000, 0.6, 1);
    LabelGroups parts = groups(rows.subList(2000, 3000));
    parts.add(groups(rows.subList(0, 2000)));
    assertThat(parts.ratio()).isEqualTo(groups(rows).ratio());
    assertThat(parts.size()).isEqualTo(groups(rows).size());
  }

  @Test
  void classesAreElementsOfTheLabel() {
    LabelGroups groups = new LabelGroups(3);
    LabelGroups noise = new LabelGroups(3);
    for (int i = 0; i < 3000; i++) {
      int value = i % VALUES;
      int[] classes = new int[3];
      classes[(int) (3 * Key.of(4).with(value).uniform(0))] = 1;
      groups.add((double) value, classes, 0);
      int[] others = new int[3];
      others[(int) (3 * Key.of(5).with(i).uniform(0))] = 1;
      noise.add((double) value, others, 0);
    }
    assertThat(groups.ratio()).isLessThan(0.1);
    assertThat(noise.ratio()).isGreaterThan(0.95);
  }

  @Test
  void fractionsTooManyValuesAndValuesOfOneRowAreNoIdentifiers() {
    List<int[]> rows = rows(3000, 1, 0);
    LabelGroups fractions = groups(rows);
    fractions.add(0.5, new int[] {1}, 0);
    assertThat(fractions.ratio()).isInfinite();
    fractions.add(groups(rows));
    assertThat(fractions.ratio()).as("with more rows").isInfinite();
    LabelGroups large = groups(rows);
    large.add(-0x1p53, new int[] {1}, 0);
    assertThat(large.ratio()).as("numbers that doubles round").isInfinite();
    LabelGroups missing = groups(rows);
    missing.add(null, new int[] {1}, 0);
    assertThat(missing.ratio()).isEqualTo(groups(rows).ratio());
    LabelGroups single = new LabelGroups(1);
    IntStream.range(0, 500).forEach(i -> single.add((double) i, new int[] {i % 7}, 0));
    assertThat(single.ratio()).isInfinite();
    LabelGroups many = new LabelGroups(1);
    IntStream.range(0, 30_003)
        .forEach(i -> many.add((double) (i / 3), new int[] {i / 3 * 7919 % 101}, 0));
    assertThat(many.ratio()).isInfinite();
    LabelGroups fewer = new LabelGroups(1);
    IntStream.range(0, 30_000)
        .forEach(i -> fewer.add((double) (i / 3), new int[] {i / 3 * 7919 % 101}, 0));
    assertThat(fewer.ratio()).isLessThan(0.5);
  }

  @Test
  void meansLeaveTheRowItselfOut() {
    List<int[]> rows = rows(3000, 0.6, 1);
    LabelGroups.LeftOutMeans means = groups(rows).means();
    double squares = 0;
    for (int[] row : rows) {
      int[] left = row.clone();
      means.subtract((double) row[0], left, 1);
      squares += (double) left[1] * left[1];
    }
    double looped = unexplained(rows, rows.stream().map(row -> row[0]).toList());
    assertThat(squares).as("but for rounding").isCloseTo(looped, within(3e-5 * looped));
  }
}
