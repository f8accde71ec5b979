package io.plateau.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.nn.Batch;
import io.plateau.nn.Examples;
import io.plateau.nn.Network;
import io.plateau.nn.Workspace;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Targets;
import io.plateau.optim.ElasticNet;
import io.plateau.optim.Lbfgs;
import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import io.plateau.optim.Rules;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The members of an ensemble are trained as each would be alone, by every rule. */
class EnsembleSolverTest {
  /** A power of two, so that a share of a gradient is exact. */
  private static final int MEMBERS = 4;

  private static final int ROWS = 16;
  private static final Key KEY = Key.of(5);
  private static final Loss LOSS = Losses.named("squared");

  static List<String> rules() {
    return Rules.names();
  }

  private static TrainingPlan plan(int members, Values values) {
    return TrainingSpec.of(
            values
                .with(Recipe.NAME, Recipe.PLAIN)
                .with(NetworkSpec.HIDDEN, List.of(5))
                .with(MemberSpec.COUNT, members))
        .plan(List.of(new Numbers(3)), 1, LabelType.NUMBER, false);
  }

  private static Batch batch() {
    DenseMatrix x = Examples.features(3, ROWS, KEY.with("x"));
    return new Batch(x, new Targets(Examples.targets(LOSS, 1, ROWS, KEY.with("y"))));
  }

  /** Some steps over all rows. */
  private static float[] trained(TrainingPlan plan, float[] start) {
    Optimizer optimizer = ((Solver.Gradient) plan.solver()).optimizer();
    float[] theta = start.clone();
    OptimizerState state = optimizer.start(theta.length);
    for (int step = 0; step < 5; step++) {
      float[] gradient = new float[theta.length];
      plan.network().gradient(theta, batch(), LOSS, new Workspace(), gradient);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] /= ROWS;
      }
      state = optimizer.update(theta, gradient, state, 0.125, 1);
    }
    return theta;
  }

  private static float[] of(float[] all, int member) {
    int each = all.length / MEMBERS;
    return Arrays.copyOfRange(all, member * each, (member + 1) * each);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyRuleUpdatesEachMemberAsItWouldAlone(String rule) {
    Values values =
        Values.NONE
            .with(OptimizerSpec.FAMILY.name(), rule)
            .with(OptimizerSpec.L1, 0.01)
            .with(OptimizerSpec.L2, 0.03)
            .with(OptimizerSpec.WEIGHT_DECAY, 0.02)
            .with(OptimizerSpec.CLIP_VALUE, 0.05);
    Network network = plan(MEMBERS, values).network();
    float[] start = network.initialize(Initializer.AUTO, KEY);
    float[] together = trained(plan(MEMBERS, values), start);
    for (int m = 0; m < MEMBERS; m++) {
      float[] alone = trained(plan(1, values), of(start, m));
      assertThat(of(together, m)).containsExactly(alone).isNotEqualTo(of(start, m));
    }
  }

  @Test
  void thePenaltyThatIsReportedIsTheMeanOfTheMembers() {
    for (String solver : List.of("adam", "l-bfgs")) {
      Values values =
          Values.NONE
              .with(OptimizerSpec.FAMILY.name(), solver)
              .with(OptimizerSpec.L1, 0.01)
              .with(OptimizerSpec.L2, 0.03);
      float[] theta = plan(MEMBERS, values).network().initialize(Initializer.AUTO, KEY);
      double mean = 0;
      for (int m = 0; m < MEMBERS; m++) {
        mean += penalty(plan(1, values), of(theta, m)) / MEMBERS;
      }
      assertThat(penalty(plan(MEMBERS, values), theta)).isCloseTo(mean, within(1e-9));
    }
  }

  private static double penalty(Lbfgs lbfgs, float[] theta) {
    return new ElasticNet(lbfgs.l1(), lbfgs.l2(), lbfgs.penalized()).penalty(theta);
  }

  private static double penalty(TrainingPlan plan, float[] theta) {
    return plan.solver()
        .match(
            gradient -> gradient.optimizer().penalty(theta),
            quasi -> penalty(quasi.lbfgs(), theta));
  }

  /** Members whose gradients are equally long are clipped as each would be. */
  @Test
  void theNormIsClippedOverAllMembers() {
    Values values =
        Values.NONE.with(OptimizerSpec.FAMILY.name(), "sgd").with(OptimizerSpec.CLIP_NORM, 0.01);
    float[] one = plan(1, values).network().initialize(Initializer.AUTO, KEY);
    float[] same = new float[MEMBERS * one.length];
    for (int m = 0; m < MEMBERS; m++) {
      System.arraycopy(one, 0, same, m * one.length, one.length);
    }
    float[] alone = trained(plan(1, values), one);
    assertThat(alone)
        .isNotEqualTo(trained(plan(1, values.with(OptimizerSpec.CLIP_NORM, 1e9)), one));
    float[] together = trained(plan(MEMBERS, values), same);
    for (int i = 0; i < same.length; i++) {
      assertThat(together[i]).isCloseTo(alone[i % one.length], within(1e-7f));
    }
  }
}
