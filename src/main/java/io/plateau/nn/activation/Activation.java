package io.plateau.nn.activation;

import io.plateau.math.VectorMath;
import io.plateau.nn.choice.Choice;
import io.plateau.nn.choice.Hyperparameter;
import io.plateau.nn.initial.Initializer;
import java.util.Arrays;

/**
 * Elementwise function {@code a = f(z)} between layers, with its derivative beside it.
 *
 * <p>A function whose derivative follows from {@code a} alone lets a layer work in place. The
 * smooth rectifiers are in {@link SmoothRectifiers}.
 */
public interface Activation extends Choice {
  /** Overwrites {@code a[0 … n)} with {@code f(z)}; the same array may be given twice. */
  void apply(float[] z, float[] a, int n);

  /** The same with scratch memory of the caller, who wants nothing allocated. */
  default void apply(float[] z, float[] a, int n, VectorMath.Blocks blocks) {
    apply(z, a, n);
  }

  /**
   * Overwrites {@code d[0 … n)}, the derivative of the loss by {@code a}, with the one by {@code
   * z}: {@code d ← d · f′(z)}.
   *
   * @param z the inputs; not read unless {@link #needsInput()}
   * @param a the outputs of {@link #apply} for them
   */
  void backward(float[] z, float[] a, float[] d, int n);

  /**
   * Overwrites {@code a[0 … n)} with {@code f(z)} and {@code slope[0 … n)} with {@code f′(z)}; none
   * of the arrays may be given twice.
   */
  default void applyWithSlope(float[] z, float[] a, float[] slope, int n) {
    apply(z, a, n);
    Arrays.fill(slope, 0, n, 1);
    backward(z, a, slope, n);
  }

  /** Whether the derivative does not follow from the output, so that {@code z} must be kept. */
  default boolean needsInput() {
    return false;
  }

  /** Whether {@code f(z) = z}. */
  default boolean isIdentity() {
    return false;
  }

  /** Where the function is flat. */
  default Saturation saturation() {
    return Saturation.NONE;
  }

  /**
   * The initializer of weights before this function unless one is chosen: heUniform for functions
   * near 0 for negative inputs, for which He et al. (2015) derived it, glorotUniform for those that
   * are odd or saturate on both sides, the case of Glorot and Bengio (2010).
   */
  default Initializer initializer() {
    return isIdentity() || saturation().isTwoSided()
        ? Initializer.GLOROT_UNIFORM
        : Initializer.HE_UNIFORM;
  }

  /** Activation that is computed in blocks of doubles. */
  interface Mapped extends Activation, VectorMath.Function {
    @Override
    default void apply(float[] z, float[] a, int n) {
      apply(z, a, n, new VectorMath.Blocks());
    }

    @Override
    default void apply(float[] z, float[] a, int n, VectorMath.Blocks blocks) {
      VectorMath.map(this, z, a, n, blocks);
    }
  }

  /** Activation that is computed in blocks of floats, which stay in the nearest cache. */
  interface Blocked extends Activation {
    int BLOCK = 256;

    /** <em>Overwrites</em> {@code x[0 … n)}, of at most {@link #BLOCK}, with the function of it. */
    void overwrite(float[] x, int n, VectorMath.Blocks blocks);

    @Override
    default void apply(float[] z, float[] a, int n) {
      apply(z, a, n, new VectorMath.Blocks());
    }

    @Override
    default void apply(float[] z, float[] a, int n, VectorMath.Blocks blocks) {
      // Copies, as the compiler makes no vectors of two arrays of a type at two offsets
      float[] x = blocks.floats(0, BLOCK);
      for (int from = 0; from < n; from += BLOCK) {
        int size = Math.min(BLOCK, n - from);
        System.arraycopy(z, from, x, 0, size);
        overwrite(x, size, blocks);
        System.arraycopy(x, 0, a, from, size);
      }
    }
  }

  /** {@code f(z) = z}. */
  record Identity() implements Activation {
    @Override
    public void apply(float[] z, float[] a, int n) {
      System.arraycopy(z, 0, a, 0, n);
    }

    @Override
    public void backward(float[] z, float[] a, float[] d, int n) {
      // The derivative is 1.
    }

    @Override
    public boolean isIdentity() {
      return true;
    }
  }

