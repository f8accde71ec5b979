package io.plateau.nn.autodiff;

import io.plateau.nn.activation.Activation;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Target;

/** Activations and losses from their formulas. */
public final class Reference {
  private Reference() {}

  public static Scalar activation(Activation f, Scalar z) {
    return switch (f.name()) {
      case "identity" -> z;
      case "sigmoid" -> sigmoid(z);
      case "tanh" -> {
        Scalar e = z.times(2).exp();
        yield e.plus(-1).over(e.plus(1));
      }
      case "relu" -> z.max(0);
      case "leakyRelu" -> z.value > 0 ? z : z.times(f.settings().get("slope"));
      case "elu" -> z.value > 0 ? z : z.exp().plus(-1).times(f.settings().get("alpha"));
      case "selu" ->
          (z.value > 0 ? z : z.exp().plus(-1).times(1.6732632423543772)).times(1.0507009873554805);
      case "gelu" -> z.times(z.normalCdf());
      case "silu" -> z.times(sigmoid(z));
      case "mish" -> {
        // tanh(ln(1 + eᶻ)), by e⁻ᶻ where eᶻ is large
        Scalar e = (z.value > 0 ? z.times(-1) : z).exp();
        Scalar squared = e.plus(1).times(e.plus(1));
        Scalar other = z.value > 0 ? e.times(e) : Scalar.of(1);
        yield z.times(squared.minus(other)).over(squared.plus(other));
      }
      case "softplus" -> z.exp().plus(1).log();
      default -> throw new IllegalArgumentException("no reference for " + f);
    };
  }

  /** The loss of one example; {@code y} is as long as the loss has targets. */
  public static Scalar loss(Loss loss, Scalar[] z, double[] y) {
    if (loss.target() == Target.CLASS_INDEX) {
      Scalar sum = Scalar.of(0);
      for (Scalar output : z) {
        sum = sum.plus(output.exp());
      }
      double smoothing = loss.settings().get("smoothing");
      Scalar expected = z[(int) y[0]].times(1 - smoothing);
      for (Scalar output : z) {
        expected = expected.plus(output.times(smoothing / z.length));
      }
      return sum.log().minus(expected);
    }
    Scalar total = Scalar.of(0);
    for (int i = 0; i < z.length; i++) {
      total = total.plus(term(loss, z[i], y[i]));
    }
    return total;
  }

  private static Scalar term(Loss loss, Scalar z, double y) {
    Scalar r = z.plus(-y);
    return switch (loss.name()) {
      case "sigmoidCrossEntropy" -> {
        Scalar p = sigmoid(z);
        Scalar not = Scalar.of(1).minus(p);
        yield p.log().times(-y).minus(not.log().times(1 - y));
      }
      case "squared" -> r.times(r).times(0.5);
      case "absolute" -> r.abs();
      case "huber" -> {
        double delta = loss.settings().get("delta");
        yield r.abs().value <= delta
            ? r.times(r).times(0.5)
            : r.abs().plus(-0.5 * delta).times(delta);
      }
      case "quantile" -> {
        double tau = loss.settings().get("tau");
        yield r.times(r.value > 0 ? 1 - tau : -tau);
      }
      case "poisson" -> z.exp().minus(z.times(y));
      default -> throw new IllegalArgumentException("no reference for " + loss);
    };
  }

  private static Scalar sigmoid(Scalar z) {
    return Scalar.of(1).over(z.times(-1).exp().plus(1));
  }
}
