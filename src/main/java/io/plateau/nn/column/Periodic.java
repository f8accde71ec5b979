package io.plateau.nn.column;

import io.plateau.math.Blas;
import io.plateau.math.Key;
import io.plateau.math.VectorMath;
import io.plateau.nn.Column;
import io.plateau.nn.Layer;
import io.plateau.nn.ParameterGroup;
import io.plateau.nn.Pass;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers beside periodic features of each: {@code x} gives {@code (x, e)} with {@code h = cos(2π
 * w₁ x + b₁)}, {@code e = W₂ h + b₂}, the PBLD embedding of Holzmüller et al. (2024, "Better by
 * Default"), after Gorishniy et al. (2022, "On Embeddings for Numerical Features in Tabular Deep
 * Learning"). The frequencies w₁ begin normal with deviation {@code sigma}, b₁ uniform in (−π, π),
 * W₂ and b₂ uniform in ±1/√frequencies.
 *
 * <p>Its range of θ holds for one number after the other {@code w₁ (f), b₁ (f), W₂ (e×f)} by
 * columns, {@code b₂ (e)}. Backward, with {@code g} the derivative by e: {@code dW₂ += g hᵀ},
 * {@code db₂ += g}, {@code u = −sin(2π w₁ x + b₁) ⊙ W₂ᵀ g}, {@code dw₁ += 2π x u}, {@code db₁ +=
 * u}.
 *
 * @param numbers gives the numbers themselves, each before anything else that it gives
 * @param frequencies f of each number, at least 1
 * @param width length of e, at least 1
 * @param sigma deviation of the initial frequencies, above 0
 */
public record Periodic(Column numbers, int frequencies, int width, double sigma) implements Column {
  private static final float TWO_PI = (float) (2 * Math.PI);

  /** Places of arrays in the memory of a pass. */
  private static final int X = 0;

  private static final int COS = 1;
  private static final int SIN = 2;
  private static final int FEATURES = 3;
  private static final int DERIVATIVE = 4;

  public Periodic {
    if (numbers.parameters() > 0 || numbers.outputs() < numbers.inputs()) {
      throw new IllegalArgumentException("periodic features are of numbers, got " + numbers);
    }
    if (frequencies < 1 || width < 1) {
      throw new IllegalArgumentException(
          "frequencies and width must be at least 1, got %d and %d".formatted(frequencies, width));
    }
    if (2L * frequencies + (1L + frequencies) * width > Integer.MAX_VALUE / numbers.inputs()) {
      throw new IllegalArgumentException(
          "periodic features of %d numbers by %d frequencies and %d numbers have more parameters than the %d an array can hold; lower the frequencies or the width"
              .formatted(numbers.inputs(), frequencies, width, Integer.MAX_VALUE));
    }
    if (!(sigma > 0 && sigma <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException("sigma must be above 0, got " + sigma);
    }
  }

  @Override
  public int inputs() {
    return numbers.inputs();
  }

  @Override
  public int outputs() {
    return numbers.outputs() + width * inputs();
  }

  /** Parameters of one number. */
  private int each() {
    return 2 * frequencies + width * frequencies + width;
  }

  @Override
  public int parameters() {
    return inputs() * each();
  }

  @Override
  public long operations() {
    return numbers.operations() + inputs() * frequencies * (Layer.ELEMENT + 6L * width);
  }

  @Override
  public boolean takesMissing() {
    return numbers.takesMissing();
  }

  @Override
  public int source(int output) {
    int after = output - numbers.outputs();
    return after < 0 ? numbers.source(output) : after / width;
  }

  @Override
  public List<ParameterGroup> groups() {
    return List.of(new ParameterGroup(ParameterGroup.Role.NUMBER_EMBEDDING, 0, parameters()));
  }

  @Override
  public void initialize(float[] theta, int at, Key key) {
    float bound = (float) (1 / Math.sqrt(frequencies));
    for (int c = 0; c < inputs(); c++) {
      Key own = key.with(c);
      int from = at + c * each();
      for (int i = 0; i < each(); i++) {
        theta[from + i] =
            i < frequencies
                ? (float) sigma * own.normal(i)
                : (i < 2 * frequencies ? (float) Math.PI : bound)
                    * (2 * own.with("uniform").uniform(i) - 1);
      }
    }
  }

  /** Parameters w₁, b₁, W₂ and b₂ of all numbers, those of one number after the other. */
  public record Waves(float[] frequencies, float[] phases, float[] weights, float[] biases) {}

  /** The waves of parameters that begin at an index of θ. */
  public Waves waves(float[] theta, int at) {
    int f = frequencies;
    int n = inputs();
    Waves waves =
        new Waves(
            new float[n * f], new float[n * f], new float[n * f * width], new float[n * width]);
    for (int c = 0; c < n; c++) {
      int from = at + c * each();
      System.arraycopy(theta, from, waves.frequencies, c * f, f);
      System.arraycopy(theta, from + f, waves.phases, c * f, f);
      System.arraycopy(theta, from + 2 * f, waves.weights, c * f * width, f * width);
      System.arraycopy(theta, from + 2 * f + f * width, waves.biases, c * width, width);
    }
    return waves;
  }

  @Override
  public void forward(float[] theta, int at, Rows x, Rows y, Pass pass) {
    numbers.forward(theta, at, x, y, pass.inner(0));
    int n = x.examples();
    for (int c = 0; c < inputs(); c++) {
      forward(theta, at + c * each(), y, c, n, pass.inner(1 + c));
    }
  }

  private void forward(float[] theta, int at, Rows y, int c, int n, Pass pass) {
    int f = frequencies;
    Blas blas = Blas.get();
    float[] kept = pass.array(X, 1, n);
    float[] cos = pass.array(COS, f, n);
    float[] sin = pass.array(SIN, f, n);
    for (int j = 0; j < n; j++) {
      kept[j] = TWO_PI * y.values()[y.at(j) + c];
      System.arraycopy(theta, at + f, cos, j * f, f);
    }
    // Phases (f×n) += w₁ (f×1) · 2πxᵀ (1×n)
    blas.sgemm(false, false, f, n, 1, 1, theta, at, f, kept, 0, 1, 1, cos, 0, f);
    VectorMath.cosSin(cos, cos, sin, f * n, new VectorMath.Blocks());
    int weights = at + 2 * f;
    float[] e = pass.array(FEATURES, width, n);
    for (int j = 0; j < n; j++) {
      System.arraycopy(theta, weights + width * f, e, j * width, width);
    }
    // E (e×n) += W₂ (e×f) · H (f×n)
    blas.sgemm(false, false, width, n, f, 1, theta, weights, width, cos, 0, f, 1, e, 0, width);
    for (int j = 0; j < n; j++) {
      int to = y.at(j) + numbers.outputs() + c * width;
      System.arraycopy(e, j * width, y.values(), to, width);
    }
  }

  @Override
  public void backward(float[] theta, int at, Rows dy, Pass pass, float[] gradient) {
    for (int c = 0; c < inputs() && dy.examples() > 0; c++) {
      backward(theta, at + c * each(), dy, c, pass.inner(1 + c), gradient);
    }
  }

  private void backward(float[] theta, int at, Rows dy, int c, Pass pass, float[] gradient) {
    int f = frequencies;
    int n = dy.examples();
    Blas blas = Blas.get();
    float[] x = pass.array(X, 1, n);
    float[] cos = pass.array(COS, f, n);
    float[] sin = pass.array(SIN, f, n);
    int weights = at + 2 * f;
    int biases = weights + width * f;
    float[] g = pass.array(FEATURES, width, n);
    for (int j = 0; j < n; j++) {
      int from = dy.at(j) + numbers.outputs() + c * width;
      for (int o = 0; o < width; o++) {
        g[j * width + o] = dy.values()[from + o];
        gradient[biases + o] += dy.values()[from + o];
      }
    }
    // dW₂ (e×f) += G (e×n) · Hᵀ (n×f)
    blas.sgemm(false, true, width, f, n, 1, g, 0, width, cos, 0, f, 1, gradient, weights, width);
    // dH (f×n) = W₂ᵀ (f×e) · G (e×n)
    float[] dh = pass.array(DERIVATIVE, f, n);
    blas.sgemm(true, false, f, n, width, 1, theta, weights, width, g, 0, width, 0, dh, 0, f);
    for (int i = 0; i < f * n; i++) {
      dh[i] *= -sin[i];
    }
    // dw₁ (f×1) += U (f×n) · 2πx (n×1)
    blas.sgemm(false, false, f, 1, n, 1, dh, 0, f, x, 0, n, 1, gradient, at, f);
    Arrays.fill(x, 0, n, 1);
    // db₁ (f×1) += U (f×n) · 1 (n×1)
    blas.sgemm(false, false, f, 1, n, 1, dh, 0, f, x, 0, n, 1, gradient, at + f, f);
  }
}
