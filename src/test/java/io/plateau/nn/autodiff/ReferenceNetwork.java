package io.plateau.nn.autodiff;

import io.plateau.nn.Block;
import io.plateau.nn.Network;
import io.plateau.nn.loss.Loss;
import java.util.List;

/** A network over scalars, one example after the other. */
public final class ReferenceNetwork {
  private final Network network;
  private final Scalar[] theta;
  private Scalar sum = Scalar.of(0);

  /** Factors on the outputs of each layer, where layer 0 are the inputs. */
  @FunctionalInterface
  public interface Mask {
    double factor(int layer, int unit, int width, int example);
  }

  public ReferenceNetwork(Network network, float[] theta) {
    this.network = network;
    this.theta = new Scalar[theta.length];
    for (int i = 0; i < theta.length; i++) {
      this.theta[i] = Scalar.of(theta[i]);
    }
  }

  /** Adds weight × loss of one example, the {@code example}-th of its batch. */
  public void add(double[] x, double[] y, double weight, Loss loss, Mask mask, int example) {
    sum = sum.plus(Reference.loss(loss, outputs(x, mask, example), y).times(weight));
  }

  private Scalar[] outputs(double[] x, Mask mask, int example) {
    Scalar[] a = new Scalar[x.length];
    for (int i = 0; i < x.length; i++) {
      a[i] = Scalar.of(x[i] * mask.factor(0, i, x.length, example));
    }
    int at = 0;
    List<Block> blocks = network.blocks();
    for (int l = 0; l < blocks.size(); l++) {
      Block layer = blocks.get(l);
      Scalar[] next = new Scalar[layer.outputs()];
      for (int i = 0; i < next.length; i++) {
        Scalar z = theta[at + layer.inputs() * layer.outputs() + i];
        for (int j = 0; j < a.length; j++) {
          z = z.plus(theta[at + j * layer.outputs() + i].times(a[j]));
        }
        next[i] = Reference.activation(layer.activation(), z);
        if (l < blocks.size() - 1) {
          next[i] = next[i].times(mask.factor(l + 1, i, next.length, example));
        }
      }
      a = next;
      at += layer.parameters();
    }
    return a;
  }

  public double sum() {
    return sum.value;
  }

  public double[] gradient() {
    sum.backward();
    double[] gradient = new double[theta.length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = theta[i].gradient;
    }
    return gradient;
  }
}
