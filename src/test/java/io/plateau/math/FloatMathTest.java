package io.plateau.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;
import static org.assertj.core.api.Assertions.within;

import io.plateau.nn.activation.Activation;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.autodiff.Normal;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FloatMathTest {
  private static final int BLOCK = 10_000;

  /** A function of floats, which overwrites its argument. */
  @FunctionalInterface
  interface FloatFunction {
    void overwrite(float[] x);
  }

  /** A function of one float. */
  @FunctionalInterface
  interface Single {
    float apply(float x);
  }

  static Stream<Arguments> functions() {
    DoubleUnaryOperator sigmoid = x -> 1 / (1 + StrictMath.exp(-x));
    return Stream.of(
        single("exp", FloatMath::exp, StrictMath::exp),
        single("sigmoid", FloatMath::sigmoid, sigmoid),
        single("softplus", x -> (float) FloatMath.softplus(x), FloatMathTest::softplus),
        vector("exp", VectorMath::exp, StrictMath::exp),
        vector("expm1", VectorMath::expm1, StrictMath::expm1),
        vector("tanh", VectorMath::tanh, StrictMath::tanh),
        vector("sigmoid", VectorMath::sigmoid, sigmoid),
        activation("silu", x -> x / (1 + StrictMath.exp(-x))),
        activation("elu", x -> x > 0 ? x : StrictMath.expm1(x)),
        activation("softplus", FloatMathTest::softplus),
        Arguments.of("derivative of softplus", softplusDerivative(), minusExpm1OfMinus()),
        activation("gelu", x -> x * Normal.cdf(x)));
  }

  private static Arguments activation(String name, DoubleUnaryOperator exact) {
    Activation ours = Activations.named(name);
    return Arguments.of(name, (FloatFunction) x -> ours.apply(x, x, x.length), exact);
  }

  /** From the value of softplus, which may be any number here. */
  private static FloatFunction softplusDerivative() {
    return a -> {
      float[] d = new float[a.length];
      java.util.Arrays.fill(d, 1);
      Activations.named("softplus").backward(null, a, d, a.length);
      System.arraycopy(d, 0, a, 0, a.length);
    };
  }

  private static DoubleUnaryOperator minusExpm1OfMinus() {
    return a -> -StrictMath.expm1(-a);
  }

  private static double softplus(double x) {
    return StrictMath.max(x, 0) + StrictMath.log1p(StrictMath.exp(-StrictMath.abs(x)));
  }

  private static Arguments single(String name, Single ours, DoubleUnaryOperator exact) {
    FloatFunction all =
        x -> {
          for (int i = 0; i < x.length; i++) {
            x[i] = ours.apply(x[i]);
          }
        };
    return Arguments.of(name, all, exact);
  }

  private static Arguments vector(
      String name, VectorMath.Function ours, DoubleUnaryOperator exact) {
    FloatFunction all = x -> VectorMath.map(ours, x, x, x.length, new VectorMath.Blocks());
    return Arguments.of(name + " of arrays", all, exact);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void isWithinOneUnitInTheLastPlaceEverywhere(
      String name, FloatFunction ours, DoubleUnaryOperator exact) {
    float[] x = new float[BLOCK];
    // A prime stride through all 2³² floats: every exponent, denormals, infinities' neighbors
    int bits = 0;
    for (int block = 0; block < 43; block++) {
      for (int i = 0; i < BLOCK; i++) {
        x[i] = Float.intBitsToFloat(bits);
        bits += 9973;
      }
      check(name, ours, exact, x);
    }
    // and densely where the functions bend
    for (int block = -20; block < 20; block++) {
      for (int i = 0; i < BLOCK; i++) {
        x[i] = (block * BLOCK + i) * 0x1p-11f;
      }
      check(name, ours, exact, x);
    }
  }

  private static void check(String name, FloatFunction ours, DoubleUnaryOperator exact, float[] x) {
    float[] actual = x.clone();
    ours.overwrite(actual);
    for (int i = 0; i < x.length; i++) {
      float expected = (float) exact.applyAsDouble(x[i]);
      boolean close =
          Float.isNaN(expected)
              ? Float.isNaN(actual[i])
              : actual[i] == expected
                  || actual[i] == Math.nextUp(expected)
                  || actual[i] == Math.nextDown(expected);
      if (!close) {
        throw new AssertionError("%s(%s) is %s, not %s".formatted(name, x[i], expected, actual[i]));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void endsWhereItsLimitsAre(String name, FloatFunction ours, DoubleUnaryOperator exact) {
    float[] ends = {Float.NaN, -200, 200, -Float.MAX_VALUE, 0, -0f, Float.MIN_VALUE};
    check(name, ours, exact, ends);
    if (!name.startsWith("silu") && !name.startsWith("gelu")) {
      // Products with x, which by the formula are ∞ · 0
      check(name, ours, exact, new float[] {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY});
    }
  }

  /** Five units in the last place; of the smallest floats, a sixteenth is rounded sixteen times. */
  @Test
  void floatsSufficeForSelu() {
    float[] x = new float[1 << 16];
    int bits = 0;
    for (int block = 0; block < 655; block++) {
      for (int i = 0; i < x.length; i++) {
        x[i] = Float.intBitsToFloat(bits);
        bits += 99;
      }
      float[] actual = x.clone();
      Activations.named("selu").apply(actual, actual, actual.length);
      for (int i = 0; i < x.length; i++) {
        double exact =
            1.0507009873554805 * (x[i] > 0 ? x[i] : 1.6732632423543772 * StrictMath.expm1(x[i]));
        double unit = Math.max(Math.ulp((float) exact), 8 * Float.MIN_VALUE);
        if (Float.isNaN(x[i]) ? !Float.isNaN(actual[i]) : Math.abs(actual[i] - exact) > 5 * unit) {
          throw new AssertionError("%s, not %s, of %s".formatted(actual[i], exact, x[i]));
        }
      }
    }
    float[] ends = {Float.NEGATIVE_INFINITY, -Float.MAX_VALUE, -0f, 0, Float.POSITIVE_INFINITY};
    Activations.named("selu").apply(ends, ends, ends.length);
    assertThat(ends).containsExactly(-1.7580993f, -1.7580993f, 0, 0, Float.POSITIVE_INFINITY);
  }

  @Test
  void exponentialOfFloatsIsWithinTwoUnitsInTheLastPlace() {
    int n = 1 << 20;
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = -87 + 175f * i / (n - 1);
    }
    float[] e = new float[n];
    VectorMath.exp(x, 88, e, new float[n], n);
    for (int i = 0; i < n; i++) {
      double exact = StrictMath.exp(x[i]);
      assertThat(Math.abs(e[i] - exact)).as("%s", x[i]).isLessThan(2 * Math.ulp((float) exact));
    }
    float[] ends = {Float.NEGATIVE_INFINITY, -88, -0f, 0, 6, 5, Float.POSITIVE_INFINITY};
    float[] bounded = new float[ends.length];
    VectorMath.exp(ends, 5, bounded, new float[ends.length], ends.length);
    assertThat(bounded[0]).isEqualTo(bounded[1]).isEqualTo(e[0]);
    assertThat(bounded).contains(1, atIndex(2)).contains(1, atIndex(3));
    assertThat(bounded[4]).isEqualTo(bounded[5]).isEqualTo(bounded[6]);
    float[] nothing = {Float.NaN};
    VectorMath.exp(nothing, 5, bounded, new float[1], 1);
    assertThat(bounded[0]).isNaN();
  }

  /** Five units in the last place where eˣ is a float, and next to nothing below. */
  @Test
  void floatsSufficeForMish() {
    Activation mish = Activations.named("mish");
    float[] x = new float[1 << 16];
    float[] actual = new float[x.length];
    int bits = 0;
    for (int block = 0; block < 655; block++) {
      for (int i = 0; i < x.length; i++) {
        x[i] = Float.intBitsToFloat(bits);
        bits += 99;
      }
      mish.apply(x, actual, x.length);
      for (int i = 0; i < x.length; i++) {
        double exact = x[i] * StrictMath.tanh(softplus(x[i]));
        double unit = x[i] < -87 ? 1e-36 : Math.max(Math.ulp((float) exact), 8 * Float.MIN_VALUE);
        if (Float.isNaN(x[i]) ? !Float.isNaN(actual[i]) : Math.abs(actual[i] - exact) > 5 * unit) {
          throw new AssertionError("%s, not %s, of %s".formatted(actual[i], exact, x[i]));
        }
      }
    }
    float[] ends = {-Float.MAX_VALUE, -0f, 0, 30, Float.MAX_VALUE, Float.POSITIVE_INFINITY};
    float[] slopes = new float[ends.length];
    float[] values = new float[ends.length];
    mish.applyWithSlope(ends, values, slopes, ends.length);
    mish.apply(ends, ends, ends.length);
    assertThat(ends).isEqualTo(values);
    assertThat(ends[0]).isCloseTo(-1.431855945e-36f, within(1e-42f));
    assertThat(ends).endsWith(-0f, 0, 30, Float.MAX_VALUE, Float.POSITIVE_INFINITY);
    assertThat(slopes).endsWith(1, 1, 1);
  }

  /** Of one turn, of many, and to where floats are whole numbers. */
  @Test
  void cosineAndSineAreCloseWhereverTheAngleIs() {
    int n = 100_000;
    float[] x = new float[n];
    float[] cos = new float[n];
    for (float scale : new float[] {4, 100, 5000, 0x1p20f}) {
      for (int i = 0; i < n; i++) {
        x[i] = scale * (i - n / 2) / (n / 2);
      }
      float[] sin = x.clone();
      VectorMath.cosSin(sin, cos, sin, n - 3, new VectorMath.Blocks());
      for (int i = 0; i < n - 3; i++) {
        if (Math.abs(cos[i] - StrictMath.cos(x[i])) > 1e-7
            || Math.abs(sin[i] - StrictMath.sin(x[i])) > 1e-7) {
          throw new AssertionError("of %s: %s and %s".formatted(x[i], cos[i], sin[i]));
        }
      }
      assertThat(sin[n - 1]).isEqualTo(x[n - 1]);
      assertThat(cos[n - 1]).isZero();
    }
    float[] none = {Float.NaN, Float.POSITIVE_INFINITY};
    VectorMath.cosSin(none, cos, none, 2, new VectorMath.Blocks());
    assertThat(none).containsOnly(Float.NaN);
    assertThat(cos).startsWith(Float.NaN, Float.NaN);
  }

  /** Beyond 1e9 the limit is closer than a unit in the last place of a float. */
  @Test
  void softClipGrowsUpToItsLimit() {
    double before = 0;
    for (double z = 1e-3; z < Double.POSITIVE_INFINITY; z *= 1.7) {
      double clipped = FloatMath.softClip(z);
      assertThat(FloatMath.softClip(-z)).isEqualTo(-clipped);
      if (z < 1e9) {
        assertThat(clipped)
            .isEqualTo(z / Math.sqrt(1 + (z / 3) * (z / 3)))
            .isGreaterThanOrEqualTo(before);
      } else {
        assertThat((float) clipped).as("%s", z).isEqualTo(3);
      }
      before = clipped;
    }
    assertThat((float) FloatMath.softClip(Double.MAX_VALUE)).isEqualTo(3);
    assertThat((float) FloatMath.softClip(Double.NEGATIVE_INFINITY)).isEqualTo(-3);
    assertThat(FloatMath.softClip(Double.NaN)).isNaN();
  }

  @Test
  void expReachesInfinityThroughTheLargestAndZeroThroughTheSmallestFloat() {
    assertThat(FloatMath.exp(88.72283f)).isFinite();
    assertThat(FloatMath.exp(88.72284f)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(FloatMath.exp(-103.2f)).isEqualTo(Float.MIN_VALUE);
    assertThat(FloatMath.exp(-104f)).isZero();
  }

  @Test
  void arraysAreTreatedUpToTheirEndAndNotBeyond() {
    float[] x = new float[600];
    float[] y = new float[600];
    java.util.Arrays.fill(x, 2);
    java.util.Arrays.fill(y, 3);
    VectorMath.map(VectorMath::exp, x, y, 517, new VectorMath.Blocks());
    for (int i = 0; i < 600; i++) {
      assertThat(y[i]).isEqualTo(i < 517 ? FloatMath.exp(2) : 3);
    }
    java.util.Arrays.fill(y, 3);
    VectorMath.scale(VectorMath::exp, x, y, 517);
    for (int i = 0; i < 600; i++) {
      assertThat(y[i]).isEqualTo(i < 517 ? 3 * FloatMath.exp(2) : 3);
    }
    VectorMath.map(VectorMath::exp, new float[0], new float[0], 0, new VectorMath.Blocks());
  }
}
