package io.plateau.nn.activation;

import io.plateau.math.FloatMath;
import io.plateau.math.VectorMath;

/**
 * Smooth rectifiers, which are near 0 for large negative and near z for large positive inputs:
 * GELU, SiLU and softplus; {@link Mish} is another.
 *
 * <p>Each kernel overwrites a block of doubles {@code x[0 … n)} with a function of it and the
 * scratch {@code s} with anything; its loops have neither jumps nor calls, so that the compiler
 * makes vector instructions of them.
 */
final class SmoothRectifiers {
  /** Beyond ± this, eˣ and x eˣ are 0 or infinite as floats. */
  private static final double LIMIT = 110;

  private static final double SQRT_2_PI_INVERSE = 0.3989422804014327;

  private SmoothRectifiers() {}

  /** Function of kernels, whose derivative is one of the inputs. */
  interface Smooth extends Activation.Mapped {
    /** <em>Overwrites</em> x with the derivative there. */
    void derivative(double[] x, double[] s, int n);

    @Override
    default void backward(float[] z, float[] a, float[] d, int n) {
      VectorMath.scale(this::derivative, z, d, n);
    }

    @Override
    default boolean needsInput() {
      return true;
    }
  }

  /**
   * Gaussian error linear unit {@code f(z) = z Φ(z)} with the normal distribution Φ, not its tanh
   * approximation; {@code f′ = Φ(z) + z φ(z)} (Hendrycks, Gimpel 2016).
   */
  record Gelu() implements Smooth {
    /** {@code x Φ(x) = max(x, 0) − |x| Φ(−|x|)}. */
    @Override
    public void overwrite(double[] x, double[] s, int n) {
      density(x, s, n);
      for (int i = 0; i < n; i++) {
        s[i] *= scaledTail(1 / (1 + 0.5 * Math.abs(x[i])));
      }
      for (int i = 0; i < n; i++) {
        x[i] = Math.max(x[i], 0.0) - Math.abs(x[i]) * s[i];
      }
    }

    @Override
    public void derivative(double[] x, double[] s, int n) {
      density(x, s, n);
      // With the sign split off, Φ(x) = ½ + sign (½ − tail), and both parts are multiples of s
      for (int i = 0; i < n; i++) {
        double size = Math.min(Math.abs(x[i]), LIMIT);
        double sign = Math.max(-1.0, Math.min(x[i] * 0x1p300, 1.0));
        double tail = scaledTail(1 / (1 + 0.5 * size));
        x[i] = 0.5 + sign * (0.5 + s[i] * (size * SQRT_2_PI_INVERSE - tail));
      }
    }

    /** <em>Overwrites</em> s with {@code exp(−x²/2)}. */
    private static void density(double[] x, double[] s, int n) {
      for (int i = 0; i < n; i++) {
        s[i] = -0.5 * x[i] * x[i];
      }
      VectorMath.exp(s, s, n);
    }

    /**
     * {@code Φ(−x) exp(x²/2)} for 0 ≤ x ≤ 15, where {@code t = 1 / (1 + x/2)}: t times a polynomial
     * fitted on Chebyshev's nodes, relative error below 1e-8.
     */
    private static double scaledTail(double t) {
      double t2 = t * t;
      double t4 = t2 * t2;
      double low =
          0.1994713162147004
              + 0.19947423783724518 * t
              + (0.14937355995570646 + 0.053904197581748035 * t) * t2;
      double middle =
          -0.099001461140051655
              + 0.089977954022896973 * t
              + (-0.74885125995250945 + 1.7513121198277049 * t) * t2;
      double high =
          -1.991428229045646
              + 1.2756595333678445 * t
              + (-0.44729146952229073 + 0.067399502047398671 * t) * t2;
      return t * (low + t4 * (middle + t4 * high));
    }
  }

  /**
   * Sigmoid linear unit {@code f(z) = z σ(z)}, {@code f′ = σ(z) (1 + z (1 − σ(z)))} (Elfwing et al.
   * 2018).
   */
  record Silu() implements Smooth {
    @Override
    public void overwrite(double[] x, double[] s, int n) {
      negativeExp(x, s, n);
      for (int i = 0; i < n; i++) {
        x[i] = Math.max(x[i], -LIMIT) / (1 + s[i]);
      }
    }

    @Override
    public void derivative(double[] x, double[] s, int n) {
      negativeExp(x, s, n);
      for (int i = 0; i < n; i++) {
        s[i] = 1 / (1 + s[i]);
      }
      for (int i = 0; i < n; i++) {
        x[i] = s[i] * (1 + Math.max(x[i], -LIMIT) * (1 - s[i]));
      }
    }

    /** <em>Overwrites</em> s with {@code e⁻ˣ}. */
    private static void negativeExp(double[] x, double[] s, int n) {
      for (int i = 0; i < n; i++) {
        s[i] = -x[i];
      }
      VectorMath.exp(s, s, n);
    }
  }

  /** Softplus {@code f(z) = ln(1 + eᶻ)}, {@code f′ = σ(z) = 1 − e⁻ᵃ}. */
  record Softplus() implements Smooth {
    @Override
    public void backward(float[] z, float[] a, float[] d, int n) {
      VectorMath.scale(this::derivative, a, d, n);
    }

    @Override
    public boolean needsInput() {
      return false;
    }

    /** {@code ln(1 + eˣ) = max(x, 0) + ln(1 + e⁻|ˣ|)}. */
    @Override
    public void overwrite(double[] x, double[] s, int n) {
      for (int i = 0; i < n; i++) {
        s[i] = -Math.abs(x[i]);
      }
      VectorMath.exp(s, s, n);
      for (int i = 0; i < n; i++) {
        x[i] = Math.max(x[i], 0.0) + FloatMath.log1p(s[i]);
      }
    }

    /** {@code 1 − e⁻ˣ}, where x is the value of softplus. */
    @Override
    public void derivative(double[] x, double[] s, int n) {
      for (int i = 0; i < n; i++) {
        x[i] = -x[i];
      }
      VectorMath.expm1(x, s, n);
      for (int i = 0; i < n; i++) {
        x[i] = -x[i];
      }
    }
  }
}
