package io.plateau.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {
  private static final Key KEY = Key.of(11);

  /** Of numbers of 24 orders of magnitude, which cancel. */
  private static double[] terms(int seed) {
    return IntStream.range(0, 999)
        .mapToDouble(i -> KEY.with(seed).normal(i) * Math.pow(10, i % 25 - 12))
        .toArray();
  }

  private static ExactSum sum(double... terms) {
    ExactSum sum = new ExactSum();
    DoubleStream.of(terms).forEach(sum::add);
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void isRoundedOnce(int seed) {
    double[] terms = terms(seed);
    double expected =
        DoubleStream.of(terms)
            .mapToObj(BigDecimal::new)
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .doubleValue();
    assertThat(sum(terms).value()).isEqualTo(expected);
    ExactSum split = new ExactSum();
    split.add(sum(DoubleStream.of(terms).skip(500).toArray()));
    split.add(sum(DoubleStream.of(terms).limit(500).toArray()));
    assertThat(split.value()).isEqualTo(expected);
  }

  @Test
  void termsThatAreNotFiniteStayWhatTheyAre() {
    double infinite = Double.POSITIVE_INFINITY;
    assertThat(sum(1, 1e-30, infinite, 5, -7).value()).isEqualTo(infinite);
    assertThat(sum(-infinite, 5).value()).isEqualTo(-infinite);
    assertThat(sum(infinite, -infinite, 5).value()).isNaN();
    assertThat(sum(1, Double.NaN, infinite).value()).isNaN();
    ExactSum all = sum(1, 2);
    all.add(sum(infinite, 3));
    assertThat(all.value()).isEqualTo(infinite);
  }
}
