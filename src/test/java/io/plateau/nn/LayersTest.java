package io.plateau.nn;

import io.plateau.math.Key;
import io.plateau.nn.autodiff.Reference;
import io.plateau.nn.autodiff.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Table of the kinds of layers with the formula of each. */
class LayersTest extends LayerContract {
  @Override
  List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    kinds.add(new Kind(new Dense(5, 3), LayersTest::dense));
    kinds.add(new Kind(new Dense(1, 1), LayersTest::dense));
    kinds.add(new Kind(new Dense(5, 3, Parametrization.NTK), LayersTest::neuralTangent));
    kinds.add(new Kind(new Scale(5), LayersTest::scale));
    kinds.add(dropout(new Dropout(5, 0)));
    kinds.add(dropout(new Dropout(5, 0.4)));
    for (String name : Activations.names()) {
      kinds.add(activate(new Activate(5, Activations.named(name))));
      kinds.add(parametric(new ParametricActivation(5, Activations.named(name))));
    }
    kinds.add(activate(new Activate(4, new Activation.LeakyRelu(0.3))));
    return kinds;
  }

  private static Scalar[] dense(Scalar[] theta, Scalar[] x, int example, Optional<Key> masks) {
    int out = theta.length / (x.length + 1);
    Scalar[] y = new Scalar[out];
    for (int o = 0; o < out; o++) {
      y[o] = theta[x.length * out + o];
      for (int i = 0; i < x.length; i++) {
        y[o] = y[o].plus(theta[i * out + o].times(x[i]));
      }
    }
    return y;
  }

  /** W x / √in + b. */
  private static Scalar[] neuralTangent(
      Scalar[] theta, Scalar[] x, int example, Optional<Key> masks) {
    Scalar[] scaled = new Scalar[x.length];
    for (int i = 0; i < x.length; i++) {
      scaled[i] = x[i].times(1 / Math.sqrt(x.length));
    }
    return dense(theta, scaled, example, masks);
  }

  private static Scalar[] scale(Scalar[] theta, Scalar[] x, int example, Optional<Key> masks) {
    Scalar[] y = new Scalar[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = theta[i].times(x[i]);
    }
    return y;
  }

  private static Kind parametric(ParametricActivation layer) {
    return new Kind(
        layer,
        (theta, x, example, masks) -> {
          Scalar[] a = new Scalar[x.length];
          for (int i = 0; i < a.length; i++) {
            Scalar f = Reference.activation(layer.activation(), x[i]);
            a[i] = x[i].plus(theta[i].times(f.minus(x[i])));
          }
          return a;
        });
  }

  private static Kind activate(Activate layer) {
    return new Kind(
        layer,
        (theta, x, example, masks) -> {
          Scalar[] a = new Scalar[x.length];
          for (int i = 0; i < a.length; i++) {
            a[i] = Reference.activation(layer.activation(), x[i]);
          }
          return a;
        });
  }

  private static Kind dropout(Dropout layer) {
    return new Kind(
        layer,
        (theta, x, example, masks) -> {
          Scalar[] y = new Scalar[x.length];
          for (int i = 0; i < y.length; i++) {
            long index = i + (long) x.length * example;
            boolean dropped =
                masks.isPresent() && masks.get().uniform(index) < (float) layer.rate();
            double kept = masks.isPresent() ? 1 / (1 - layer.rate()) : 1;
            y[i] = x[i].times(dropped ? 0 : kept);
          }
          return y;
        });
  }
}
