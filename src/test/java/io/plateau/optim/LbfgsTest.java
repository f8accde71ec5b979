package io.plateau.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import breeze.linalg.DenseVector;
import breeze.optimize.DiffFunction;
import breeze.optimize.FirstOrderMinimizer;
import breeze.optimize.LBFGS;
import breeze.optimize.OWLQN;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LbfgsTest {
  private static final int N = 12;
  private static final int[] ALL = {0, N};

  /** Breeze driven directly, from its own constructors: the value after each iteration. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static List<Double> breeze(SmoothFunction f, double[] x, double l1, int iterations) {
    LBFGS solver =
        l1 > 0
            ? new OWLQN(
                -1,
                10,
                l1,
                1e-6,
                (breeze.math.MutableEnumeratedCoordinateField) DenseVector.space_Double())
            : new LBFGS(-1, 10, 1e-6, DenseVector.space_Double());
    DiffFunction function = new BreezeSolver.Adapter(f);
    scala.collection.Iterator<FirstOrderMinimizer.State> states =
        solver.iterations(function, new DenseVector(x));
    states.next();
    List<Double> values = new ArrayList<>();
    while (states.hasNext() && values.size() < iterations) {
      values.add(states.next().adjustedValue());
    }
    return values;
  }

  /** What Lbfgs hands to Breeze, written down once more: the objective at the rounded point. */
  private static SmoothFunction rounded(Objective objective) {
    return (x, gradient) -> {
      float[] theta = new float[x.length];
      float[] slope = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        theta[i] = (float) x[i];
      }
      double value = objective.value(theta, slope);
      for (int i = 0; i < x.length; i++) {
        gradient[i] = slope[i];
      }
      return value;
    };
  }

  private static float[] beginning(int n) {
    float[] theta = new float[n];
    for (int i = 0; i < n; i++) {
      theta[i] = i % 2 == 0 ? -1.2f : 1f;
    }
    return theta;
  }

  private static double[] widen(float[] theta) {
    double[] wide = new double[theta.length];
    Arrays.setAll(wide, i -> theta[i]);
    return wide;
  }

  @ParameterizedTest
  @CsvSource({"QUADRATIC, 0", "QUADRATIC, 0.5", "ROSENBROCK, 0", "ROSENBROCK, 0.5"})
  void goesTheWayOfBreeze(Surface surface, double l1) {
    Lbfgs lbfgs = new Lbfgs(10, 1e-6, l1, 0, ALL);
    float[] theta = beginning(N);
    List<Double> expected = breeze(rounded(surface.objective()), widen(theta), l1, 25);
    OptimizerState state = lbfgs.start(N);
    List<Double> values = new ArrayList<>();
    String converged = null;
    while (converged == null && values.size() < 25) {
      Lbfgs.Step step = lbfgs.step(surface.objective(), theta, state);
      values.add(step.value());
      state = step.state();
      converged = step.converged();
    }
    assertThat(values).hasSizeGreaterThan(5).isEqualTo(expected);
  }

  /** Breeze's own complaint would be of the bounds of its line search. */
  @ParameterizedTest
  @CsvSource({
    "Infinity, 1, 0",
    "NaN, 1, 0",
    "1, Infinity, 0",
    "1, NaN, 0",
    "Infinity, NaN, 0.5",
    "1, Infinity, 0.5"
  })
  void aStartThatIsNotFiniteIsTheResult(double value, float slope, double l1) {
    Lbfgs lbfgs = new Lbfgs(10, 1e-6, l1, 0, ALL);
    float[] theta = beginning(N);
    OptimizerState start = lbfgs.start(N);
    Lbfgs.Step step =
        lbfgs.step(
            (t, gradient) -> {
              Arrays.fill(gradient, slope);
              return value;
            },
            theta,
            start);
    assertThat(Double.isFinite(step.value())).isEqualTo(Double.isFinite(value));
    assertThat(Double.isFinite(step.gradientNorm())).isEqualTo(Double.isFinite(slope));
    assertThat(step.converged()).isNull();
    assertThat(step.state()).isSameAs(start);
    assertThat(theta).isEqualTo(beginning(N));
  }

  @ParameterizedTest
  @CsvSource({
    "QUADRATIC, gradient converged",
    // Where its valley is flat, points of float precision differ too little.
    "ROSENBROCK, the line search finds no lower value"
  })
  void reachesTheMinimumAndSaysWhy(Surface surface, String why) {
    Lbfgs lbfgs = new Lbfgs(10, 1e-6, 0, 0, ALL);
    float[] theta = beginning(N);
    Lbfgs.Step step = lbfgs.step(surface.objective(), theta, lbfgs.start(N));
    while (step.converged() == null) {
      step = lbfgs.step(surface.objective(), theta, step.state());
    }
    assertThat(step.converged()).isEqualTo(why);
    for (float t : theta) {
      assertThat(t).isCloseTo(1f, within(2e-2f));
    }
    float[] before = theta.clone();
    Lbfgs.Step again =
        lbfgs.step(
            (t, g) -> {
              throw new AssertionError("evaluated after convergence");
            },
            theta,
            step.state());
    assertThat(again.converged()).isEqualTo(step.converged());
    assertThat(theta).isEqualTo(before);
    assertThat(again.state().scalars()).isEqualTo(step.state().scalars());
  }

  @ParameterizedTest
  @CsvSource({"0", "0.3"})
  void restoredStateGoesOnWithTheSameBits(double l1) {
    Lbfgs lbfgs = new Lbfgs(5, 0, l1, 0.01, new int[] {0, 6, 8, N});
    Objective objective = Surface.ROSENBROCK.objective();
    float[] theta = beginning(N);
    OptimizerState state = lbfgs.start(N);
    List<float[]> thetas = new ArrayList<>();
    List<OptimizerState> states = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      state = lbfgs.step(objective, theta, state).state();
      thetas.add(theta.clone());
      states.add(state);
    }
    assertThat(state.step()).isEqualTo(20);
    for (int from : new int[] {0, 1, 9}) {
      float[] resumed = thetas.get(from).clone();
      OptimizerState copy = states.get(from).copy();
      for (int i = from + 1; i < 20; i++) {
        copy = lbfgs.step(objective, resumed, copy).state();
        assertThat(copy.scalars()).isEqualTo(states.get(i).scalars());
        assertThat(resumed).isEqualTo(thetas.get(i));
      }
    }
  }

  @Test
  void repeatsNoEvaluationBetweenSteps() {
    Lbfgs lbfgs = new Lbfgs(10, 1e-6, 0, 0, ALL);
    int[] evaluations = {0};
    Objective counted =
        (t, g) -> {
          evaluations[0]++;
          return Surface.QUADRATIC.objective().value(t, g);
        };
    int[] direct = {0};
    SmoothFunction countedByBreeze =
        (x, g) -> {
          direct[0]++;
          return rounded(Surface.QUADRATIC.objective()).value(x, g);
        };
    float[] theta = beginning(N);
    int iterations = breeze(countedByBreeze, widen(theta), 0, 8).size();
    OptimizerState state = lbfgs.start(N);
    for (int i = 0; i < iterations; i++) {
      state = lbfgs.step(counted, theta, state).state();
    }
    // Breeze itself evaluates the starting point twice.
    assertThat(evaluations[0]).isEqualTo(direct[0] - 1);
  }

  @Test
  void zeroesWhatSoftThresholdingZeroes() {
    // min ½ Σ cᵢ (θᵢ − aᵢ)² + l1 Σ|θᵢ| + ½ l2 Σ θᵢ² has θᵢ = sign(aᵢ) max(cᵢ|aᵢ| − l1, 0) / (cᵢ +
    // l2).
    double[] c = {1, 2, 4, 8, 1, 2, 4, 8, 1, 2, 4, 8};
    double[] a = {0.3, -0.4, 0.1, -0.2, 2, -1, 0.05, 0.5, -0.9, 0.6, -0.24, 0.01};
    double l1 = 1;
    double l2 = 0.5;
    int[] penalized = {0, 4, 5, 11};
    Objective objective =
        (t, g) -> {
          double sum = 0;
          for (int i = 0; i < N; i++) {
            sum += 0.5 * c[i] * (t[i] - a[i]) * (t[i] - a[i]);
            g[i] = (float) (c[i] * (t[i] - a[i]));
          }
          return sum;
        };
    Lbfgs lbfgs = new Lbfgs(10, 1e-12, l1, l2, penalized);
    float[] theta = new float[N];
    Lbfgs.Step step = lbfgs.step(objective, theta, lbfgs.start(N));
    for (int i = 0; i < 100 && step.converged() == null; i++) {
      step = lbfgs.step(objective, theta, step.state());
    }
    for (int i = 0; i < N; i++) {
      boolean free = i == 4 || i == 11;
      double expected =
          free ? a[i] : Math.signum(a[i]) * Math.max(c[i] * Math.abs(a[i]) - l1, 0) / (c[i] + l2);
      if (expected == 0) {
        assertThat(theta[i]).as("theta " + i).isEqualTo(0f);
      } else {
        assertThat((double) theta[i]).as("theta " + i).isCloseTo(expected, within(1e-4));
      }
    }
    float[] gradient = new float[N];
    double penalty = new ElasticNet(l1, l2, lbfgs.penalized()).penalty(theta);
    assertThat(step.value()).isCloseTo(objective.value(theta, gradient) + penalty, within(1e-6));
  }

  @Test
  void saysThatTheLineSearchFailed() {
    // Uphill: the gradient given is the negative of the true one.
    Objective wrong =
        (t, g) -> {
          double value = Surface.QUADRATIC.objective().value(t, g);
          for (int i = 0; i < g.length; i++) {
            g[i] = -g[i];
          }
          return value;
        };
    Lbfgs lbfgs = new Lbfgs(10, 1e-6, 0, 0, ALL);
    float[] theta = beginning(N);
    Lbfgs.Step step = lbfgs.step(wrong, theta, lbfgs.start(N));
    assertThat(step.converged()).isEqualTo("the line search finds no lower value");
    assertThat(theta).isEqualTo(beginning(N));
    assertThat(step.state().step()).isZero();
  }

  @Test
  void handsBackWhatIsNotFinite() {
    Lbfgs lbfgs = new Lbfgs(10, 1e-6, 0, 0, ALL);
    float[] theta = beginning(N);
    Lbfgs.Step step = lbfgs.step((t, g) -> Double.NaN, theta, lbfgs.start(N));
    assertThat(step.value()).isNaN();
    assertThat(theta).isEqualTo(beginning(N));
  }

  @Test
  void refusesWhatItCannotUse() {
    assertThatThrownBy(() -> new Lbfgs(0, 1e-6, 0, 0, ALL))
        .hasMessage("memory must be at least 1, got 0");
    assertThatThrownBy(() -> new Lbfgs(10, Double.NaN, 0, 0, ALL))
        .hasMessage("tolerance must not be negative and be finite, got NaN");
    assertThatThrownBy(() -> new Lbfgs(10, 1e-6, 0, 0, new int[] {0, 5}).start(4))
        .hasMessage("penalized ranges end at 5 but there are 4 parameters");
    OptimizerState of12 =
        new Lbfgs(10, 0, 0, 0, ALL)
            .step(Surface.QUADRATIC.objective(), beginning(N), new Lbfgs(10, 0, 0, 0, ALL).start(N))
            .state();
    assertThatThrownBy(
            () ->
                new Lbfgs(10, 0, 0, 0, new int[0])
                    .step(Surface.QUADRATIC.objective(), new float[7], of12))
        .hasMessage("the 70 scalars of the state are not of L-BFGS with 7 parameters");
  }

  @Test
  void refusesMoreParametersThanAnArrayHoldsTheMemoryOf() {
    Lbfgs lbfgs = new Lbfgs(10, 1e-6, 0, 0, new int[0]);
    assertThat(lbfgs.start(90_000_000).scalars()).isEmpty();
    assertThatThrownBy(() -> lbfgs.start(100_000_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "l-bfgs with a memory of 10 keeps 2300000008 numbers of 100000000 parameters, more than"
                + " an array can hold; lower the memory, or take another rule");
  }
}
