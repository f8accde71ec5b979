package io.plateau.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.Link;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Targets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClampTest {
  private static final Key KEY = Key.of(9);
  private static final List<Float> LOWEST = List.of(-0.2f, 0.1f);
  private static final List<Float> HIGHEST = List.of(0.3f, 0.1f);
  private static final Network PLAIN = Network.of(4, new int[] {5}, 2, new Activation.Tanh());
  private static final Network MEMBERS =
      new Network(
          List.of(
              new Members(3, 4),
              new Dense(4, 5),
              new Activate(5, new Activation.Tanh()),
              new MemberHeads(3, 5, 2, Link.IDENTITY, Parametrization.STANDARD)));

  private static final Network ENSEMBLE =
      new Network(List.of(new Ensemble(3, PLAIN.layers(), Link.IDENTITY)));

  private static float limited(float value, int output) {
    return Math.max(LOWEST.get(output), Math.min(value, HIGHEST.get(output)));
  }

  /** Of members the mean is taken first, whichever way to the outputs. */
  @Test
  void outputsAreWithinTheBoundsOfEach() {
    for (Network network : List.of(PLAIN, MEMBERS, ENSEMBLE)) {
      Network clamped = network.corrected(new Clamp(LOWEST, HIGHEST));
      float[] theta = network.initialize(Initializer.AUTO, KEY);
      DenseMatrix x = Examples.features(4, 50, KEY.with("x"));
      float[] free = Arrays.copyOf(network.outputs(theta, x, new Workspace()), 100);
      float[] y = Arrays.copyOf(clamped.outputs(theta, x, new Workspace()), 100);
      int beyond = 0;
      for (int i = 0; i < 100; i++) {
        assertThat(y[i]).isEqualTo(limited(free[i], i % 2));
        beyond += i % 2 == 0 && y[i] != free[i] ? 1 : 0;
      }
      assertThat(beyond).isBetween(10, 49);
      float[] each = clamped.memberOutputs(theta, x, new Workspace());
      assertThat(clamped.meanOutputs(each, 50)).containsExactly(y);
      int all = 100 * network.members();
      assertThat(Arrays.copyOf(each, all))
          .containsExactly(Arrays.copyOf(network.memberOutputs(theta, x, new Workspace()), all));
    }
  }

  @Test
  void trainingSeesNoBounds() {
    for (Network network : List.of(PLAIN, MEMBERS, ENSEMBLE)) {
      float[] theta = network.initialize(Initializer.AUTO, KEY);
      DenseMatrix x = Examples.features(4, 20, KEY.with("x"));
      Targets y = new Targets(Examples.targets(Losses.named("squared"), 2, 20, KEY));
      float[] free = new float[theta.length];
      float[] clamped = new float[theta.length];
      double sum =
          network.gradient(theta, new Batch(x, y), Losses.named("squared"), new Workspace(), free);
      assertThat(
              network
                  .corrected(new Clamp(LOWEST, HIGHEST))
                  .gradient(
                      theta, new Batch(x, y), Losses.named("squared"), new Workspace(), clamped))
          .isEqualTo(sum);
      assertThat(clamped).containsExactly(free);
    }
  }

  @Test
  void isPutOnAndTakenOff() {
    Network clamped = MEMBERS.corrected(new Clamp(LOWEST, HIGHEST));
    assertThat(clamped.withoutCorrection()).isEqualTo(MEMBERS);
    assertThat(clamped.corrected(new Clamp(LOWEST, LOWEST)))
        .isEqualTo(MEMBERS.corrected(new Clamp(LOWEST, LOWEST)));
    assertThat(clamped.members()).isEqualTo(3);
    assertThat(clamped.outputs()).isEqualTo(2);
    assertThat(clamped.blocks()).isEqualTo(MEMBERS.blocks());
    assertThat(clamped.shape()).isEqualTo("4 x 3 members -> 5 tanh -> 2 clamp");
  }

  @Test
  void whatIsNoNumberStays() {
    float[] y = {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 0.1f};
    new Clamp(LOWEST, HIGHEST).apply(y, 2);
    assertThat(y).containsExactly(Float.NaN, 0.1f, 0.3f, 0.1f);
  }

  @Test
  void whatDoesNotFitIsSaid() {
    Clamp clamp = new Clamp(LOWEST, HIGHEST);
    String last =
        "a clamp or unsmooth must be the last layer, behind a dense layer, the heads of members or an ensemble; ";
    assertThatThrownBy(() -> new Network(List.of(new Dense(4, 2), clamp, new Dense(2, 1))))
        .hasMessage(last + "got [-> 2, clamp, -> 1]");
    assertThatThrownBy(() -> new Network(List.of(new Dense(4, 2), new Scale(2), clamp)))
        .hasMessage(last + "got [-> 2, scale, clamp]");
    assertThatThrownBy(() -> PLAIN.corrected(new Clamp(List.of(0f), List.of(1f))))
        .hasMessage("layer 4 takes 1 inputs but layer 3 gives 2");
    assertThatThrownBy(() -> new Clamp(List.of(0f), List.of(Float.NaN)))
        .hasMessage("a clamp must be from a number to one at least as high, got 0.0 to NaN");
    assertThatThrownBy(() -> new Clamp(List.of(), List.of()))
        .hasMessage("a clamp must have a lowest and a highest number for each output, got 0 and 0");
  }
}
