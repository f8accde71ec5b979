package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.initial.Initializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Layer that adds to its inputs what layers of its own make of them: {@code Y = X + F(X)} (He et
 * al. 2016, "Deep Residual Learning for Image Recognition"). Its range of θ is that of F, layer
 * after layer.
 *
 * <p>Backward: {@code dX = dY + dX of F}, so that the derivative reaches the layers before whatever
 * F is.
 *
 * @param layers F, from the first to the last; they give as many numbers as they take
 */
public record Residual(List<Layer> layers) implements Layer {
  /** Places of arrays in the memory of a pass. */
  private static final int OUTPUTS = 0;

  private static final int DERIVATIVE = 1;

  public Residual {
    layers = List.copyOf(layers);
    LayerOrder.requireBranch(layers);
  }

  private Chain chain() {
    return new Chain(layers);
  }

  /** The same with dropout on the outputs of F while training. */
  Residual withDropout(double rate) {
    List<Layer> all = new ArrayList<>(withoutDropout().layers);
    if (rate > 0) {
      all.add(new Dropout(outputs(), rate));
    }
    return new Residual(all);
  }

  Residual withoutDropout() {
    return new Residual(Dropout.without(layers));
  }

  @Override
  public int inputs() {
    return layers.get(0).inputs();
  }

  @Override
  public int outputs() {
    return inputs();
  }

  @Override
  public int parameters() {
    return chain().parameters();
  }

  @Override
  public long operations() {
    return layers.stream().mapToLong(Layer::operations).sum();
  }

  @Override
  public List<ParameterGroup> groups() {
    return chain().groups();
  }

  @Override
  public boolean beginsBlock() {
    return true;
  }

  /** The layers of F each have what suits them. */
  @Override
  public Initialization initialization(Initialization network, Initializer suited) {
    return network;
  }

  /**
   * The initial values of F, as those of a network.
   *
   * @param key the l-th layer with parameters draws from {@code key.with(l)}
   */
  @Override
  public void initialize(
      float[] theta, int at, Initialization how, Key key, Optional<Matrix> sample) {
    chain().initialize(theta, at, how, key, sample);
  }

  @Override
  public Matrix forward(float[] theta, int at, Matrix x, Pass pass) {
    float[] f = pass.values(chain().forward(theta, at, x, pass));
    float[] values = pass.values(x);
    int size = outputs() * x.columns();
    float[] y = pass.array(OUTPUTS, outputs(), x.columns());
    for (int i = 0; i < size; i++) {
      y[i] = values[i] + f[i];
    }
    return new DenseMatrix(y, 0, outputs(), x.columns());
  }

  @Override
  public float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient) {
    if (!pass.needsInputDerivative()) {
      return chain().backward(theta, at, dy, pass, gradient);
    }
    int n = pass.inputs().columns();
    int size = outputs() * n;
    float[] skipped = pass.array(DERIVATIVE, outputs(), n);
    System.arraycopy(dy, 0, skipped, 0, size);
    float[] dx = chain().backward(theta, at, dy, pass, gradient);
    for (int i = 0; i < size; i++) {
      dx[i] += skipped[i];
    }
    return dx;
  }

  /** Such as {@code + (norm -> 512 relu -> 256)}. */
  @Override
  public String toString() {
    return layers.stream().map(Layer::toString).collect(Collectors.joining(" ", "+ (", ")"));
  }
}
