package io.plateau.nn;

import io.plateau.math.Key;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.autodiff.Reference;
import io.plateau.nn.autodiff.Scalar;
import io.plateau.nn.loss.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Table of the kinds of layers with the formula of each. */
class LayersTest extends LayerContract {
  @Override
  List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    kinds.add(new Kind(new Dense(5, 3), LayersTest::dense));
    kinds.add(new Kind(new Dense(1, 1), LayersTest::dense));
    kinds.add(new Kind(new Dense(5, 3, Parametrization.NTK), LayersTest::neuralTangent));
    kinds.add(new Kind(new Scale(5), LayersTest::scale));
    kinds.add(norm(new LayerNorm(5)));
    kinds.add(norm(new LayerNorm(9)));
    Kind norm = norm(new LayerNorm(3));
    Kind inner = new Kind(new Dense(3, 4), LayersTest::dense);
    Kind outer = new Kind(new Dense(4, 3), LayersTest::dense);
    Kind tanh = activate(new Activate(4, new Activation.Tanh()));
    kinds.add(residual(norm, inner, tanh, outer));
    kinds.add(residual(norm, inner, tanh, outer, dropout(new Dropout(3, 0.4))));
    kinds.add(residual(dropout(new Dropout(3, 0.4)), inner, outer));
    kinds.add(residual(inner, outer, activate(new Activate(3, new Activation.Relu()))));
    kinds.add(residual(residual(norm, inner, outer), norm));
    kinds.add(new Kind(new Members(3, 5), LayersTest::members));
    kinds.add(new Kind(new Members(2, List.of(0, 1, 1, 0, 2)), LayersTest::members));
    kinds.add(new Kind(new MemberScale(3, 5), LayersTest::memberScale));
    for (Parametrization parametrization : Parametrization.values()) {
      kinds.add(memberDense(new MemberDense(3, 5, 4, parametrization)));
      kinds.add(memberHeads(new MemberHeads(3, 5, 2, Link.SOFTMAX, parametrization)));
    }
    kinds.add(memberHeads(new MemberHeads(2, 1, 1, Link.IDENTITY, Parametrization.STANDARD)));
    kinds.add(
        new Kind(
            new Clamp(List.of(-0.1f, 0f), List.of(0.1f, 0f)), (theta, x, example, masks) -> x));
    kinds.add(new Kind(new Unsmooth(3, 0.1, 0.2), (theta, x, example, masks) -> x));
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

  /** y = g ⊙ (x − μ) / √(σ² + ε) + b. */
  private static Kind norm(LayerNorm layer) {
    int width = layer.width();
    return new Kind(
        layer,
        (theta, x, example, masks) -> {
          Scalar mean = Scalar.of(0);
          for (Scalar each : x) {
            mean = mean.plus(each.times(1.0 / width));
          }
          Scalar variance = Scalar.of(0);
          for (Scalar each : x) {
            Scalar d = each.minus(mean);
            variance = variance.plus(d.times(d).times(1.0 / width));
          }
          Scalar factor = variance.plus(1e-5).log().times(-0.5).exp();
          Scalar[] y = new Scalar[width];
          for (int i = 0; i < width; i++) {
            y[i] = x[i].minus(mean).times(factor).times(theta[i]).plus(theta[width + i]);
          }
          return y;
        });
  }

  /** y = x + F(x), where the layers of F have keys as those of a network. */
  private static Kind residual(Kind... kinds) {
    return new Kind(
        new Residual(Stream.of(kinds).map(Kind::layer).toList()),
        (theta, x, example, masks) -> {
          Scalar[] f = x;
          int at = 0;
          int index = 0;
          for (Kind kind : kinds) {
            int to = at + kind.layer().parameters();
            int key = index;
            f =
                kind.formula()
                    .apply(
                        Arrays.copyOfRange(theta, at, to),
                        f,
                        example,
                        masks.map(its -> its.with(key)));
            index += to > at ? 1 : 0;
            at = to;
          }
          Scalar[] y = new Scalar[x.length];
          for (int i = 0; i < y.length; i++) {
            y[i] = x[i].plus(f[i]);
          }
          return y;
        });
  }

  /** y_m = r_m ⊙ x. */
  private static Scalar[] members(Scalar[] theta, Scalar[] x, int example, Optional<Key> masks) {
    Scalar[] y = new Scalar[theta.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = theta[i].times(x[i % x.length]);
    }
    return y;
  }

  /** y_m = r_m ⊙ x_m. */
  private static Scalar[] memberScale(
      Scalar[] theta, Scalar[] x, int example, Optional<Key> masks) {
    Scalar[] y = new Scalar[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = theta[i].times(x[i]);
    }
    return y;
  }

  /** y_m = s_m ⊙ c W x_m + b_m. */
  private static Kind memberDense(MemberDense layer) {
    int in = layer.inputs();
    int out = layer.outputs();
    return new Kind(
        layer,
        (theta, x, example, masks) -> {
          Scalar[] y = new Scalar[layer.members() * out];
          for (int i = 0; i < y.length; i++) {
            Scalar u = product(theta, i % out, out, x, i / out, in, layer.parametrization());
            y[i] = u.times(theta[in * out + i]).plus(theta[in * out + y.length + i]);
          }
          return y;
        });
  }

  /** y_m = c W_m x_m + b_m. */
  private static Kind memberHeads(MemberHeads layer) {
    int in = layer.inputs();
    int out = layer.outputs();
    return new Kind(
        layer,
        (theta, x, example, masks) -> {
          Scalar[] y = new Scalar[layer.members() * out];
          for (int i = 0; i < y.length; i++) {
            int row = i / out * in * out + i % out;
            Scalar u = product(theta, row, out, x, i / out, in, layer.parametrization());
            y[i] = u.plus(theta[layer.members() * in * out + i]);
          }
          return y;
        });
  }

  /** A row of weights, {@code theta[at + i·stride]}, times the inputs of a member. */
  private static Scalar product(
      Scalar[] theta, int at, int stride, Scalar[] x, int m, int in, Parametrization c) {
    Scalar sum = Scalar.of(0);
    for (int i = 0; i < in; i++) {
      sum = sum.plus(theta[at + i * stride].times(x[m * in + i]));
    }
    return sum.times(c == Parametrization.NTK ? 1 / Math.sqrt(in) : 1);
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
