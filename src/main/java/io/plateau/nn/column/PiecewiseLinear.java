package io.plateau.nn.column;

import io.plateau.math.Key;
import io.plateau.nn.Column;
import io.plateau.nn.Layer;
import io.plateau.nn.ParameterGroup;
import io.plateau.nn.Pass;
import java.util.Arrays;
import java.util.List;

/**
 * Number as a piecewise linear function of it with several outputs: {@code e = w₀ x + b₀ + W p(x)},
 * version B of the piecewise-linear embeddings of Gorishniy et al. (2025, "TabM"), after their "On
 * Embeddings for Numerical Features in Tabular Deep Learning" (2022). Of T bins between edges
 * {@code e₀ < … < e_T}, {@code p_t = (x − e_t) / (e_{t+1} − e_t)}, in [0, 1]. As published, it is
 * not limited below in the first bin and above in the last: the function goes on in a line, which
 * may be steep, as the bins at the ends may be narrow. With limits it goes on for the width of the
 * bin at the end, and is constant from there, as trees are: {@code p_0 ≥ −1, p_{T−1} ≤ 2}.
 *
 * <p>Its range of θ holds {@code W (width×T)}, 0 at first, {@code w₀ (width)} and {@code b₀
 * (width)}, uniform in ±1/√width. Backward, with g the derivative by e: {@code dW += g pᵀ}, {@code
 * dw₀ += x g}, {@code db₀ += g}. Both passes sum over the bins, not over each example's pieces.
 *
 * @param number gives the number before anything else that it gives
 * @param edges ascending, at least 2
 * @param width outputs in place of the number, at least 1
 * @param limited whether numbers are limited to the edges and the width of a bin beyond them
 */
