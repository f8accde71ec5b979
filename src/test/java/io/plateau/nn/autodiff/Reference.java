package io.plateau.nn.autodiff;

/** Activations and losses from their formulas, by their names. */
public final class Reference {
  private Reference() {}

  public static Scalar activation(String name, Scalar z) {
    return switch (name) {
      case "identity" -> z;
      case "sigmoid" -> sigmoid(z);
      case "tanh" -> {
        Scalar e = z.times(2).exp();
        yield e.plus(-1).over(e.plus(1));
      }
      case "relu" -> z.max(0);
      case "leakyRelu" -> z.value > 0 ? z : z.times(0.01);
      case "elu" -> z.value > 0 ? z : z.exp().plus(-1);
      case "gelu" -> z.times(z.normalCdf());
      case "silu" -> z.times(sigmoid(z));
      case "softplus" -> z.exp().plus(1).log();
      default -> throw new IllegalArgumentException("no reference for activation " + name);
    };
  }

  /** The loss of one example; {@code y} is as long as the loss has targets. */
  public static Scalar loss(String name, Scalar[] z, double[] y) {
    if (name.equals("softmaxCrossEntropy")) {
      Scalar sum = Scalar.of(0);
      for (Scalar output : z) {
        sum = sum.plus(output.exp());
      }
      return sum.log().minus(z[(int) y[0]]);
    }
    Scalar total = Scalar.of(0);
    for (int i = 0; i < z.length; i++) {
      total = total.plus(term(name, z[i], y[i]));
    }
    return total;
  }

  private static Scalar term(String name, Scalar z, double y) {
    Scalar r = z.plus(-y);
    return switch (name) {
      case "sigmoidCrossEntropy" -> {
        Scalar p = sigmoid(z);
        Scalar not = Scalar.of(1).minus(p);
        yield p.log().times(-y).minus(not.log().times(1 - y));
      }
      case "squared" -> r.times(r).times(0.5);
      case "absolute" -> r.abs();
      case "huber" -> r.abs().value <= 1 ? r.times(r).times(0.5) : r.abs().plus(-0.5);
      case "poisson" -> z.exp().minus(z.times(y));
      default -> throw new IllegalArgumentException("no reference for loss " + name);
    };
  }

  private static Scalar sigmoid(Scalar z) {
    return Scalar.of(1).over(z.times(-1).exp().plus(1));
  }
}
