package io.plateau.nn;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** An architecture: holds neither weights nor scratch. */
public record Network(List<Dense> layers, double inputDropout, double dropout)
    implements Serializable {
  /** Hidden layers of these widths with one activation, then outputs (logits) without. */
  public static Network of(int inputs, int[] hidden, int outputs, Activation activation) {
    List<Dense> layers = new ArrayList<>();
    int in = inputs;
    for (int width : hidden) {
      layers.add(new Dense(in, width, activation));
      in = width;
    }
    layers.add(new Dense(in, outputs, Activations.named("identity")));
    return new Network(List.copyOf(layers), 0, 0);
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
    return layers.stream().mapToInt(Dense::parameters).sum();
  }

  /** The weights without the biases, as pairs of first index and index after the last. */
  public int[] penalised() {
    throw new UnsupportedOperationException();
  }

  /** Random weights; the initializer is {@code auto} or a name of {@link Initializer}. */
  public float[] initialise(String initializer, io.plateau.math.Key key) {
    throw new UnsupportedOperationException();
  }

  /**
   * The outputs (logits, k×n) at parameters {@code theta}, without dropout. The array belongs to
   * the workspace and is good until its next use.
   */
  public float[] outputs(float[] theta, io.plateau.math.Matrix x, Workspace workspace) {
    throw new UnsupportedOperationException();
  }

  /**
   * The weighted sum of the loss over a batch; <em>adds into</em> {@code gradient} its derivative
   * by the parameters.
   *
   * @param dropout key of this step's masks; null for none
   */
  public double gradient(
      float[] theta,
      Batch batch,
      Loss loss,
      io.plateau.math.Key dropout,
      Workspace workspace,
      float[] gradient) {
    throw new UnsupportedOperationException();
  }
}
