package io.plateau.nn;

import io.plateau.math.Key;
import io.plateau.math.Matrix;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * An architecture: holds neither weights nor scratch.
 *
 * <p>The parameters θ of all layers are one flat array, layer after layer as {@link Dense} has
 * them.
 *
 * @param layers from the first to the last, whose outputs are the logits
 * @param inputDropout the share of inputs zeroed while training, in [0, 1)
 * @param dropout the share of hidden outputs zeroed while training, in [0, 1)
 */
public record Network(List<Dense> layers, double inputDropout, double dropout)
    implements Serializable {
  public Network {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network must have at least one layer, got none");
    }
    long parameters = layers.get(0).parameters();
    for (int l = 1; l < layers.size(); l++) {
      int given = layers.get(l - 1).outputs();
      int taken = layers.get(l).inputs();
      if (taken != given) {
        throw new IllegalArgumentException(
            "layer %d takes %d inputs but layer %d gives %d".formatted(l + 1, taken, l, given));
      }
      parameters += layers.get(l).parameters();
    }
    if (parameters > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the network has %d parameters, more than the %d an array can hold; make layers narrower"
              .formatted(parameters, Integer.MAX_VALUE));
    }
    requireRate("inputDropout", inputDropout);
    requireRate("dropout", dropout);
  }

  private static void requireRate(String name, double rate) {
    if (!(rate >= 0 && (float) rate < 1)) {
      throw new IllegalArgumentException("%s must be in [0, 1), got %s".formatted(name, rate));
    }
  }

  /** Hidden layers of these widths with one activation, then outputs (logits) without. */
  public static Network of(int inputs, int[] hidden, int outputs, Activation activation) {
    List<Dense> layers = new ArrayList<>();
    int in = inputs;
    for (int width : hidden) {
      layers.add(new Dense(in, width, activation));
      in = width;
    }
    layers.add(new Dense(in, outputs, Activations.named("identity")));
    return new Network(layers, 0, 0);
  }

  /** The same layers with dropout while training. */
  public Network withDropout(double input, double hidden) {
    return new Network(layers, input, hidden);
  }

  /** Features of an example. */
  public int inputs() {
    return layers.get(0).inputs();
  }

  /** Numbers the last layer gives an example. */
  public int outputs() {
    return layers.get(layers.size() - 1).outputs();
  }

  /** Length of the flat parameters. */
  public int parameters() {
    int parameters = 0;
    for (int l = 0; l < layers.size(); l++) {
      parameters += layers.get(l).parameters();
    }
    return parameters;
  }

  /** The weights without the biases, as pairs of first index and index after the last. */
  public int[] penalised() {
    int[] ranges = new int[2 * layers.size()];
    int at = 0;
    for (int l = 0; l < layers.size(); l++) {
      ranges[2 * l] = at;
      ranges[2 * l + 1] = at + layers.get(l).weights();
      at += layers.get(l).parameters();
    }
    return ranges;
  }

  /**
   * Random weights and zero biases.
   *
   * @param initializer {@code auto} or another name of {@link Initializer}
   * @param key layer l draws from {@code key.with(l)}
   */
  public float[] initialise(String initializer, Key key) {
    float[] theta = new float[parameters()];
    int at = 0;
    for (int l = 0; l < layers.size(); l++) {
      Dense layer = layers.get(l);
      Initializer.named(initializer, layer.activation())
          .fill(theta, at, layer.inputs(), layer.outputs(), key.with(l));
      at += layer.parameters();
    }
    return theta;
  }

  /**
   * The outputs (logits, k×n) at parameters {@code theta}, without dropout. The array belongs to
   * the workspace, may be longer than k·n and is good until the workspace's next use.
   */
  public float[] outputs(float[] theta, Matrix x, Workspace workspace) {
    require(theta, "parameters");
    return ForwardPass.run(this, theta, x, null, workspace);
  }

  /** Shows the outputs of every layer, the first first, without dropout. */
  public void visit(float[] theta, Matrix x, Workspace workspace, LayerVisitor visitor) {
    outputs(theta, x, workspace);
    for (int l = 0; l < layers.size(); l++) {
      Dense layer = layers.get(l);
      int n = x.columns();
      visitor.layer(
          l,
          layer.activation().needsInput()
              ? workspace.activated(l, layer.outputs(), n)
              : workspace.weighted(l, layer.outputs(), n),
          layer.outputs(),
          n);
    }
  }

  /**
   * The weighted sum of the loss over a batch; <em>adds into</em> {@code gradient} its derivative
   * by the parameters. Sums, so that the parts of a batch add up to the whole up to rounding; an
   * example of weight 0 adds nothing, one of weight 2 as much as two of weight 1.
   *
   * @param dropout key of this step's masks; null for none
   */
  public double gradient(
      float[] theta, Batch batch, Loss loss, Key dropout, Workspace workspace, float[] gradient) {
    require(theta, "parameters");
    require(gradient, "gradient");
    batch.requireTargets(loss.targets(outputs()));
    float[] z = ForwardPass.run(this, theta, batch.x(), dropout, workspace);
    float[] dz = workspace.delta(layers.size() - 1, outputs(), batch.size());
    double sum = loss.sum(z, outputs(), batch.size(), batch.y(), batch.weights(), dz);
    BackPropagation.run(this, theta, batch.size(), dropout != null, workspace, gradient);
    return sum;
  }

  private void require(float[] array, String what) {
    if (array.length != parameters()) {
      throw new IllegalArgumentException(
          "the %s of %s must be %d numbers, got %d"
              .formatted(what, shape(), parameters(), array.length));
    }
  }

  /** Widths and activations, such as {@code 784 -> 256 relu -> 10}. */
  public String shape() {
    StringBuilder text = new StringBuilder().append(inputs());
    for (Dense layer : layers) {
      text.append(" -> ").append(layer.outputs());
      if (!layer.activation().isIdentity()) {
        text.append(' ').append(layer.activation().name());
      }
    }
    return text.toString();
  }

  /** Such as {@code 784 -> 256 relu -> 10, 203530 parameters, dropout 0.5}. */
  @Override
  public String toString() {
    return shape()
        + ", %d parameters".formatted(parameters())
        + (inputDropout > 0 ? ", input dropout " + inputDropout : "")
        + (dropout > 0 ? ", dropout " + dropout : "");
  }
}
