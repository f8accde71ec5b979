package io.plateau.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.Key;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrincipalPlaneTest {
  /** Points whose coordinates depend on each other. */
  private static float[][] points(int count, int width) {
    Key key = Key.of(11);
    float[][] points = new float[count][width];
    for (int p = 0; p < count; p++) {
      float common = 3 * key.with("common").normal(p);
      for (int i = 0; i < width; i++) {
        points[p][i] = i * common + key.with(i).normal(p) + 5;
      }
    }
    return points;
  }

  /** No direction carries more variance than the first, nor one beside it more than the second. */
  @Test
  void noOtherDirectionsVaryMore() {
    float[][] points = points(40, 6);
    PrincipalPlane plane = PrincipalPlane.of(points);
    double whole = 0;
    for (int i = 0; i < 6; i++) {
      double[] direction = new double[6];
      direction[i] = 1;
      whole += variance(points, direction);
    }
    for (int axis = 0; axis < 2; axis++) {
      int which = axis;
      double own = Arrays.stream(plane.points()).mapToDouble(p -> p[which] * p[which]).sum() / 40;
      assertThat(own / whole).isCloseTo(plane.shares()[axis], within(1e-9));
    }
    double best = 0;
    for (int trial = 0; trial < 2000; trial++) {
      double[] direction = new double[6];
      double norm = 0;
      for (int i = 0; i < 6; i++) {
        direction[i] = Key.of(trial).normal(i);
        norm += direction[i] * direction[i];
      }
      best = Math.max(best, variance(points, direction) / norm);
    }
    assertThat(best / whole).isLessThanOrEqualTo(plane.shares()[0]);
    double product = Arrays.stream(plane.points()).mapToDouble(p -> p[0] * p[1]).sum();
    assertThat(product).isCloseTo(0, within(1e-6 * whole));
  }

  private static double variance(float[][] points, double[] direction) {
    double[] along =
        Arrays.stream(points)
            .mapToDouble(
                point -> {
                  double sum = 0;
                  for (int i = 0; i < point.length; i++) {
                    sum += direction[i] * point[i];
                  }
                  return sum;
                })
            .toArray();
    double mean = Arrays.stream(along).average().orElseThrow();
    return Arrays.stream(along).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
  }

  @Test
  void distancesOfPointsInAPlaneRemain() {
    float[][] points = points(12, 2);
    double[][] projected = PrincipalPlane.of(points).points();
    for (int a = 0; a < 12; a++) {
      for (int b = 0; b < a; b++) {
        assertThat(Math.hypot(projected[a][0] - projected[b][0], projected[a][1] - projected[b][1]))
            .isCloseTo(
                Math.hypot(
                    (double) points[a][0] - points[b][0], (double) points[a][1] - points[b][1]),
                within(1e-9));
      }
    }
  }

  @Test
  void oneNumberAndPointsThatAreTheSameHavePictures() {
    PrincipalPlane line = PrincipalPlane.of(new float[][] {{1}, {3}});
    assertThat(line.points()).isDeepEqualTo(new double[][] {{-1, 0}, {1, 0}});
    assertThat(line.shares()).containsExactly(1, 0);
    PrincipalPlane same = PrincipalPlane.of(new float[][] {{1, 2}, {1, 2}});
    assertThat(same.points()).isDeepEqualTo(new double[2][2]);
    assertThat(same.shares()).containsExactly(0, 0);
  }
}
