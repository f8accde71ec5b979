package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.math.SparseMatrix;
import io.plateau.nn.choice.Hyperparameter.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * Inverted dropout (Srivastava et al. 2014): while training each number is 0 with probability
 * {@code rate}, else it is divided by {@code 1 − rate}, so that its expectation stays and
 * prediction needs no correction.
 *
 * <p>The mask is a function of the layer's key and the place in the batch: number {@code unit +
 * width · column} of the key. So it is the same wherever and however often it is drawn, and for
 * sparse as for dense inputs.
 *
 * @param width numbers of an example, taken and given
 * @param rate the fraction of numbers zeroed while training, in [0, 1)
 */
public record Dropout(int width, double rate) implements Elementwise {
  /** Places of arrays in the memory of a pass. */
  private static final int MASK = 0;

  private static final int DROPPED = 1;

  public Dropout {
    Range.FRACTION.require("dropout", rate);
  }

  /** The inputs times a mask; the inputs themselves where the pass has no key. */
  @Override
  public Matrix forward(float[] theta, int at, Matrix x, Pass pass) {
    if (pass.masks().isEmpty()) {
      return x;
    }
    Key key = pass.masks().get();
    if (x instanceof SparseMatrix sparse) {
      return sparse(sparse, key, pass);
    }
    int n = x.columns();
    float[] a = pass.values(x);
    float[] mask = pass.array(MASK, width, n);
    float[] dropped = pass.mayOverwriteInputs() ? a : pass.array(DROPPED, width, n);
    fill(mask, width * n, key, pass.dropout() * rate);
    for (int i = 0; i < width * n; i++) {
      dropped[i] = a[i] * mask[i];
    }
    return new DenseMatrix(dropped, 0, width, n);
  }

  private Matrix sparse(SparseMatrix x, Key key, Pass pass) {
    int[] starts = x.starts();
    // The non-zeros keep their places in the arrays, whose indices are shared.
    float[] dropped = pass.array(DROPPED, 1, starts[x.to()]);
    for (int j = 0; j < x.columns(); j++) {
      for (int p = starts[x.from() + j]; p < starts[x.from() + j + 1]; p++) {
        long index = x.indices()[p] + (long) x.rows() * j;
        dropped[p] = x.values()[p] * factor(key, index, (float) (pass.dropout() * rate));
      }
    }
    return new SparseMatrix(x.rows(), starts, x.indices(), dropped, x.from(), x.to());
  }

  @Override
  public float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient) {
    if (pass.masks().isPresent()) {
      int n = pass.inputs().columns();
      float[] mask = pass.array(MASK, width, n);
      if (pass.inputs() instanceof SparseMatrix) {
        fill(mask, width * n, pass.masks().get(), pass.dropout() * rate);
      }
      for (int i = 0; i < width * n; i++) {
        dy[i] *= mask[i];
      }
    }
    return dy;
  }

  /** The layers without dropout, on what a {@link Residual} adds and in an ensemble either. */
  static List<Layer> without(List<Layer> layers) {
    List<Layer> without = new ArrayList<>();
    for (Layer layer : layers) {
      if (layer instanceof Residual added) {
        without.add(added.withoutDropout());
      } else if (layer instanceof Ensemble apart) {
        without.add(apart.withoutDropout());
      } else if (!(layer instanceof Dropout)) {
        without.add(layer);
      }
    }
    return without;
  }

  /** The same layers with dropout as {@link Network#withDropout} adds it, in place of theirs. */
  static List<Layer> added(List<Layer> layers, double input, double hidden) {
    List<Layer> all = new ArrayList<>();
    boolean first = true;
    boolean residual = layers.stream().anyMatch(Residual.class::isInstance);
    for (Layer layer : without(layers)) {
      if (layer.beginsBlock()) {
        double rate = first ? input : residual ? 0 : hidden;
        if (rate > 0) {
          all.add(new Dropout(layer.inputs(), rate));
        }
        first = false;
      }
      if (layer instanceof Residual branch) {
        all.add(branch.withDropout(hidden));
      } else if (layer instanceof Ensemble apart) {
        all.add(apart.withDropout(input, hidden));
      } else {
        all.add(layer);
      }
    }
    return all;
  }

  /** The factor of one number: 0 or {@code 1 / (1 − rate)}. */
  static float factor(Key layer, long index, float rate) {
    return layer.uniform(index) < rate ? 0 : 1 / (1 - rate);
  }

  /** Overwrites a mask {@code (width×n)} with factors. */
  static void fill(float[] mask, int size, Key layer, double rate) {
    // uniform < rate, derived from its 24 bits. No processor predicts coin tosses, so there is no
    // jump: the bits of the factor are kept or not.
    long kept = Float.floatToRawIntBits(1 / (1 - (float) rate));
    long threshold = (long) StrictMath.ceil((float) rate * 0x1p24);
    long[] bits = new long[Math.min(size, Key.BLOCK)];
    for (int from = 0; from < size; from += bits.length) {
      int n = Math.min(bits.length, size - from);
      layer.bits(from, bits, n);
      for (int i = 0; i < n; i++) {
        bits[i] = ((((bits[i] >>> 40) - threshold) >>> 63) - 1) & kept;
      }
      for (int i = 0; i < n; i++) {
        mask[from + i] = Float.intBitsToFloat((int) bits[i]);
      }
    }
  }

  /** Such as {@code dropout 0.5}. */
  @Override
  public String toString() {
    return "dropout " + rate;
  }
}
