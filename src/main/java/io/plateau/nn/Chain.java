package io.plateau.nn;

import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.initial.Initializer;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Layers one after the other over one range of θ: forward from the first to the last, backward from
 * the last to the first.
 */
record Chain(List<Layer> layers) implements Serializable {
  /**
   * The outputs of the last layer; the masks of layer l follow from {@link #index}. The inputs stay
   * as they are.
   */
  Matrix forward(float[] theta, int at, Matrix x, Pass pass) {
    Matrix given = x;
    boolean free = false;
    int from = at;
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      Pass inner =
          pass.inner(l)
              .forward(key(pass, l), free)
              .dropout(pass.dropout())
              .membersApart(pass.membersApart());
      Matrix outputs = layer.forward(theta, from, given, inner);
      inner.keep(given, outputs);
      free = !layer.keepsOutputs() && (free || outputs != given);
      given = outputs;
      from += layer.parameters();
    }
    return given;
  }

  /** <em>Overwrites</em> the range of θ, like {@link Layer#initialize}. */
  void initialize(float[] theta, int at, Initialization how, Key key, Optional<Matrix> sample) {
    int from = at;
    int last = index(layers.size()) - 1;
    Pass pass = new Workspace().pass;
    Optional<Matrix> given = sample;
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      Initializer suited =
          layers.stream()
              .skip(l + 1L)
              .flatMap(next -> next.suitedInitializer().stream())
              .findFirst()
              .orElse(Initializer.GLOROT_UNIFORM);
      Initialization its = layer.initialization(index(l) == last ? how : how.ofHidden(), suited);
      layer.initialize(theta, from, its, key.with(index(l)), given);
      if (given.isPresent() && l + 1 < layers.size()) {
        Pass inner = pass.inner(l).forward(Optional.empty(), false);
        given = Optional.of(layer.forward(theta, from, given.get(), inner));
      }
      from += layer.parameters();
    }
  }

  /** Back-propagation (Rumelhart, Hinton, Williams 1986), like {@link Layer#backward}. */
  float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient) {
    float[] d = dy;
    int from = at + parameters();
    for (int l = layers.size() - 1; l >= 0; l--) {
      boolean needed = pass.needsInputDerivative() || index(l) > 0;
      if (!needed && layers.get(l).parameters() == 0) {
        return d;
      }
      from -= layers.get(l).parameters();
      d = layers.get(l).backward(theta, from, d, pass.inner(l).backward(needed), gradient);
    }
    return d;
  }

  private Optional<Key> key(Pass pass, int l) {
    return pass.masks().map(key -> key.with(index(l)));
  }

  /**
   * Number of layers with parameters before layer l, the number by which keys differ: the l-th such
   * layer draws its weights from {@code key.with(l)}, and dropout on its outputs draws masks from
   * {@code key.with(l + 1)}.
   */
  int index(int l) {
    int index = 0;
    for (int before = 0; before < l; before++) {
      index += layers.get(before).parameters() > 0 ? 1 : 0;
    }
    return index;
  }

  /** All parameters by role, in their order. */
  List<ParameterGroup> groups() {
    return ParameterGroup.inOrder(layers, Layer::groups, Layer::parameters);
  }

  int parameters() {
    int parameters = 0;
    for (Layer layer : layers) {
      parameters += layer.parameters();
    }
    return parameters;
  }
}
