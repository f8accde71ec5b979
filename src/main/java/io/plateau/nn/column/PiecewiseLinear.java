package io.plateau.nn.column;

import io.plateau.math.Blas;
import io.plateau.math.Key;
import io.plateau.nn.Column;
import io.plateau.nn.Layer;
import io.plateau.nn.ParameterGroup;
import io.plateau.nn.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Number as a piecewise linear function of it with several outputs: {@code e = w₀ x + b₀ + W p(x)},
 * version B of the piecewise-linear embeddings of Gorishniy et al. (2025, "TabM"), after their "On
 * Embeddings for Numerical Features in Tabular Deep Learning" (2022). Of T bins between edges
 * {@code e₀ < … < e_T}, {@code p_t = (x − e_t) / (e_{t+1} − e_t)}, in [0, 1], but not limited below
 * in the first bin and above in the last.
 *
 * <p>Its range of θ holds {@code W (width×T)}, 0 at first, {@code w₀ (width)} and {@code b₀
 * (width)}, uniform in ±1/√width. Backward, with g the derivative by e: {@code dW += g pᵀ}, {@code
 * dw₀ += x g}, {@code db₀ += g}.
 *
 * @param number gives the number before anything else that it gives
 * @param edges ascending, at least 2
 * @param width outputs in place of the number, at least 1
 */
public record PiecewiseLinear(Column number, List<Float> edges, int width) implements Column {
  /** Places of arrays in the memory of a pass. */
  private static final int P = 0;

  private static final int E = 1;
  private static final int X = 2;
  private static final int GIVEN = 3;

  public PiecewiseLinear {
    Objects.requireNonNull(number, "number");
    edges = List.copyOf(edges);
    if (number.parameters() > 0 || number.inputs() != 1) {
      throw new IllegalArgumentException("pieces are of one number, got " + number);
    }
    if (edges.size() < 2) {
      throw new IllegalArgumentException("pieces need at least 2 edges, got " + edges);
    }
    for (int t = 1; t < edges.size(); t++) {
      if (!(edges.get(t) > edges.get(t - 1)) || edges.get(t) - edges.get(t - 1) > Float.MAX_VALUE) {
        throw new IllegalArgumentException("edges must ascend, got " + edges);
      }
    }
    if (width < 1) {
      throw new IllegalArgumentException("width must be at least 1, got " + width);
    }
  }

  private int bins() {
    return edges.size() - 1;
  }

  @Override
  public int inputs() {
    return 1;
  }

  /** The pieces, then what the number gives beside itself. */
  @Override
  public int outputs() {
    return width + number.outputs() - 1;
  }

  @Override
  public int parameters() {
    return width * (bins() + 2);
  }

  @Override
  public long operations() {
    return bins() * (Layer.ELEMENT + 4L * width);
  }

  @Override
  public boolean takesMissing() {
    return number.takesMissing();
  }

  @Override
  public List<ParameterGroup> groups() {
    return List.of(new ParameterGroup(ParameterGroup.Role.NUMBER_EMBEDDING, 0, parameters()));
  }

  @Override
  public void initialize(float[] theta, int at, Key key) {
    float bound = (float) (1 / Math.sqrt(width));
    for (int i = width * bins(); i < parameters(); i++) {
      theta[at + i] = bound * (2 * key.uniform(i) - 1);
    }
  }

  @Override
  public void forward(float[] theta, int at, Rows x, Rows y, Pass pass) {
    int n = x.examples();
    int bins = bins();
    int given = number.outputs();
    float[] own = pass.array(GIVEN, given, n);
    number.forward(theta, at, x, new Rows(own, 0, y.row(), given, n), pass.inner(0));
    float[] kept = pass.array(X, 1, n);
    float[] p = pass.array(P, bins, n);
    float[] e = pass.array(E, width, n);
    float[] starts = new float[bins];
    float[] widths = new float[bins];
    for (int t = 0; t < bins; t++) {
      starts[t] = edges.get(t);
      widths[t] = edges.get(t + 1) - edges.get(t);
    }
    int linear = at + width * bins;
    for (int j = 0; j < n; j++) {
      float value = own[j * given];
      kept[j] = value;
      pieces(value, starts, widths, p, j * bins);
      for (int o = 0; o < width; o++) {
        e[j * width + o] = theta[linear + o] * value + theta[linear + width + o];
      }
    }
    if (n > 0) {
      // E (e×n) += W (e×T) · P (T×n)
      Blas.get()
          .sgemm(false, false, width, n, bins, 1, theta, at, width, p, 0, bins, 1, e, 0, width);
    }
    for (int j = 0; j < n; j++) {
      System.arraycopy(e, j * width, y.values(), y.at(j), width);
      System.arraycopy(own, j * given + 1, y.values(), y.at(j) + width, given - 1);
    }
  }

  /** The bin that a number is in, the first or the last for a number outside. */
  public static int bin(float x, float[] starts) {
    int found = Arrays.binarySearch(starts, x);
    return Math.max(0, found >= 0 ? found : -found - 2);
  }

  /** <em>Overwrites</em> the pieces of a number from an index on: ones, the bin it is in, zeros. */
  private static void pieces(float x, float[] starts, float[] widths, float[] p, int at) {
    int bins = starts.length;
    int bin = bin(x, starts);
    Arrays.fill(p, at, at + bin, 1);
    p[at + bin] = (x - starts[bin]) / widths[bin];
    Arrays.fill(p, at + bin + 1, at + bins, 0);
  }

  @Override
  public void backward(float[] theta, int at, Rows dy, Pass pass, float[] gradient) {
    int n = dy.examples();
    int bins = bins();
    float[] p = pass.array(P, bins, n);
    float[] g = pass.array(E, width, n);
    float[] x = pass.array(X, 1, n);
    int linear = at + width * bins;
    for (int j = 0; j < n; j++) {
      int from = dy.at(j);
      for (int o = 0; o < width; o++) {
        float d = dy.values()[from + o];
        g[j * width + o] = d;
        gradient[linear + o] += x[j] * d;
        gradient[linear + width + o] += d;
      }
    }
    if (n > 0) {
      // dW (e×T) += G (e×n) · Pᵀ (n×T)
      Blas.get()
          .sgemm(false, true, width, bins, n, 1, g, 0, width, p, 0, bins, 1, gradient, at, width);
    }
  }
}
