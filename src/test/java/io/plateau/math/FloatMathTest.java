package io.plateau.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.nn.autodiff.Normal;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FloatMathTest {
  /** A function of floats. */
  @FunctionalInterface
  interface FloatFunction {
    float apply(float x);
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        function("exp", FloatMath::exp, StrictMath::exp),
        function("expm1", FloatMath::expm1, StrictMath::expm1),
        function("tanh", FloatMath::tanh, StrictMath::tanh),
        function("sigmoid", FloatMath::sigmoid, x -> 1 / (1 + StrictMath.exp(-x))),
        function(
            "softplus",
            FloatMath::softplus,
            x -> StrictMath.max(x, 0) + StrictMath.log1p(StrictMath.exp(-StrictMath.abs(x)))),
        function("normalCdf", FloatMath::normalCdf, Normal::cdf),
        function(
            "normalDensity",
            FloatMath::normalDensity,
            x -> StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * StrictMath.PI)));
  }

  private static Arguments function(String name, FloatFunction ours, DoubleUnaryOperator exact) {
    return Arguments.of(name, ours, exact);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void isWithinOneUnitInTheLastPlaceEverywhere(
      String name, FloatFunction ours, DoubleUnaryOperator exact) {
    // A prime stride through all 2³² floats: every exponent, denormals, infinities' neighbours
    for (long bits = 0; bits < 1L << 32; bits += 9973) {
      check(name, ours, exact, Float.intBitsToFloat((int) bits));
    }
    // and densely where the functions bend
    for (int i = -400_000; i <= 400_000; i++) {
      check(name, ours, exact, i * 0x1p-12f);
    }
  }

  private static void check(String name, FloatFunction ours, DoubleUnaryOperator exact, float x) {
    float actual = ours.apply(x);
    if (Float.isNaN(x)) {
      assertThat(actual).isNaN();
      return;
    }
    float expected = (float) exact.applyAsDouble(x);
    boolean close =
        Float.compare(actual, expected) == 0
            || actual == expected
            || actual == Math.nextUp(expected)
            || actual == Math.nextDown(expected);
    if (!close) {
      throw new AssertionError("%s(%s) is %s, not %s".formatted(name, x, expected, actual));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void endsWhereItsLimitsAre(String name, FloatFunction ours, DoubleUnaryOperator exact) {
    assertThat(ours.apply(Float.NaN)).isNaN();
    for (float end : new float[] {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 0, -0f}) {
      // Adding 0 takes away the sign of zero, which does not matter here
      float expected = (float) exact.applyAsDouble(end) + 0f;
      assertThat(ours.apply(end) + 0f).as("%s(%s)", name, end).isEqualTo(expected);
    }
  }

  @Test
  void expReachesInfinityThroughTheLargestAndZeroThroughTheSmallestFloat() {
    assertThat(FloatMath.exp(88.72283f)).isFinite();
    assertThat(FloatMath.exp(88.72284f)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(FloatMath.exp(-103.2f)).isEqualTo(Float.MIN_VALUE);
    assertThat(FloatMath.exp(-104f)).isZero();
  }

  @Test
  void theArrayFormIsTheScalarOneInItsRange() {
    float[] x = {1, 2, -3, 4, Float.NaN};
    FloatMath.exp(x, 1, 4);
    assertThat(x)
        .containsExactly(1, FloatMath.exp(2), FloatMath.exp(-3), FloatMath.exp(4), Float.NaN);
  }
}
