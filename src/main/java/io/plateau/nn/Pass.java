package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.math.SparseMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Memory of one layer from the forward to the backward pass of a batch, with the requests of both
 * passes. The arrays grow to the largest batch and are reused from batch to batch.
 */
public final class Pass {
  private final Derivatives derivatives;
  private final List<Pass> inner = new ArrayList<>();
  private float[][] arrays = {};
  private Matrix inputs;
  private Matrix outputs;
  private Optional<Key> masks = Optional.empty();
  private double dropout = 1;
  private boolean membersApart;
  private boolean mayOverwriteInputs;
  private boolean needsInputDerivative;

  /** Two arrays for derivatives by outputs and by inputs that take turns in a backward pass. */
  static final class Derivatives {
    private final float[][] turns = {new float[0], new float[0]};

    /** The array that is not in use, {@code width×n} or longer. */
    float[] other(float[] inUse, int width, int n) {
      int turn = turns[0] == inUse ? 1 : 0;
      turns[turn] = grown(turns[turn], width, n);
      return turns[turn];
    }
  }

  Pass(Derivatives derivatives) {
    this.derivatives = derivatives;
  }

  /** The pass of the l-th layer or column within this one. */
  public Pass inner(int l) {
    while (inner.size() <= l) {
      inner.add(new Pass(derivatives));
    }
    return inner.get(l);
  }

  /** <em>Overwrites</em> the requests of a forward pass. */
  Pass forward(Optional<Key> masks, boolean mayOverwriteInputs) {
    this.masks = masks;
    this.mayOverwriteInputs = mayOverwriteInputs;
    return this;
  }

  /** <em>Overwrites</em> the requests of a forward pass without dropout. */
  Pass predicting(boolean membersApart) {
    return forward(Optional.empty(), false).dropout(1).membersApart(membersApart);
  }

  /** <em>Overwrites</em> the factor of rates of dropout, which is 1 otherwise. */
  Pass dropout(double factor) {
    this.dropout = factor;
    return this;
  }

  /** <em>Overwrites</em> whether the outputs of members stay apart. */
  Pass membersApart(boolean apart) {
    this.membersApart = apart;
    return this;
  }

  /** <em>Overwrites</em> the requests of a backward pass. */
  Pass backward(boolean needsInputDerivative) {
    this.needsInputDerivative = needsInputDerivative;
    return this;
  }

  /** <em>Overwrites</em> the inputs and outputs of the layer. */
  void keep(Matrix inputs, Matrix outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /** The inputs of the forward pass. */
  Matrix inputs() {
    return inputs;
  }

  /** The outputs of the forward pass, unless a later layer has overwritten them. */
  Matrix outputs() {
    return outputs;
  }

  /** Key of the masks of dropout of the layer or column; empty when predicting. */
  Optional<Key> masks() {
    return masks;
  }

  /** Whether dropout of a rate hits an example as a whole, drawn by its number of the key. */
  public boolean drops(int example, double rate) {
    return rate > 0 && masks.isPresent() && masks.get().uniform(example) < (float) rate;
  }

  /** What rates of dropout are multiplied by. */
  double dropout() {
    return dropout;
  }

  /**
   * Whether the last layer gives the outputs of each member, as while training; else those of their
   * mean prediction.
   */
  boolean membersApart() {
    return membersApart;
  }

  /** Whether no other layer needs the inputs any more. */
  boolean mayOverwriteInputs() {
    return mayOverwriteInputs;
  }

  /** Whether a layer before has parameters, so that the derivative by the inputs is of use. */
  boolean needsInputDerivative() {
    return needsInputDerivative;
  }

  /** The i-th array of the layer, {@code width×n} or longer, with anything in it. */
  public float[] array(int i, int width, int n) {
    if (i >= arrays.length) {
      arrays = Arrays.copyOf(arrays, i + 1);
    }
    arrays[i] = grown(arrays[i] == null ? new float[0] : arrays[i], width, n);
    return arrays[i];
  }

  /** An array for the derivative by the inputs, {@code width×n} or longer. */
  float[] derivative(float[] dy, int width, int n) {
    return derivatives.other(dy, width, n);
  }

  /** The numbers of x from index 0 on, column-major with zeros; a copy only where it must be. */
  float[] values(Matrix x) {
    if (x instanceof SparseMatrix sparse) {
      return sparse.dense(null).values();
    }
    DenseMatrix dense = (DenseMatrix) x;
    return dense.offset() == 0
        ? dense.values()
        : Arrays.copyOfRange(
            dense.values(), dense.offset(), dense.offset() + dense.rows() * dense.columns());
  }

  private static float[] grown(float[] array, int width, int n) {
    long size = (long) width * n;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a layer of %d units can take at most %d examples at once, got %d; use smaller batches"
              .formatted(width, (Integer.MAX_VALUE - 8) / width, n));
    }
    return array.length < size ? new float[(int) size] : array;
  }
}
