package io.plateau.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsmoothTest {
  private static final Key KEY = Key.of(19);

  private static Unsmooth of(int classes) {
    return new Unsmooth(classes, 0.1, 0.2);
  }

  private static double[] probabilities(float[] z, int from, int k) {
    double[] p = new double[k];
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < k; i++) {
      max = Math.max(max, z[from + i]);
    }
    double sum = 0;
    for (int i = 0; i < k; i++) {
      p[i] = Math.exp(z[from + i] - max);
      sum += p[i];
    }
    for (int i = 0; i < k; i++) {
      p[i] /= sum;
    }
    return p;
  }

  /** What a network learns of labels with a share of 0.1 spread becomes what it would of others. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 30})
  void probabilitiesAreThoseWithoutTheSmoothing(int k) {
    int n = 400;
    float[] smoothed = new float[k * n];
    double[][] p = new double[n][];
    for (int j = 0; j < n; j++) {
      float[] z = new float[k];
      for (int i = 0; i < k; i++) {
        z[i] = 2 * KEY.with(j).normal(i);
      }
      p[j] = probabilities(z, 0, k);
      for (int i = 0; i < k; i++) {
        smoothed[j * k + i] = (float) Math.log(0.9 * p[j][i] + 0.1 / k) + 50;
      }
    }
    of(k).apply(smoothed, n);
    double floor = 0.02 / k * Math.log(2);
    for (int j = 0; j < n; j++) {
      double[] found = probabilities(smoothed, j * k, k);
      for (int i = 0; i < k; i++) {
        assertThat(found[i]).isCloseTo(p[j][i], within((k + 1) * floor)).isPositive();
        for (int other = 0; other < k; other++) {
          assertThat(found[i] > found[other]).isEqualTo(p[j][i] > p[j][other]);
        }
      }
    }
  }

  @Test
  void followsTheMeanOfMembersAndIsNotTrained() {
    Network plain = Network.of(4, new int[] {5}, 3, new Activation.Tanh());
    Network members =
        new Network(
            List.of(
                new Members(3, 4),
                new Dense(4, 5),
                new Activate(5, new Activation.Tanh()),
                new MemberHeads(3, 5, 3, Link.SOFTMAX, Parametrization.STANDARD)));
    for (Network network : List.of(plain, members)) {
      Network unsmoothed = network.corrected(of(3));
      assertThat(unsmoothed.withoutCorrection()).isEqualTo(network);
      assertThat(unsmoothed.shape()).isEqualTo(network.shape() + " unsmooth");
      float[] theta = network.initialize(Initializer.AUTO, KEY);
      DenseMatrix x = Examples.features(4, 20, KEY.with("x"));
      float[] expected = Arrays.copyOf(network.outputs(theta, x, new Workspace()), 60);
      of(3).apply(expected, 20);
      float[] y = Arrays.copyOf(unsmoothed.outputs(theta, x, new Workspace()), 60);
      assertThat(y).containsExactly(expected);
      float[] each = unsmoothed.memberOutputs(theta, x, new Workspace());
      assertThat(unsmoothed.meanOutputs(each, 20)).containsExactly(expected);

      var loss = Losses.named("softmaxCrossEntropy");
      Batch batch = new Batch(x, new Targets(Examples.targets(loss, 3, 20, KEY)));
      float[] gradient = new float[theta.length];
      float[] same = new float[theta.length];
      assertThat(unsmoothed.gradient(theta, batch, loss, new Workspace(), gradient))
          .isEqualTo(network.gradient(theta, batch, loss, new Workspace(), same));
      assertThat(gradient).containsExactly(same);
    }
  }

  @Test
  void whatIsNoNumberStays() {
    float[] z = {Float.NaN, 1, 0, -1e30f};
    of(2).apply(z, 2);
    assertThat(z[0]).isNaN();
    assertThat(probabilities(z, 2, 2)[1]).isBetween(1e-5, 1e-3);
  }

  @Test
  void whatDoesNotFitIsSaid() {
    assertThatThrownBy(() -> new Unsmooth(1, 0.1, 0.2))
        .hasMessage(
            "unsmooth must have at least 2 classes, a smoothing in (0, 1) and a softness in (0, 1000), got 1, 0.1 and 0.2");
    for (double odd : new double[] {0, 1, -1, Double.NaN}) {
      assertThatThrownBy(() -> new Unsmooth(2, odd, 0.2)).hasMessageContaining("a smoothing in");
    }
    for (double odd : new double[] {0, 1e4, Double.NaN}) {
      assertThatThrownBy(() -> new Unsmooth(2, 0.1, odd)).hasMessageContaining("a softness in");
    }
    assertThatThrownBy(() -> new Network(List.of(new Dense(4, 3), of(2))))
        .hasMessage("layer 2 takes 2 inputs but layer 1 gives 3");
  }
}