public record PiecewiseLinear(Column number, List<Float> edges, int width, boolean limited)
    implements Column {
  /** Numbers of all lines, so that an index of one is exact as a float. */
  private static final int MOST = 1 << 24;

  /** Places of arrays in the memory of a pass. */
  private static final int GIVEN = 0;

  /** Index of the first number of the bin's line. */
  private static final int FIRST = 1;

  private static final int PIECE = 2;
  private static final int WHOLE = 3;
  private static final int PARTS = 4;

  public PiecewiseLinear {
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
    if ((long) width * (edges.size() - 1) > MOST) {
      throw new IllegalArgumentException(
          "pieces of %d bins by %d numbers are more than %d; lower the bins or the width"
              .formatted(edges.size() - 1, width, MOST));
    }
  }

  int bins() {
    return edges.size() - 1;
  }

  /** The number that all lower ones are taken for. */
  public float least() {
    float first = edges.get(0);
    return limited ? first - (edges.get(1) - first) : Float.NEGATIVE_INFINITY;
  }

  /** The number that all higher ones are taken for. */
  public float most() {
    float last = edges.get(bins());
    return limited ? last + (last - edges.get(bins() - 1)) : Float.POSITIVE_INFINITY;
  }

  /** Whether a number lies between the first and the last edge. */
  public boolean isWithin(float x) {
    return x > edges.get(0) && x < edges.get(bins());
  }

  /** The number of an example, after {@link #forward} with the pass. */
  float number(Pass pass, int example) {
    return pass.array(GIVEN, 1, 0)[example * number.outputs()];
  }

  /** The bin of an example's number times {@link #width}, after {@link #forward} with the pass. */
  int line(Pass pass, int example) {
    return (int) pass.array(FIRST, 1, 0)[example];
  }

  /**
   * <em>Overwrites</em> the outputs of an example with the straight part alone, {@code w₀ x + b₀},
   * of which backward takes them to be; after {@link #forward} with the pass.
   */
  void straighten(float[] theta, int at, Rows y, Pass pass, int example) {
    float x = Math.min(Math.max(number(pass, example), least()), most());
    // A bin behind the others, which begins at 0 and is 1 wide
    pass.array(FIRST, 1, 0)[example] = width * bins();
    pass.array(PIECE, 1, 0)[example] = x;
    for (int o = 0; o < width; o++) {
      y.values()[y.at(example) + o] = straight(theta, at, x, o);
    }
  }

  /** Output o of the straight part. */
  public float straight(float[] theta, int at, float x, int o) {
    int slopes = at + width * bins();
    return theta[slopes + width + o] + theta[slopes + o] * x;
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
    return Layer.ELEMENT + 6L * width;
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

  /**
   * The function with its parameters: a line in each bin.
   *
   * @param starts where the bins begin; infinities behind them make a power of two
   * @param widths of the bins
   * @param levels the outputs where each bin begins, a matrix {@code (width×T)}
   * @param rises what they grow by over each bin, too
   * @param least number that all lower ones are taken for
   * @param most number that all higher ones are taken for
   */
  public record Lines(
      float[] starts, float[] widths, float[] levels, float[] rises, float least, float most) {
    /** The number that the function is of. */
    public float argument(float x) {
      return Math.min(Math.max(x, least), most);
    }

    /** The bin that a number is in, the first or the last for a number outside. */
    public int bin(float x) {
      // No processor predicts where a number lies: the sign of a difference is taken, not a branch
      int bin = 0;
      for (int half = starts.length / 2; half > 0; half /= 2) {
        bin += half & ~(Float.floatToRawIntBits(x - starts[bin + half]) >> 31);
      }
      return Math.min(bin, widths.length - 1);
    }

    /** How far in its bin a number is, in widths of the bin. */
    public float piece(float x, int bin) {
      return (x - starts[bin]) / widths[bin];
    }
  }

  /** The lines of parameters that begin at an index of θ. */
  public Lines lines(float[] theta, int at) {
    int bins = bins();
    float[] starts = new float[Integer.highestOneBit(2 * bins - 1)];
    Arrays.fill(starts, Float.POSITIVE_INFINITY);
    float[] widths = new float[bins];
    float[] levels = new float[width * bins];
    float[] rises = new float[width * bins];
    float[] sums = new float[width];
    int slopes = at + width * bins;
    int intercepts = slopes + width;
    for (int t = 0; t < bins; t++) {
      float start = edges.get(t);
      float size = edges.get(t + 1) - start;
      starts[t] = start;
      widths[t] = size;
      // All pieces before a number's bin are 1, all behind it 0
      for (int o = 0; o < width; o++) {
        float weight = theta[at + t * width + o];
        levels[t * width + o] = theta[intercepts + o] + theta[slopes + o] * start + sums[o];
        rises[t * width + o] = theta[slopes + o] * size + weight;
        sums[o] += weight;
      }
    }
    return new Lines(starts, widths, levels, rises, least(), most());
  }

  @Override
  public void forward(float[] theta, int at, Rows x, Rows y, Pass pass) {
    int n = x.examples();
    int given = number.outputs();
    float[] own = pass.array(GIVEN, given, n);
    number.forward(theta, at, x, new Rows(own, 0, y.row(), given, n), pass.inner(0));
    float[] first = pass.array(FIRST, 1, n);
    float[] piece = pass.array(PIECE, 1, n);
    Lines lines = lines(theta, at);
    for (int j = 0; j < n; j++) {
      float value = lines.argument(own[j * given]);
      int bin = lines.bin(value);
      first[j] = bin * width;
      piece[j] = lines.piece(value, bin);
    }
    float[] levels = lines.levels;
    float[] rises = lines.rises;
    float[] out = y.values();
    for (int j = 0; j < n; j++) {
      float part = piece[j];
      int line = (int) first[j];
      int to = y.at(j);
      for (int o = 0; o < width; o++) {
        out[to + o] = levels[line + o] + rises[line + o] * part;
      }
      if (given > 1) {
        System.arraycopy(own, j * given + 1, out, to + width, given - 1);
      }
    }
  }

  @Override
  public void backward(float[] theta, int at, Rows dy, Pass pass, float[] gradient) {
    int n = dy.examples();
    int weights = width * bins();
    float[] first = pass.array(FIRST, 1, n);
    float[] piece = pass.array(PIECE, 1, n);
    // By bin, Σ g and Σ p g of the numbers in it; then of those of the straight part alone
    int sums = weights + width;
    float[] whole = pass.array(WHOLE, sums, 1);
    float[] parts = pass.array(PARTS, sums, 1);
    Arrays.fill(whole, 0, sums, 0);
    Arrays.fill(parts, 0, sums, 0);
    for (int j = 0; j < n; j++) {
      int from = dy.at(j);
      int line = (int) first[j];
      float part = piece[j];
      for (int o = 0; o < width; o++) {
        float d = dy.values()[from + o];
        whole[line + o] += d;
        parts[line + o] += part * d;
      }
    }
    int slopes = at + weights;
    int intercepts = slopes + width;
    float[] later = new float[width];
    for (int t = bins() - 1; t >= 0; t--) {
      float start = edges.get(t);
      float size = edges.get(t + 1) - start;
      for (int o = 0; o < width; o++) {
        int i = t * width + o;
        // A number gives all bins before its own the whole derivative
        gradient[at + i] += parts[i] + later[o];
        // and is x = start + size · p
        gradient[slopes + o] += start * whole[i] + size * parts[i];
        later[o] += whole[i];
      }
    }
    for (int o = 0; o < width; o++) {
      gradient[slopes + o] += parts[weights + o];
      gradient[intercepts + o] += later[o] + whole[weights + o];
    }
  }
}
