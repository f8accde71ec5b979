package io.plateau.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantilesTest {
  private static final double[] PROBABILITIES = {0.25, 0.5, 0.75};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 100, 9999})
  void areThoseOfTheSortedNumbers(int n) {
    Random random = new Random(n);
    for (int kind = 0; kind < 4; kind++) {
      double[] numbers = new double[n];
      for (int i = 0; i < n; i++) {
        double x = random.nextGaussian();
        numbers[i] =
            switch (kind) {
              case 0 -> x;
              case 1 -> Math.rint(3 * x);
              case 2 -> x * 1e30;
              default -> Math.exp(20 * x) * Math.signum(x);
            };
      }
      assertThat(quartiles(numbers, 1, random)).containsExactly(sorted(numbers));
      assertThat(quartiles(numbers, 7, random)).containsExactly(sorted(numbers));
    }
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

  /** The numbers in a random order, dealt to parts whose counts are added in a random order. */
  private static double[] quartiles(double[] numbers, int parts, Random random) {
    List<double[]> dealt = dealt(numbers, parts, random);
    Quantiles.Buckets buckets = new Quantiles.Buckets();
    for (double[] part : dealt) {
      Quantiles.Buckets own = new Quantiles.Buckets();
      Arrays.stream(part).forEach(x -> own.add(x, 1));
      buckets.add(own);
    }
    Quantiles all = new Quantiles(buckets);
    for (double[] part : dealt(numbers, parts, random)) {
      Quantiles own = new Quantiles(buckets);
      Arrays.stream(part).forEach(own::add);
      all.add(own);
    }
    return all.quartiles();
  }

  private static List<double[]> dealt(double[] numbers, int parts, Random random) {
    List<DoubleStream.Builder> builders = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      builders.add(DoubleStream.builder());
    }
    Arrays.stream(numbers).forEach(x -> builders.get(random.nextInt(parts)).add(x));
    return builders.stream().map(builder -> builder.build().toArray()).toList();
  }

  private static double[] sorted(double[] numbers) {
    double[] floats = Arrays.stream(numbers).map(x -> (float) x).sorted().toArray();
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
