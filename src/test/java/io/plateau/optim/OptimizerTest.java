package io.plateau.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
  private static final int N = 7;
  private static final int[] PENALIZED = {1, 3, 5, 7};

  private static final Rule ADAM = Rules.named("adam");

  static Stream<RuleTable.Row> rows() {
    return RuleTable.rows();
  }

  private static float[] theta() {
    return new float[] {1, -2, 0, 4, -5, 6, -0.5f};
  }

  private static float[] gradient() {
    return new float[] {0.5f, -3, 2, 0, 1, -0.25f, 8};
  }

  /** Applies one rule to the gradient at theta. */
  private static float[] applied(Rule rule, double rate) {
    float[] u = gradient();
    rule.apply(u, theta(), new Rule.Memory(new float[0][], new double[0]), 1, rate);
    return u;
  }

  /** The whole chain of a job with everything switched on. */
  private static Optimizer everything(Rule rule) {
    return Rules.chain(
        rule,
        new Clipping(5, 2),
        new Regularization(1e-3, 1e-2, 1e-2),
        Parts.penalized(PENALIZED),
        1);
  }

  private static OptimizerState train(
      Optimizer optimizer, float[] theta, OptimizerState state, int from, int to) {
    float[] gradient = new float[theta.length];
    for (int step = from; step < to; step++) {
      Surface.QUADRATIC.objective().value(theta, gradient);
      state = optimizer.update(theta, gradient, state, 0.01 / (1 + step));
    }
    return state;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void copiedStateGoesOnWithTheSameBits(RuleTable.Row row) {
    Optimizer optimizer = everything(row.rule());
    float[] straight = theta();
    OptimizerState end = train(optimizer, straight, optimizer.start(N), 0, 20);
    float[] resumed = theta();
    OptimizerState half = train(optimizer, resumed, optimizer.start(N), 0, 10);
    OptimizerState saved = half.copy();
    float[] weights = resumed.clone();
    train(optimizer, resumed, half, 10, 13);
    OptimizerState again = train(optimizer, weights, saved, 10, 20);
    assertThat(weights).isEqualTo(straight);
    assertThat(again.slots()).isDeepEqualTo(end.slots());
    assertThat(again.scalars()).isEqualTo(end.scalars());
    assertThat(again.step()).isEqualTo(20);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void elementwiseRulesMayWorkOnSlices(RuleTable.Row row) {
    Optimizer optimizer = new Optimizer(List.of(new ClipValue(1), row.rule()));
    float[] whole = theta();
    float[] left = Arrays.copyOfRange(whole, 0, 4);
    float[] right = Arrays.copyOfRange(whole, 4, N);
    OptimizerState all = optimizer.start(N);
    OptimizerState first = optimizer.start(4);
    OptimizerState second = optimizer.start(3);
    for (int step = 0; step < 5; step++) {
      float[] g = new float[N];
      Surface.QUADRATIC.objective().value(whole, g);
      float[] gLeft = Arrays.copyOfRange(g, 0, 4);
      float[] gRight = Arrays.copyOfRange(g, 4, N);
      all = optimizer.update(whole, g, all, 0.01);
      first = optimizer.update(left, gLeft, first, 0.01);
      second = optimizer.update(right, gRight, second, 0.01);
    }
    assertThat(left).isEqualTo(Arrays.copyOfRange(whole, 0, 4));
    assertThat(right).isEqualTo(Arrays.copyOfRange(whole, 4, N));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void survivesSerialization(RuleTable.Row row) throws IOException, ClassNotFoundException {
    Optimizer optimizer = everything(row.rule());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(optimizer);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).hasToString(optimizer.toString());
    }
  }

  @Test
  void subtractsWhatTheChainLeaves() {
    float[] theta = theta();
    OptimizerState state = new Optimizer(List.of(new Sgd())).start(N);
    new Optimizer(List.of(new Sgd())).update(theta, gradient(), state, 0.5);
    for (int i = 0; i < N; i++) {
      assertThat(theta[i]).isEqualTo(theta()[i] - 0.5f * gradient()[i]);
    }
  }

  /** Against the recursion in double precision over the parameters that each step leads to. */
  @ParameterizedTest
  @MethodSource("rows")
  void averagesTheParametersAfterEachStep(RuleTable.Row row) {
    double decay = 0.9;
    Optimizer plain = everything(row.rule());
    Optimizer averaging = plain.averaging(decay);
    float[] theta = theta();
    float[] same = theta();
    OptimizerState state = averaging.start(N);
    OptimizerState other = plain.start(N);
    assertThat(averaging.averaged(theta, state)).isSameAs(theta);
    double[] expected = new double[N];
    for (int step = 0; step < 40; step++) {
      state = train(averaging, theta, state, step, step + 1);
      other = train(plain, same, other, step, step + 1);
      for (int i = 0; i < N; i++) {
        expected[i] = step == 0 ? theta[i] : decay * expected[i] + (1 - decay) * theta[i];
        assertThat((double) averaging.averaged(theta, state)[i])
            .isCloseTo(expected[i], within(1e-6 * (1 + Math.abs(expected[i]))));
      }
    }
    assertThat(theta).isEqualTo(same);
    assertThat(plain.averaged(same, other)).isSameAs(same);
    assertThat(averaging.penalty(theta)).isEqualTo(plain.penalty(theta));
  }

  /** Where the parameters stay the average becomes them, however near its decay is to 1. */
  @Test
  void theAverageOfOneValueIsThatValue() {
    Optimizer still = new Optimizer(List.of(new Sgd())).averaging(0.9999);
    float[] theta = theta();
    OptimizerState state = still.start(N);
    for (int step = 0; step < 2000; step++) {
      state = still.update(theta, new float[N], state, 0.1);
    }
    assertThat(still.averaged(theta, state)).isEqualTo(theta());
  }

  @Test
  void theAverageIsTheLastOfAChain() {
    Optimizer plain = new Optimizer(List.of(new Sgd()));
    assertThat(plain.averaging(0)).isSameAs(plain);
    assertThatThrownBy(() -> new Optimizer(List.of(new WeightAverage(0.5), new Sgd())))
        .hasMessageStartingWith("the average of the weights must be the last rule, got [WeightAv");
    assertThatThrownBy(() -> plain.averaging(1)).hasMessage("averaging must be in [0, 1), got 1.0");
  }

  @Test
  void clipsByValue() {
    assertThat(applied(new ClipValue(1), 1)).containsExactly(0.5f, -1, 1, 0, 1, -0.25f, 1);
  }

  @Test
  void clipsByTheNormOfAllTogether() {
    double norm = Math.sqrt(0.25 + 9 + 4 + 1 + 0.0625 + 64);
    float[] clipped = applied(new ClipNorm(2), 1);
    for (int i = 0; i < N; i++) {
      assertThat((double) clipped[i]).isCloseTo(gradient()[i] * 2 / norm, within(1e-6));
    }
    assertThat(applied(new ClipNorm(9), 1)).isEqualTo(gradient());
  }

  @Test
  void clippingHidesNoDivergence() {
    for (Rule rule : List.of(new ClipValue(1), new ClipNorm(1))) {
      float[] u = {1, Float.NaN};
      rule.apply(u, new float[2], new Rule.Memory(new float[0][], new double[0]), 1, 1);
      assertThat(u[1]).isNaN();
    }
  }

  @Test
  void elasticNetPullsPenalizedParametersOnly() {
    float[] u = applied(new ElasticNet(0.5, 0.25, PENALIZED), 1);
    assertThat(u)
        .containsExactly(0.5f, -3 - 0.5f - 0.5f, 2, 0, 1, -0.25f + 1.5f + 0.5f, 8 - 0.125f - 0.5f);
    // l1 (2 + 0 + 6 + 0.5) + l2/2 (4 + 0 + 36 + 0.25)
    assertThat(everything(ADAM).penalty(theta()))
        .isCloseTo(1e-3 * 8.5 + 0.5e-2 * 40.25, within(1e-12));
    assertThat(new Optimizer(List.of(ADAM)).penalty(theta())).isZero();
  }

  @Test
  void decayIsDecoupledFromTheGradient() {
    float[] u = applied(new DecoupledDecay(0.5, PENALIZED), 0.25);
    float d = 0.125f;
    assertThat(u).containsExactly(0.5f, -3 - 2 * d, 2, 0, 1, -0.25f + 6 * d, 8 - 0.5f * d);
  }

  @Test
  void chainsInTheOrderThatClipsTheDataGradient() {
    assertThat(everything(ADAM).rules().stream().map(r -> r.getClass().getSimpleName()))
        .containsExactly("ClipValue", "ClipNorm", "ElasticNet", "Adam", "DecoupledDecay");
    assertThat(
            Rules.chain(ADAM, Clipping.NONE, Regularization.NONE, Parts.penalized(PENALIZED), 1)
                .rules())
        .containsExactly(ADAM);
  }

  @Test
  void factorsScaleTheUpdatesOfTheirParts() {
    assertThat(applied(new RateFactor(3, PENALIZED), 0.1))
        .containsExactly(0.5f, -9, 6, 0, 1, -0.75f, 24);
    assertThatThrownBy(() -> new RateFactor(0, PENALIZED))
        .hasMessage("factor must be positive and finite, got 0.0");
    assertThatThrownBy(() -> new Part(0, 1, -1, true))
        .hasMessage("the factor of the learning rate must be positive and finite, got -1.0");
  }

  /** A part with a factor is updated as it would be alone with a rate of that factor. */
  @ParameterizedTest
  @MethodSource("rows")
  void aPartWithAFactorHasARateOfItsOwn(RuleTable.Row row) {
    if (row.name().equals("momentum") || row.name().equals("nesterov")) {
      return;
    }
    List<Part> parts =
        List.of(
            new Part(0, 2, 6, true),
            new Part(2, 3, 1, true),
            new Part(3, 5, 6, false),
            new Part(5, N, 0.1, true));
    Regularization decay = new Regularization(0, 0, 0.02);
    Optimizer together = Rules.chain(row.rule(), Clipping.NONE, decay, parts, 1);
    float[] theta = theta();
    OptimizerState state = together.start(N);
    for (int step = 0; step < 4; step++) {
      state = together.update(theta, gradient(), state, 0.01, 0.5);
    }
    for (Part part : parts) {
      // Decay by the square of the factor: once by the rate, once by the decay
      Regularization own = new Regularization(0, 0, part.penalized() ? 0.01 * part.rate() : 0);
      int n = part.to() - part.from();
      Optimizer alone = Rules.chain(row.rule(), Clipping.NONE, own, Parts.penalized(0, n), 1);
      float[] its = Arrays.copyOfRange(theta(), part.from(), part.to());
      OptimizerState of = alone.start(n);
      for (int step = 0; step < 4; step++) {
        float[] g = Arrays.copyOfRange(gradient(), part.from(), part.to());
        of = alone.update(its, g, of, 0.01 * part.rate());
      }
      assertThat(Arrays.copyOfRange(theta, part.from(), part.to()))
          .containsExactly(its, within(2e-6f));
    }
  }

  @Test
  void decayMayBeWeakerInAStep() {
    assertThat(new DecoupledDecay(0.5, PENALIZED).decayingBy(0.5))
        .hasToString(new DecoupledDecay(0.25, PENALIZED).toString());
    Regularization decay = new Regularization(0, 0, 0.1);
    Optimizer optimizer = Rules.chain(ADAM, Clipping.NONE, decay, Parts.penalized(PENALIZED), 1);
    Optimizer without =
        Rules.chain(ADAM, Clipping.NONE, Regularization.NONE, Parts.penalized(PENALIZED), 1);
    float[] none = theta();
    float[] plain = theta();
    optimizer.update(none, gradient(), optimizer.start(N), 0.1, 0);
    without.update(plain, gradient(), without.start(N), 0.1);
    assertThat(none).isEqualTo(plain);
    float[] whole = theta();
    optimizer.update(whole, gradient(), optimizer.start(N), 0.1);
    assertThat(whole).isNotEqualTo(plain);
  }

  @Test
  void decayFollowsTheRule() {
    Regularization decay = new Regularization(0, 0, 0.1);
    assertThat(Rules.chain(ADAM, Clipping.NONE, decay, Parts.penalized(PENALIZED), 1).rules())
        .hasSize(2)
        .startsWith(ADAM)
        .last()
        .hasToString(new DecoupledDecay(0.1, PENALIZED).toString());
  }

  @Test
  void refusesWhatDoesNotFit() {
    Optimizer adam = new Optimizer(List.of(ADAM));
    OptimizerState state = adam.start(3);
    assertThatThrownBy(() -> adam.update(new float[3], new float[2], state, 1))
        .hasMessage("a gradient of 2 elements cannot update 3 parameters");
    assertThatThrownBy(() -> adam.update(new float[4], new float[4], state, 1))
        .hasMessage("slot 0 of the optimizer state has 3 elements but there are 4 parameters");
    Optimizer nadam = new Optimizer(List.of(new NAdam(0.9, 0.999, 1e-8, 4e-3)));
    assertThatThrownBy(() -> nadam.update(new float[3], new float[3], state, 1))
        .hasMessage(
            "the optimizer keeps 2 slots and 1 scalars but the state has 2 and 0; it belongs to another"
                + " optimizer");
    assertThatThrownBy(() -> new Optimizer(List.of()))
        .hasMessage("an optimizer needs at least one rule, got none");
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> new Clipping(1, 0)).hasMessage("clipNorm must be positive, got 0.0");
    assertThatThrownBy(() -> new Clipping(Double.NaN, 1))
        .hasMessage("clipValue must be positive, got NaN");
    assertThatThrownBy(() -> new Regularization(-1, 0, 0))
        .hasMessage("l1 must not be negative and be finite, got -1.0");
    assertThatThrownBy(() -> new Regularization(0, Double.NaN, 0))
        .hasMessage("l2 must not be negative and be finite, got NaN");
    assertThatThrownBy(() -> new ElasticNet(1, 1, new int[3]))
        .hasMessage(
            "penalized must be pairs of first index and index after the last, got 3 numbers");
    assertThatThrownBy(() -> new ElasticNet(1, 1, new int[] {0, 4, 3, 5}))
        .hasMessage(
            "penalized ranges must be in order and not overlap, but range 1 is [3, 5) after index 4");
    assertThatThrownBy(() -> new ElasticNet(1, 1, new int[] {0, 4}).penalty(new float[3]))
        .hasMessage("penalized ranges end at 4 but there are 3 parameters");
  }
}
