package io.plateau.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
  static Stream<RuleTable.Row> rows() {
    return RuleTable.rows();
  }

  /** Gradients of many sizes: parameter 0 has none, 1 a constant one, the others noise. */
  private static float gradient(SplittableRandom random, int parameter) {
    double noise = random.nextDouble() - 0.4;
    return switch (parameter) {
      case 0 -> 0f;
      case 1 -> 0.25f;
      default -> (float) (noise * Math.pow(10, parameter - 4));
    };
  }

  @ParameterizedTest
  @MethodSource("rows")
  void followsItsFormula(RuleTable.Row row) {
    int n = 6;
    Optimizer optimizer = row.optimizer(n);
    OptimizerState state = optimizer.start(n);
    SplittableRandom random = new SplittableRandom(7);
    float[] theta = {0.5f, -1f, 1f, 0.1f, -0.3f, 2f};
    double[] expected = new double[n];
    double[][] memory = new double[n][3];
    for (int i = 0; i < n; i++) {
      expected[i] = theta[i];
    }
    for (int t = 1; t <= 200; t++) {
      double rate = 0.02 / (1 + 0.01 * t) * (t % 3 == 0 ? 0.5 : 1);
      float[] g = new float[n];
      for (int i = 0; i < n; i++) {
        g[i] = gradient(random, i);
        expected[i] -= row.formula().update(memory[i], g[i], expected[i], t, rate);
      }
      state = optimizer.update(theta, g, state, rate);
      for (int i = 0; i < n; i++) {
        assertThat((double) theta[i])
            .as("parameter %d after step %d", i, t)
            .isCloseTo(expected[i], within(1e-5 * Math.max(1, Math.abs(expected[i]))));
      }
    }
    assertThat(state.step()).isEqualTo(200);
  }

  /** A parameter that no example has reached yet stays as it is, also by the least epsilon. */
  @ParameterizedTest
  @ValueSource(strings = {"adagrad", "rmsprop", "adadelta", "adam", "amsgrad", "adamax", "nadam"})
  void aGradientOfZeroChangesNothing(String name) {
    Map<String, Double> least = Map.of("epsilon", 1e-37);
    Rule rule = Rules.named(name, least);
    float[] theta = {0.5f, -1f};
    Optimizer optimizer = new Optimizer(List.of(rule));
    OptimizerState state = optimizer.start(2);
    for (int step = 0; step < 3; step++) {
      state = optimizer.update(theta, new float[2], state, 0.1);
    }
    assertThat(theta).containsExactly(0.5f, -1f);
  }

  static Stream<Arguments> everyRuleAndSchedule() {
    return rows()
        .flatMap(
            row ->
                Schedules.names().stream()
                    .flatMap(
                        schedule ->
                            Stream.of(Surface.values())
                                .map(surface -> Arguments.of(row, schedule, surface))));
  }

  @ParameterizedTest
  @MethodSource("everyRuleAndSchedule")
  void minimizes(RuleTable.Row row, String scheduleName, Surface surface) {
    int epochs = 100;
    int steps = 100;
    Map<String, Double> slow =
        switch (scheduleName) {
          case "step" -> Map.of("every", 40.0);
          case "exponential" -> Map.of("factor", 0.97);
          default -> Map.of();
        };
    Schedule schedule = Schedules.named(scheduleName, slow, epochs, 2);
    Optimizer optimizer = row.optimizer(surface.size);
    float[] theta = new float[surface.size];
    theta[0] = -1.2f;
    OptimizerState state = optimizer.start(theta.length);
    float[] gradient = new float[theta.length];
    Objective objective = surface.objective();
    double first = objective.value(theta, gradient);
    for (int step = 0; step < epochs * steps; step++) {
      objective.value(theta, gradient);
      double rate = row.rate(surface) * schedule.factor((double) step / steps);
      state = optimizer.update(theta, gradient, state, rate);
    }
    assertThat(objective.value(theta, gradient)).isLessThan(1e-3 * first);
  }

  @Test
  void theTestTableHoldsEveryRule() {
    assertThat(rows().map(RuleTable.Row::name).distinct()).containsExactlyElementsOf(Rules.names());
  }

  @Test
  void defaultsAreThoseOfTorch() {
    assertThat(Rules.named("momentum")).isEqualTo(new Momentum(0.9));
    assertThat(Rules.named("nesterov")).isEqualTo(new Nesterov(0.9));
    assertThat(Rules.named("adagrad")).isEqualTo(new AdaGrad(1e-10));
    assertThat(Rules.named("rmsprop")).isEqualTo(new RmsProp(0.99, 1e-8, 0, false));
    assertThat(Rules.named("adadelta")).isEqualTo(new AdaDelta(0.9, 1e-6));
    assertThat(Rules.named("adam")).isEqualTo(new Adam(0.9, 0.999, 1e-8));
    assertThat(Rules.named("adamw")).isEqualTo(new Adam(0.9, 0.999, 1e-8));
    assertThat(Rules.named("amsgrad")).isEqualTo(new AmsGrad(0.9, 0.999, 1e-8));
    assertThat(Rules.named("adamax")).isEqualTo(new Adamax(0.9, 0.999, 1e-8));
    assertThat(Rules.named("nadam")).isEqualTo(new NAdam(0.9, 0.999, 1e-8, 4e-3));
    assertThat(Rules.names().stream().map(Rules::defaultRate))
        .containsExactly(1e-2, 1e-2, 1e-2, 1e-2, 1e-2, 1.0, 1e-3, 1e-3, 1e-3, 2e-3, 2e-3);
    assertThat(Rules.names())
        .filteredOn(name -> Rules.defaultWeightDecay(name) > 0)
        .containsExactly("adamw");
    assertThat(Rules.defaultWeightDecay("adamw")).isEqualTo(0.01);
  }

  @Test
  void takesParametersByName() {
    assertThat(Rules.named("adam", Map.of("beta2", 0.99))).isEqualTo(new Adam(0.9, 0.99, 1e-8));
    assertThat(Rules.parameters("adadelta")).isEqualTo(Map.of("rho", 0.9, "epsilon", 1e-6));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Rules.named("adamm"))
        .hasMessage(
            "unknown optimizer \"adamm\"; known: sgd, momentum, nesterov, adagrad, rmsprop,"
                + " adadelta, adam, adamw, amsgrad, adamax, nadam");
    assertThatThrownBy(() -> Rules.named("adam", Map.of("beta", 0.5)))
        .hasMessage("optimizer adam has no parameter \"beta\"; known: beta1, beta2, epsilon");
    assertThatThrownBy(() -> Rules.named("sgd", Map.of("momentum", 0.5)))
        .hasMessage("optimizer sgd has no parameter \"momentum\"; known: none");
    assertThatThrownBy(() -> Rules.named("rmsprop", Map.of("centered", 0.5)))
        .hasMessage("centered must be 0 or 1, got 0.5");
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> new Adam(1, 0.999, 1e-8))
        .hasMessage("beta1 must be in [0, 1), got 1.0");
    assertThatThrownBy(() -> new Adam(0.9, Double.NaN, 1e-8))
        .hasMessage("beta2 must be in [0, 1), got NaN");
    assertThatThrownBy(() -> new AdaGrad(0))
        .hasMessage("epsilon must be positive and finite, got 0.0");
    assertThatThrownBy(() -> new Regularization(0, 0, -1))
        .hasMessage("weightDecay must not be negative and be finite, got -1.0");
  }
}