  /** Logistic function {@code f(z) = 1 / (1 + e⁻ᶻ)}, {@code f′ = a (1 − a)}. */
  record Sigmoid() implements Mapped {
    @Override
    public void overwrite(double[] x, double[] s, int n) {
      VectorMath.sigmoid(x, s, n);
    }

    @Override
    public void backward(float[] z, float[] a, float[] d, int n) {
      for (int i = 0; i < n; i++) {
        d[i] *= a[i] * (1 - a[i]);
      }
    }

    @Override
    public Saturation saturation() {
      return Saturation.ZERO_AND_ONE;
    }
  }

  /** Hyperbolic tangent {@code f(z) = tanh z}, {@code f′ = 1 − a²}. */
  record Tanh() implements Mapped {
    @Override
    public void overwrite(double[] x, double[] s, int n) {
      VectorMath.tanh(x, s, n);
    }

    @Override
    public void backward(float[] z, float[] a, float[] d, int n) {
      for (int i = 0; i < n; i++) {
        d[i] *= 1 - a[i] * a[i];
      }
    }

    @Override
    public Saturation saturation() {
      return Saturation.MINUS_ONE_AND_ONE;
    }
  }

  /** Rectifier {@code f(z) = max(z, 0)}, {@code f′ = [z > 0]} (Nair, Hinton 2010). */
  record Relu() implements Activation {
    @Override
    public void apply(float[] z, float[] a, int n) {
      // Math.max, unlike a comparison, becomes a vector instruction, and propagates NaN
      for (int i = 0; i < n; i++) {
        a[i] = Math.max(z[i], 0);
      }
    }

    @Override
    public void backward(float[] z, float[] a, float[] d, int n) {
      // The factor is 1 for every positive float, also the smallest; a comparison would mispredict
      for (int i = 0; i < n; i++) {
        d[i] *= Math.min(a[i] * 0x1p127f * 0x1p23f, 1);
      }
    }

    @Override
    public Saturation saturation() {
      return Saturation.ZERO;
    }
  }

  /**
   * Leaky rectifier {@code f(z) = max(z, slope · z)}, {@code f′ = 1} where z is positive, else the
   * slope (Maas et al. 2013).
   *
   * @param slope in [0, 1)
   */
  record LeakyRelu(double slope) implements Activation {
    static final Hyperparameter SLOPE =
        Hyperparameter.fraction("slope", "derivative where the input is negative", 0.01);

    public LeakyRelu {
      SLOPE.require(slope);
    }

    @Override
    public void apply(float[] z, float[] a, int n) {
      float negative = (float) slope;
      for (int i = 0; i < n; i++) {
        a[i] = Math.max(z[i], negative * z[i]);
      }
    }

    @Override
    public void backward(float[] z, float[] a, float[] d, int n) {
      float negative = (float) slope;
      for (int i = 0; i < n; i++) {
        d[i] *= Math.max(Math.min(a[i] * 0x1p127f * 0x1p23f, 1), negative);
      }
    }

    @Override
    public Saturation saturation() {
      return slope == 0 ? Saturation.ZERO : Saturation.NONE;
    }
  }

  /**
   * Exponential linear unit {@code f(z) = z} where z is positive, else {@code alpha (eᶻ − 1)};
   * {@code f′ = 1} or {@code a + alpha} (Clevert et al. 2016).
   *
   * @param alpha above 0
   */
  record Elu(double alpha) implements Mapped {
    static final Hyperparameter ALPHA =
        Hyperparameter.positive("alpha", "minus the limit for large negative inputs", 1);

    public Elu {
      ALPHA.require(alpha);
    }

    @Override
    public void overwrite(double[] x, double[] s, int n) {
      for (int i = 0; i < n; i++) {
        s[i] = Math.min(x[i], 0.0);
      }
      VectorMath.expm1(s, s, n);
      for (int i = 0; i < n; i++) {
        x[i] = Math.max(x[i], 0.0) + alpha * s[i];
      }
    }

    @Override
    public void backward(float[] z, float[] a, float[] d, int n) {
      float limit = (float) alpha;
      for (int i = 0; i < n; i++) {
        float positive = Math.max(Math.min(a[i] * 0x1p127f * 0x1p23f, 1), 0);
        d[i] *= Math.min(a[i], 0) + limit + (1 - limit) * positive;
      }
    }
  }
}
