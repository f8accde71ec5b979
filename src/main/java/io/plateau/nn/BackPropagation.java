package io.plateau.nn;

import io.plateau.math.Blas;

/**
 * From the derivative by the logits to the derivative by the parameters, from the last layer to the
 * first (Rumelhart, Hinton, Williams 1986): {@code dZ = dA · f′(Z)}, {@code dW += dZ Xᵀ}, {@code db
 * += dZ 1}, {@code dX = Wᵀ dZ}. The first layer's dX is of no use and is not computed.
 */
final class BackPropagation {
  private BackPropagation() {}

  /**
   * <em>Adds into</em> the gradient; the workspace is as {@link ForwardPass} and the loss left it.
   */
  static void run(
      Network network,
      float[] theta,
      int n,
      boolean dropping,
      Workspace workspace,
      float[] gradient) {
    if (n == 0) {
      return;
    }
    int at = network.parameters();
    for (int l = network.layers().size() - 1; l >= 0; l--) {
      Dense layer = network.layers().get(l);
      at -= layer.parameters();
      int in = layer.inputs();
      int out = layer.outputs();
      float[] d = workspace.delta(l, out, n);
      differentiate(layer, l, d, n, workspace);
      addColumns(d, out, n, gradient, at + layer.weights());
      if (l == 0) {
        // dW (out×in) += dZ (out×n) · Xᵀ (n×in)
        workspace.x.addOuterProduct(d, out, gradient, at);
        return;
      }
      boolean masked = dropping && network.dropout() > 0;
      float[] a = given(network.layers().get(l - 1), l, n, masked, workspace);
      // dW (out×in) += dZ (out×n) · Aᵀ (n×in)
      Blas.get().sgemm(false, true, out, in, n, 1, d, 0, out, a, 0, in, 1, gradient, at, out);
      float[] da = workspace.delta(l - 1, in, n);
      // dA (in×n) = Wᵀ (in×out) · dZ (out×n)
      Blas.get().sgemm(true, false, in, n, out, 1, theta, at, out, d, 0, out, 0, da, 0, in);
      if (masked) {
        Dropout.apply(da, workspace.mask(l, in, n), da, in * n);
      }
    }
  }

  /** Overwrites the derivative by A with the one by Z. */
  private static void differentiate(Dense layer, int l, float[] d, int n, Workspace workspace) {
    Activation activation = layer.activation();
    float[] z = workspace.weighted(l, layer.outputs(), n);
    float[] a = activation.needsInput() ? workspace.activated(l, layer.outputs(), n) : z;
    activation.backward(z, a, d, layer.outputs() * n);
  }

  /** What layer l, not the first, was given. */
  private static float[] given(Dense before, int l, int n, boolean masked, Workspace workspace) {
    if (masked) {
      return workspace.dropped(l, before.outputs(), n);
    }
    return before.activation().needsInput()
        ? workspace.activated(l - 1, before.outputs(), n)
        : workspace.weighted(l - 1, before.outputs(), n);
  }

  /** db (out) += dZ (out×n) · 1, column by column: a fixed order. */
  private static void addColumns(float[] d, int out, int n, float[] gradient, int at) {
    for (int j = 0; j < n; j++) {
      int from = j * out;
      for (int i = 0; i < out; i++) {
        gradient[at + i] += d[from + i];
      }
    }
  }
}
