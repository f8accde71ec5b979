package io.plateau.table.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.engine.shard.TaskBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantilesTest {
  private static final double[] PROBABILITIES = {0.25, 0.5, 0.75};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 100, 9999})
  void areThoseOfTheSortedNumbers(int n) {
    Random random = new Random(n);
    for (int kind = 0; kind < 5; kind++) {
      double[] numbers = new double[n];
      for (int i = 0; i < n; i++) {
        double x = random.nextGaussian();
        numbers[i] =
            switch (kind) {
              case 0 -> x;
              case 1 -> Math.rint(3 * x) + 0.0; // never −0
              case 2 -> x * 1e30;
              case 3 -> x * 1e39; // often beyond the largest float
              default -> Math.exp(20 * x) * Math.signum(x);
            };
      }
      assertThat(quartiles(numbers, 1, random)).containsExactly(sorted(numbers));
      assertThat(quartiles(numbers, 7, random)).containsExactly(sorted(numbers));
      NumberStatistics counted = new NumberStatistics();
      Arrays.stream(numbers).forEach(x -> counted.add(x, 1));
      if (!counted.many()) {
        assertThat(counted.quartiles()).containsExactly(sorted(numbers));
      }
    }
  }

  /** By doubles, where the nearest floats of numbers are all alike or a few. */
  @ParameterizedTest
  @CsvSource({"1.7e12, 60000", "-1e9, 1", "1e5, 0.001", "0, 1e-50", "1e15, 4000"})
  void ofNumbersThatVaryLittleAreNearThoseOfDoubles(double from, double range) {
    Random random = new Random(5);
    double[] numbers = random.doubles(3001).map(x -> from + range * x * x).toArray();
    double[] sorted = Arrays.stream(numbers).sorted().toArray();
    for (int parts : new int[] {1, 7}) {
      Quantiles quantiles = second(numbers, parts, random, 80);
      double[] quartiles = quantiles.quartiles();
      for (int q = 0; q < quartiles.length; q++) {
        assertThat(quartiles[q])
            .isCloseTo(sorted[(int) (3000 * PROBABILITIES[q])], within(range / 32_000));
      }
      List<Double> cuts = quantiles.cuts();
      assertThat(cuts).hasSize(81).startsWith(sorted[0]).endsWith(sorted[3000]);
      for (int b = 0; b <= 80; b++) {
        assertThat(cuts.get(b)).isCloseTo(sorted[3000 * b / 80], within(range / 32_000));
      }
    }
  }

  /** As dates are, in quarter hours. */
  @Test
  void ofWholeNumbersThatVaryLittleAreExact() {
    double[] numbers = new Random(6).ints(999, 1_900_000, 1_900_900).asDoubleStream().toArray();
    double[] sorted = Arrays.stream(numbers).sorted().toArray();
    assertThat(quartiles(numbers, 3, new Random(1))).containsExactly(sorted(numbers));
    assertThat(second(numbers, 3, new Random(1), 80).cuts())
        .startsWith(sorted[0])
        .endsWith(sorted[998])
        .allMatch(cut -> cut == Math.rint(cut));
  }

  @Test
  void cutsBeyondTheLargestFloatEndWithTheNumbers() {
    double[] numbers = new Random(7).doubles(2001, -1e40, 3e39).toArray();
    double[] sorted = Arrays.stream(numbers).sorted().toArray();
    assertThat(second(numbers, 3, new Random(1), 80).cuts())
        .startsWith(sorted[0])
        .endsWith(sorted[2000])
        .hasSizeGreaterThan(70)
        .isSorted();
  }

  @Test
  void minusZeroIsZero() {
    assertThat(quartiles(new double[] {-0.0, 0.0, -0.0}, 1, new Random(1)))
        .containsExactly(0.0, 0.0, 0.0);
  }

  @Test
  void ofNothingAreNoNumbers() {
    assertThat(quartiles(new double[0], 3, new Random(1)))
        .containsExactly(Double.NaN, Double.NaN, Double.NaN);
  }

  /** By the definition: ranks of the sorted numbers, values apart that fill a bin. */
  @ParameterizedTest
  @CsvSource({"1, 80", "3, 80", "80, 80", "200, 80", "9999, 80", "200, 730", "9999, 730"})
  void cutsAreRanksOfTheSortedNumbers(int n, int all) {
    Random random = new Random(n);
    for (double[] frequent : new double[][] {{0}, {-999}, {-999, 0, 0.5, 0x1p100}}) {
      for (double share : new double[] {0, 0.01, 0.6, 1}) {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
          // None of the others is in a bucket of a frequent one
          numbers[i] =
              random.nextDouble() < share
                  ? frequent[random.nextInt(frequent.length)]
                  : (float) (random.nextBoolean() ? 1 + random.nextDouble() : -random.nextDouble());
        }
        List<Double> expected = cuts(numbers, all);
        assertThat(second(numbers, 1, random, all).cuts()).containsExactlyElementsOf(expected);
        assertThat(second(numbers, 5, random, all).cuts()).containsExactlyElementsOf(expected);
      }
    }
  }

  private static List<Double> cuts(double[] numbers, int all) {
    Map<Double, Long> counts =
        Arrays.stream(numbers)
            .boxed()
            .collect(Collectors.groupingBy(x -> x, Collectors.counting()));
    TreeSet<Double> cuts = new TreeSet<>(counts.keySet());
    cuts.removeIf(x -> counts.get(x) * all <= numbers.length);
    double[] others = Arrays.stream(numbers).filter(x -> !cuts.contains(x)).sorted().toArray();
    int bins = Math.max(1, all - cuts.size());
    for (int b = 0; b <= bins && others.length > 0; b++) {
      cuts.add(others[(int) ((others.length - 1L) * b / bins)]);
    }
    return new ArrayList<>(cuts);
  }

  /** 1.001 is in the bucket of 1, so that 1 is not known to be frequent. */
  @Test
  void cutsBesideAFrequentValueWhoseBucketHasOthersAreEven() {
    double[] numbers = new Random(9).doubles(2000).map(x -> x < 0.9 ? 1 : 10 * x).toArray();
    assertThat(second(numbers, 2, new Random(1), 80).cuts()).hasSizeGreaterThan(70);
    numbers[0] = 1.001;
    assertThat(second(numbers, 2, new Random(1), 80).cuts()).hasSizeBetween(2, 20).startsWith(1.0);
  }

  @Test
  void datesHaveMoreBinsThanNumbersWhereTheyHaveTheRows() {
    assertThat(Cuts.dateBins(0)).isEqualTo(80);
    assertThat(Cuts.dateBins(1_599)).isEqualTo(99);
    assertThat(Cuts.dateBins(1_000_000_000_000L)).isEqualTo(730);
  }

  @Test
  void cutsOfFewValuesHaveBinsBesideFrequentOnes() {
    // 900 rows of 0, and one row for each of 1 … 100: 0 is a cut, 79 bins are left for the others
    double[] values = new double[101];
    long[] counts = new long[101];
    for (int i = 0; i <= 100; i++) {
      values[i] = i;
      counts[i] = i == 0 ? 900 : 1;
    }
    List<Double> cuts = Cuts.of(values, counts, 80);
    assertThat(cuts).hasSize(81).startsWith(0.0, 1.0, 2.0).endsWith(100.0).isSorted();
    assertThat(Cuts.of(new double[] {2, 5}, new long[] {9, 1}, 80)).containsExactly(2.0, 5.0);
    assertThat(Cuts.of(new double[] {2}, new long[] {9}, 80)).containsExactly(2.0);
    assertThat(Cuts.of(new double[0], new long[0], 80)).isEmpty();
  }

  /** The numbers in a random order, dealt to parts whose counts are added in a random order. */
  private static double[] quartiles(double[] numbers, int parts, Random random) {
    int bins = random.nextBoolean() ? 80 : 0;
    return second(numbers, parts, random, bins).quartiles();
  }

  /** After two passes or three. */
  private static Quantiles second(double[] numbers, int parts, Random random, int bins) {
    List<double[]> dealt = dealt(numbers, parts, random);
    Buckets buckets = new Buckets();
    for (double[] part : dealt) {
      Buckets own = new Buckets();
      Arrays.stream(part).forEach(x -> own.add(x, 1));
      buckets.add(own);
    }
    double least = Arrays.stream(numbers).min().orElse(Double.POSITIVE_INFINITY);
    double most = Arrays.stream(numbers).max().orElse(Double.NEGATIVE_INFINITY);
    Supplier<Quantiles> two = () -> new Quantiles(buckets, bins, least, most);
    assertThat(two.get().wanted()).isBetween(Math.min(numbers.length, 1L), (long) numbers.length);
    if (random.nextBoolean()) {
      return pass(two, numbers, parts, random);
    }
    Quantiles coarse = pass(() -> two.get().first8(), numbers, parts, random);
    assertThat(coarse.isLast()).isFalse();
    return pass(coarse::last8, numbers, parts, random);
  }

  private static Quantiles pass(
      Supplier<Quantiles> empty, double[] numbers, int parts, Random random) {
    Quantiles all = empty.get();
    for (double[] part : dealt(numbers, parts, random)) {
      Quantiles own = TaskBytes.read(TaskBytes.write(empty.get()));
      Arrays.stream(part).forEach(own::add);
      all.add(TaskBytes.<Quantiles>read(TaskBytes.write(own)));
    }
    return all;
  }

  private static List<double[]> dealt(double[] numbers, int parts, Random random) {
    List<DoubleStream.Builder> builders = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      builders.add(DoubleStream.builder());
    }
    Arrays.stream(numbers).forEach(x -> builders.get(random.nextInt(parts)).add(x));
    return builders.stream().map(builder -> builder.build().toArray()).toList();
  }

  private static double nearestFloat(double x) {
    return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, x));
  }

  private static double[] sorted(double[] numbers) {
    double[] floats = Arrays.stream(numbers).map(QuantilesTest::nearestFloat).sorted().toArray();
    return Arrays.stream(PROBABILITIES)
        .map(
            p -> {
              double at = (floats.length - 1) * p;
              double low = floats[(int) at];
              double high = floats[Math.min((int) at + 1, floats.length - 1)];
              return at == (int) at ? low : low + (at - (int) at) * (high - low);
            })
        .toArray();
  }
}
