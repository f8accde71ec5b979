package io.plateau.nn;

import io.plateau.math.Blas;
import io.plateau.math.Key;
import io.plateau.math.Matrix;

/** From features to logits; leaves in the workspace what {@link BackPropagation} needs. */
final class ForwardPass {
  private ForwardPass() {}

  /** The logits; dropout where the key is not null and the network's rates are not 0. */
  static float[] run(Network network, float[] theta, Matrix x, Key dropout, Workspace workspace) {
    if (x.rows() != network.inputs()) {
      throw new IllegalArgumentException(
          "the network takes %d features, the examples have %d"
              .formatted(network.inputs(), x.rows()));
    }
    boolean dropInputs = dropout != null && network.inputDropout() > 0;
    workspace.x =
        dropInputs ? Dropout.inputs(x, dropout.with(0), network.inputDropout(), workspace) : x;
    int n = x.columns();
    int last = network.layers().size() - 1;
    float[] a = null;
    int at = 0;
    for (int l = 0; l <= last; l++) {
      Dense layer = network.layers().get(l);
      float[] z = workspace.weighted(l, layer.outputs(), n);
      weigh(layer, theta, at, a, n, z, workspace.x);
      a = activate(layer, l, z, n, workspace);
      if (l < last && dropout != null && network.dropout() > 0) {
        a = drop(layer, l, a, n, dropout, network.dropout(), workspace);
      }
      at += layer.parameters();
    }
    return a;
  }

  /** Overwrites Z with {@code W A + b}, where A of the first layer is x. */
  private static void weigh(
      Dense layer, float[] theta, int at, float[] a, int n, float[] z, Matrix x) {
    int out = layer.outputs();
    int in = layer.inputs();
    // The biases come first, so that the product is added to them and no pass is spent on them.
    for (int j = 0; j < n; j++) {
      System.arraycopy(theta, at + layer.weights(), z, j * out, out);
    }
    if (a == null) {
      // Z (out×n) += W (out×in) · X (in×n)
      x.addProduct(theta, at, out, z);
    } else if (n > 0) {
      // Z (out×n) += W (out×in) · A (in×n)
      Blas.get().sgemm(false, false, out, n, in, 1, theta, at, out, a, 0, in, 1, z, 0, out);
    }
  }

  private static float[] activate(Dense layer, int l, float[] z, int n, Workspace workspace) {
    float[] a = layer.activation().needsInput() ? workspace.activated(l, layer.outputs(), n) : z;
    layer.activation().apply(z, a, layer.outputs() * n);
    return a;
  }

  private static float[] drop(
      Dense layer, int l, float[] a, int n, Key dropout, double rate, Workspace workspace) {
    int size = layer.outputs() * n;
    float[] mask = workspace.mask(l + 1, layer.outputs(), n);
    float[] dropped = workspace.dropped(l + 1, layer.outputs(), n);
    Dropout.fill(mask, size, dropout.with(l + 1), rate);
    Dropout.apply(a, mask, dropped, size);
    return dropped;
  }
}
