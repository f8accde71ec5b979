package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.Link;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Networks side by side that share no weights, a deep ensemble (Lakshminarayanan, Pritzel, Blundell
 * 2017, "Simple and Scalable Predictive Uncertainty Estimation using Deep Ensembles"): each member
 * has the same layers, and initial weights and masks of dropout of its own. Where members are
 * {@linkplain Pass#membersApart apart}, as while training, it gives their outputs, {@code outputs ×
 * members·n}, member after member; else the logits {@code outputs×n} whose prediction is the mean
 * of the members' predictions. Its range of θ holds the parameters of one member after the other.
 *
 * <p>It is the first layer of a network, whose inputs are data, so that there is no derivative by
 * them. Backward, each member's layers are given the derivative by the member's outputs.
 *
 * @param members at least 2
 * @param layers of each member, from the first to the last
 * @param link from outputs to predictions
 */
public record Ensemble(int members, List<Layer> layers, Link link) implements Layer, Averaged {
  /** Places of arrays in the memory of a pass. */
  private static final int OUTPUTS = 0;

  private static final int MEAN = 1;
  private static final int DERIVATIVES = 2;
  private static final int DERIVATIVE = 3;

  public Ensemble {
    MemberFactors.requireMembers(members);
    layers = List.copyOf(layers);
    LayerOrder.requireMember(layers);
    long all = (long) members * new Chain(layers).parameters();
    if (all > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d networks have %d parameters, more than the %d an array can hold; make layers narrower"
              .formatted(members, all, Integer.MAX_VALUE));
    }
  }

  private Chain chain() {
    return new Chain(layers);
  }

  /** The same with dropout in each member while training. */
  Ensemble withDropout(double input, double hidden) {
    return new Ensemble(members, Dropout.added(layers, input, hidden), link);
  }

  Ensemble withoutDropout() {
    return new Ensemble(members, Dropout.without(layers), link);
  }

  @Override
  public int inputs() {
    return layers.get(0).inputs();
  }

  @Override
  public int outputs() {
    return layers.get(layers.size() - 1).outputs();
  }

  @Override
  public int parameters() {
    return members * chain().parameters();
  }

  /** Index of the first parameter of a member. */
  public int from(int member) {
    return member * chain().parameters();
  }

  /** Work of all members for one example. */
  @Override
  public long operations() {
    return members * layers.stream().mapToLong(Layer::operations).sum();
  }

  @Override
  public List<ParameterGroup> groups() {
    return ParameterGroup.inOrder(
        Collections.nCopies(members, chain()), Chain::groups, Chain::parameters);
  }

  /** The layers of each member have what suits them. */
  @Override
  public Initialization initialization(Initialization network, Initializer suited) {
    return network;
  }

  /**
   * The initial values of each member, as those of a network.
   *
   * @param key member m draws from {@code key.with(m)}
   */
  @Override
  public void initialize(
      float[] theta, int at, Initialization how, Key key, Optional<Matrix> sample) {
    for (int m = 0; m < members; m++) {
      chain().initialize(theta, at + from(m), how, key.with(m), sample);
    }
  }

  @Override
  public Matrix forward(float[] theta, int at, Matrix x, Pass pass) {
    int n = x.columns();
    int size = Math.multiplyExact(outputs(), n);
    float[] y = pass.array(OUTPUTS, outputs(), Math.multiplyExact(members, n));
    for (int m = 0; m < members; m++) {
      int member = m;
      // Only a backward pass needs what each member has kept
      Pass own =
          pass.inner(pass.membersApart() ? m : 0)
              .forward(pass.masks().map(key -> key.with(member)), false)
              .dropout(pass.dropout());
      float[] of = own.values(chain().forward(theta, at + from(m), x, own));
      System.arraycopy(of, 0, y, m * size, size);
    }
    if (pass.membersApart()) {
      return new DenseMatrix(y, 0, outputs(), members * n);
    }
    float[] mean = pass.array(MEAN, outputs(), n);
    link.meanLogits(y, outputs(), n, members, mean);
    return new DenseMatrix(mean, 0, outputs(), n);
  }

  @Override
  public float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient) {
    int n = pass.inputs().columns();
    int size = outputs() * n;
    // The members' layers use the array that dy is
    float[] all = pass.array(DERIVATIVES, outputs(), members * n);
    System.arraycopy(dy, 0, all, 0, members * size);
    float[] of = pass.array(DERIVATIVE, outputs(), n);
    for (int m = 0; m < members; m++) {
      System.arraycopy(all, m * size, of, 0, size);
      chain().backward(theta, at + from(m), of, pass.inner(m).backward(false), gradient);
    }
    return dy;
  }

  @Override
  public void rescaleOutputs(float[] theta, int at, OutputScale scale) {
    Layer last = layers.get(layers.size() - 1);
    for (int m = 0; m < members; m++) {
      last.rescaleOutputs(theta, at + from(m + 1) - last.parameters(), scale);
    }
  }

  /** Such as {@code (-> 256 relu -> 10) x 8}. */
  @Override
  public String toString() {
    return layers.stream()
        .map(Layer::toString)
        .collect(Collectors.joining(" ", "(", ") x " + members));
  }
}
