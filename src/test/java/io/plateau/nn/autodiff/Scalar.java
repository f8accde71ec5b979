package io.plateau.nn.autodiff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A number that remembers from which others it was computed, and their partial derivatives. */
public final class Scalar {
  public final double value;
  public double gradient;

  private final Scalar[] parents;
  private final double[] partials;

  private Scalar(double value, Scalar[] parents, double... partials) {
    this.value = value;
    this.parents = parents;
    this.partials = partials;
  }

  public static Scalar of(double value) {
    return new Scalar(value, new Scalar[0]);
  }

  public Scalar plus(Scalar b) {
    return new Scalar(value + b.value, new Scalar[] {this, b}, 1, 1);
  }

  public Scalar minus(Scalar b) {
    return new Scalar(value - b.value, new Scalar[] {this, b}, 1, -1);
  }

  public Scalar times(Scalar b) {
    return new Scalar(value * b.value, new Scalar[] {this, b}, b.value, value);
  }

  public Scalar over(Scalar b) {
    return new Scalar(
        value / b.value, new Scalar[] {this, b}, 1 / b.value, -value / (b.value * b.value));
  }

  public Scalar plus(double b) {
    return plus(of(b));
  }

  public Scalar times(double b) {
    return times(of(b));
  }

  public Scalar exp() {
    double e = StrictMath.exp(value);
    return new Scalar(e, new Scalar[] {this}, e);
  }

  public Scalar log() {
    return new Scalar(StrictMath.log(value), new Scalar[] {this}, 1 / value);
  }

  public Scalar cos() {
    return new Scalar(StrictMath.cos(value), new Scalar[] {this}, -StrictMath.sin(value));
  }

  public Scalar max(double b) {
    return new Scalar(StrictMath.max(value, b), new Scalar[] {this}, value > b ? 1 : 0);
  }

  public Scalar abs() {
    return new Scalar(StrictMath.abs(value), new Scalar[] {this}, StrictMath.signum(value));
  }

  /** The probability that a standard normal is below this. */
  public Scalar normalCdf() {
    double density = StrictMath.exp(-value * value / 2) / StrictMath.sqrt(2 * StrictMath.PI);
    return new Scalar(Normal.cdf(value), new Scalar[] {this}, density);
  }

  /** Sets the gradient of everything this was computed from to the derivative of this by it. */
  public void backward() {
    List<Scalar> order = new ArrayList<>();
    collect(this, order, new HashSet<>());
    Collections.reverse(order);
    for (Scalar s : order) {
      s.gradient = 0;
    }
    gradient = 1;
    for (Scalar s : order) {
      for (int i = 0; i < s.parents.length; i++) {
        s.parents[i].gradient += s.gradient * s.partials[i];
      }
    }
  }

  private static void collect(Scalar s, List<Scalar> order, Set<Scalar> seen) {
    if (seen.add(s)) {
      for (Scalar parent : s.parents) {
        collect(parent, order, seen);
      }
      order.add(s);
    }
  }
}
