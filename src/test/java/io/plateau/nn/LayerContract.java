package io.plateau.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.math.SparseMatrix;
import io.plateau.nn.ParameterGroup.Role;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.autodiff.Scalar;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.Link;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract of every layer: a new kind gets these tests by a row in the table of a subclass. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LayerContract {
  private static final int N = 7;

  /** First parameter of the layer in a longer array, so that a wrong offset shows. */
  private static final int AT = 3;

  private static final Key KEY = Key.of(17);
  private static final Initialization INITIALIZATION = Initialization.of(Initializer.HE_NORMAL);
  private static final Optional<Key> MASKS = Optional.of(KEY.with("masks"));

  /**
   * What a layer computes of one example, by its formula; of members all columns of the example,
   * one below the other.
   */
  @FunctionalInterface
  interface Formula {
    Scalar[] apply(Scalar[] theta, Scalar[] x, int example, Optional<Key> masks);
  }

  /** Examples that a layer takes. */
  @FunctionalInterface
  interface Inputs {
    DenseMatrix of(int width, int n, Key key);
  }

  /** Row of the table. */
  record Kind(Layer layer, Formula formula, Inputs inputs) {
    Kind(Layer layer, Formula formula) {
      this(layer, formula, Examples::features);
    }

    DenseMatrix examples(int n) {
      return inputs.of(layer.inputs(), taken(n), KEY.with("x"));
    }

    /** Columns of n examples that the layer takes. */
    int taken(int n) {
      return layer instanceof Membered each && !(layer instanceof Members) ? each.members() * n : n;
    }

    /** Columns of n examples that the layer gives, those of members apart. */
    int given(int n) {
      return layer instanceof Membered each ? each.members() * n : n;
    }

    /** Whether the layer takes what other layers give; the first of a table takes data alone. */
    boolean isInner() {
      return !(layer instanceof Columns);
    }

    /** Whether initial values are drawn. */
    boolean isRandom() {
      return !(layer instanceof MemberScale || layer instanceof LayerNorm)
          && layer.groups().stream()
              .anyMatch(group -> group.role() != Role.SCALE && group.role() != Role.ACTIVATION);
    }

    /** Whether it may be the last layer, with a parameter of each output that is added to it. */
    boolean hasUnit() {
      return layer instanceof Dense || layer instanceof MemberHeads;
    }

    @Override
    public String toString() {
      return layer.getClass().getSimpleName() + " " + layer.inputs() + " " + layer;
    }
  }

  abstract List<Kind> kinds();

  @ParameterizedTest
  @MethodSource("kinds")
  void groupsCoverTheParameters(Kind kind) {
    int at = 0;
    for (ParameterGroup group : kind.layer.groups()) {
      assertThat(group.from()).isEqualTo(at);
      assertThat(group.size()).isPositive();
      at = group.to();
    }
    assertThat(at).isEqualTo(kind.layer.parameters());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void initialValuesFollowFromTheKey(Kind kind) {
    float[] theta = new float[kind.layer.parameters() + AT + 2];
    theta[AT - 1] = theta[theta.length - 2] = 77;
    kind.layer.initialize(theta, AT, INITIALIZATION, KEY, Optional.empty());
    float[] again = new float[theta.length];
    again[AT - 1] = again[theta.length - 2] = 77;
    kind.layer.initialize(again, AT, INITIALIZATION, KEY, Optional.empty());

    assertThat(again).isEqualTo(theta);
    assertThat(theta[AT - 1]).isEqualTo(77);
    assertThat(theta[theta.length - 2]).isEqualTo(77);
    if (kind.isRandom()) {
      kind.layer.initialize(again, AT, INITIALIZATION, KEY.with(1), Optional.empty());
      assertThat(again).isNotEqualTo(theta);
    }
  }

  /** Values and derivatives, dense and sparse, with and without masks, by the formula. */
  @ParameterizedTest
  @MethodSource("kinds")
  void agreesWithAutomaticDifferentiation(Kind kind) {
    for (Optional<Key> masks : List.of(MASKS, Optional.<Key>empty())) {
      DenseMatrix x = kind.examples(N);
      Run expected = new Run(kind, N).byFormula(x, masks);
      assertClose(new Run(kind, N).computed(x, masks, new Workspace().pass), expected);
      // Sparse inputs are examples: no derivative by them is asked for
      Run sparse = new Run(kind, N).computed(Examples.sparse(x), masks, new Workspace().pass);
      assertClose(sparse.y, expected.y);
      assertClose(sparse.gradient, expected.gradient);
    }
  }

  /** The derivative along a random direction of inputs and parameters. */
  @ParameterizedTest
  @MethodSource("kinds")
  void agreesWithCentralDifferences(Kind kind) {
    DenseMatrix x = kind.examples(N);
    Run run = new Run(kind, N).computed(x, MASKS, new Workspace().pass);
    double step = 1e-3;
    double along = 0;
    double[] sums = new double[2];
    for (int side = 0; side < 2; side++) {
      double h = side == 0 ? step : -step;
      float[] moved = x.values().clone();
      for (int i = 0; i < moved.length; i++) {
        // Zeros stay, since many functions have a kink there, and so do data
        float d = moved[i] == 0 || !kind.isInner() ? 0 : KEY.with("dx").normal(i);
        moved[i] += (float) (h * d);
        along += side == 0 && kind.isInner() ? d * run.dx[i] : 0;
      }
      Run there = new Run(kind, N);
      for (int i = 0; i < kind.layer.parameters(); i++) {
        float d = KEY.with("dtheta").normal(i);
        there.theta[AT + i] += (float) (h * d);
        along += side == 0 ? d * run.gradient[AT + i] : 0;
      }
      there.computed(new DenseMatrix(moved, 0, x.rows(), x.columns()), MASKS, new Workspace().pass);
      for (int i = 0; i < there.y.length; i++) {
        sums[side] += (double) there.y[i] * there.dy[i];
      }
    }
    assertThat((sums[0] - sums[1]) / (2 * step))
        .isCloseTo(along, within(2e-2 + 1e-2 * Math.abs(along)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void partsOfABatchAddUp(Kind kind) {
    DenseMatrix x = kind.examples(N);
    Run whole = new Run(kind, N).computed(x, Optional.empty(), new Workspace().pass);
    Run parts = new Run(kind, N);
    int[] cuts = {0, 3, 3, 4, N};
    Pass pass = new Workspace().pass;
    for (int c = 1; c < cuts.length; c++) {
      int n = cuts[c] - cuts[c - 1];
      if (n > 0) {
        Run part = new Run(kind, n);
        int out = kind.layer.outputs();
        int[] given = columns(kind.given(1), cuts[c - 1], cuts[c]);
        for (int j = 0; j < given.length; j++) {
          System.arraycopy(parts.dy, given[j] * out, part.dy, j * out, out);
        }
        int[] taken = columns(kind.taken(1), cuts[c - 1], cuts[c]);
        part.computed(x.gather(taken, 0, taken.length, null), Optional.empty(), pass);
        for (int j = 0; j < given.length; j++) {
          System.arraycopy(part.y, j * out, parts.y, given[j] * out, out);
        }
        for (int i = 0; i < parts.gradient.length; i++) {
          parts.gradient[i] += part.gradient[i];
        }
      }
    }
    assertClose(parts.y, whole.y);
    assertClose(parts.gradient, whole.gradient);
  }

  /** The columns of the examples from … to, each with so many. */
  private static int[] columns(int each, int from, int to) {
    return IntStream.range(0, each)
        .flatMap(m -> IntStream.range(from, to).map(j -> m * N + j))
        .toArray();
  }

  /** An example of weight 0 has the derivative 0 by its outputs. */
  @ParameterizedTest
  @MethodSource("kinds")
  void anExampleWithoutDerivativeAddsNothing(Kind kind) {
    DenseMatrix x = kind.examples(1);
    Run run = new Run(kind, 1);
    Arrays.fill(run.dy, 0);
    run.computed(x, MASKS, new Workspace().pass);
    assertThat(run.gradient).containsOnly(0);
    if (kind.isInner()) {
      for (float d : run.dx) {
        assertThat(d).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void usedMemoryGivesTheSameBitsAndInputsStay(Kind kind) {
    Pass used = new Workspace().pass;
    for (int n : new int[] {N, 2, 30, 0, 1, N}) {
      DenseMatrix x = kind.examples(n);
      float[] before = x.values().clone();
      Run first = new Run(kind, n).computed(x, MASKS, new Workspace().pass);
      Run second = new Run(kind, n).computed(x, MASKS, used);
      assertThat(second.y).isEqualTo(first.y);
      assertThat(second.dx).isEqualTo(first.dx);
      assertThat(second.gradient).isEqualTo(first.gradient);
      assertThat(x.values()).isEqualTo(before);
    }
  }

  /** After a layer whose outputs it may overwrite and before one that works in place. */
  @ParameterizedTest
  @MethodSource("kinds")
  void worksWithinANetwork(Kind kind) {
    Layer layer = kind.layer;
    List<Layer> layers = new ArrayList<>();
    if (kind.isInner()) {
      layers.add(new Dense(4, layer.inputs()));
    }
    if (layer instanceof Membered each && !(layer instanceof Members)) {
      layers.add(new Members(each.members(), layer.inputs()));
    }
    layers.add(layer);
    if (!(layer instanceof MemberHeads || layer instanceof Correction)) {
      layers.add(new Activate(layer.outputs(), new Activation.Tanh()));
      layers.add(
          layer instanceof Membered each
              ? new MemberHeads(
                  each.members(), layer.outputs(), 2, Link.IDENTITY, Parametrization.STANDARD)
              : new Dense(layer.outputs(), 2));
    }
    Network network = new Network(layers);
    assertThat(network.groups().stream().mapToInt(ParameterGroup::size).sum())
        .isEqualTo(network.parameters());
    float[] theta = network.initialize(Initializer.AUTO, KEY);
    DenseMatrix x = kind.isInner() ? Examples.features(4, N, KEY.with("x")) : kind.examples(N);
    Loss loss = Losses.named("squared");
    float[] y = Examples.targets(loss, network.outputs(), N, KEY);
    float[] gradient = new float[theta.length];
    Workspace workspace = new Workspace();
    Batch batch = new Batch(x, new Targets(y));
    network.gradient(theta, batch.masked(KEY, 1), loss, workspace, gradient);
    double h = 1e-2;
    double[] sums = new double[2];
    double along = 0;
    for (int side = 0; side < 2; side++) {
      float[] moved = theta.clone();
      for (int i = 0; i < moved.length; i++) {
        float d = 0.1f * KEY.with("direction").normal(i);
        moved[i] += (float) (side == 0 ? h * d : -h * d);
        along += side == 0 ? d * gradient[i] : 0;
      }
      float[] ignored = new float[theta.length];
      sums[side] = network.gradient(moved, batch.masked(KEY, 1), loss, workspace, ignored);
    }
    assertThat((sums[0] - sums[1]) / (2 * h))
        .isCloseTo(along, within(1e-2 + 2e-2 * Math.abs(along)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void rescaledOutputsAreInAnotherUnit(Kind kind) {
    DenseMatrix x = kind.examples(N);
    Run run = new Run(kind, N).computed(x, Optional.empty(), new Workspace().pass);
    Run scaled = new Run(kind, N);
    Layer.OutputScale scale =
        (value, role, output) -> (output + 2) * value + (role == Role.BIAS ? output - 1 : 0);
    if (!kind.hasUnit()) {
      assertThatThrownBy(() -> kind.layer.rescaleOutputs(scaled.theta, AT, scale))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage("the outputs of " + kind.layer + " cannot be rescaled");
      return;
    }
    kind.layer.rescaleOutputs(scaled.theta, AT, scale);
    scaled.computed(x, Optional.empty(), new Workspace().pass);
    float[] expected = run.y.clone();
    for (int i = 0; i < expected.length; i++) {
      int output = i % kind.layer.outputs();
      expected[i] = (output + 2) * expected[i] + output - 1;
    }
    assertClose(scaled.y, expected);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void survivesSerialization(Kind kind) throws Exception {
    assertThat(JavaSerialization.copy(kind.layer)).isEqualTo(kind.layer);
    assertThat(kind.layer.toString()).isNotBlank();
  }

  /** One forward and backward pass of a layer alone. */
  private static final class Run {
    final Kind kind;
    final int n;
    final float[] theta;
    final float[] gradient;
    float[] dy;
    float[] y;
    float[] dx;

    Run(Kind kind, int n) {
      this.kind = kind;
      this.n = n;
      theta = new float[kind.layer.parameters() + AT];
      gradient = new float[theta.length];
      for (int i = 0; i < theta.length; i++) {
        theta[i] = KEY.with("theta").normal(i);
      }
      dy = new float[kind.layer.outputs() * kind.given(n)];
      for (int i = 0; i < dy.length; i++) {
        dy[i] = KEY.with("dy").normal(i);
      }
      y = new float[dy.length];
    }

    Run computed(Matrix x, Optional<Key> masks, Pass pass) {
      Matrix outputs =
          kind.layer.forward(theta, AT, x, pass.forward(masks, false).membersApart(true));
      pass.keep(x, outputs);
      assertThat(outputs.rows()).isEqualTo(kind.layer.outputs());
      assertThat(outputs.columns()).isEqualTo(kind.given(n));
      y = Arrays.copyOf(pass.values(outputs), dy.length);
      boolean wanted = !(x instanceof SparseMatrix) && kind.isInner();
      if (wanted || kind.layer.parameters() > 0) {
        float[] back = kind.layer.backward(theta, AT, dy.clone(), pass.backward(wanted), gradient);
        dx = wanted ? Arrays.copyOf(back, kind.layer.inputs() * kind.taken(n)) : null;
      }
      return this;
    }

    Run byFormula(DenseMatrix x, Optional<Key> masks) {
      Scalar[] parameters = new Scalar[kind.layer.parameters()];
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = Scalar.of(theta[AT + i]);
      }
      int in = kind.layer.inputs();
      int out = kind.layer.outputs();
      Scalar[] all = new Scalar[in * kind.taken(n)];
      for (int i = 0; i < all.length; i++) {
        all[i] = Scalar.of(x.values()[i]);
      }
      Scalar sum = Scalar.of(0);
      for (int j = 0; j < n; j++) {
        Scalar[] example = new Scalar[in * kind.taken(1)];
        for (int i = 0; i < example.length; i++) {
          example[i] = all[(i / in * n + j) * in + i % in];
        }
        Scalar[] outputs = kind.formula.apply(parameters, example, j, masks);
        for (int i = 0; i < out * kind.given(1); i++) {
          int place = (i / out * n + j) * out + i % out;
          y[place] = (float) outputs[i].value;
          sum = sum.plus(outputs[i].times(dy[place]));
        }
      }
      sum.backward();
      dx = kind.isInner() ? new float[all.length] : null;
      for (int i = 0; kind.isInner() && i < all.length; i++) {
        dx[i] = (float) all[i].gradient;
      }
      for (int i = 0; i < parameters.length; i++) {
        gradient[AT + i] = (float) parameters[i].gradient;
      }
      return this;
    }
  }

  private static void assertClose(Run actual, Run expected) {
    assertClose(actual.y, expected.y);
    if (expected.dx != null) {
      assertClose(actual.dx, expected.dx);
    }
    assertClose(actual.gradient, expected.gradient);
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("%d", i)
          .isCloseTo(expected[i], within(2e-6f + 2e-5f * Math.abs(expected[i])));
    }
  }
}
