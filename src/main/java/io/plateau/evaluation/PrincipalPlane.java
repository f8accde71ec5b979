package io.plateau.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Plane through the mean of some points along the two directions in which they vary most (Pearson
 * 1901): the first eigenvectors of their covariance, which Jacobi's rotations find. The largest
 * coordinate of each direction is positive, so that a picture does not flip.
 *
 * @param points by point, its two coordinates in the plane
 * @param shares of the whole variance along each direction; 0 without variance
 */
public record PrincipalPlane(double[][] points, double[] shares) {
  /** Rotations converge quadratically; a sweep turns each pair once. */
  private static final int SWEEPS = 60;

  /** The plane of points of one width, at least 1. */
  public static PrincipalPlane of(float[][] points) {
    int width = points[0].length;
    double[] mean = new double[width];
    for (float[] point : points) {
      for (int i = 0; i < width; i++) {
        mean[i] += (double) point[i] / points.length;
      }
    }
    double[][] covariance = new double[width][width];
    for (float[] point : points) {
      for (int i = 0; i < width; i++) {
        for (int j = 0; j < width; j++) {
          covariance[i][j] += (point[i] - mean[i]) * (point[j] - mean[j]) / points.length;
        }
      }
    }
    double trace = IntStream.range(0, width).mapToDouble(i -> covariance[i][i]).sum();
    double[][] vectors = diagonalize(covariance);
    int[] order =
        IntStream.range(0, width)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -covariance[i][i]))
            .mapToInt(i -> i)
            .toArray();
    double[][] projected = new double[points.length][2];
    double[] shares = new double[2];
    for (int axis = 0; axis < Math.min(2, width); axis++) {
      int which = order[axis];
      double[] direction = Arrays.stream(vectors).mapToDouble(row -> row[which]).toArray();
      double sign = sign(direction);
      shares[axis] = trace > 0 ? covariance[which][which] / trace : 0;
      for (int p = 0; p < points.length; p++) {
        for (int i = 0; i < width; i++) {
          projected[p][axis] += sign * direction[i] * (points[p][i] - mean[i]);
        }
      }
    }
    return new PrincipalPlane(projected, shares);
  }

  private static double sign(double[] direction) {
    double largest = 0;
    for (double each : direction) {
      largest = Math.abs(each) > Math.abs(largest) + 1e-9 ? each : largest;
    }
    return largest < 0 ? -1 : 1;
  }

  /**
   * <em>Overwrites</em> a symmetric matrix A with {@code Vᵀ A V}, which is diagonal, and gives V.
   */
  private static double[][] diagonalize(double[][] a) {
    int n = a.length;
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      v[i][i] = 1;
    }
    boolean turned = true;
    for (int sweep = 0; turned && sweep < SWEEPS; sweep++) {
      turned = false;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          if (Math.abs(a[p][q]) > 1e-15 * Math.sqrt(Math.abs(a[p][p] * a[q][q]))) {
            rotate(a, v, p, q);
            turned = true;
          }
        }
      }
    }
    return v;
  }

  /** One rotation, after which {@code a[p][q]} is 0. */
  private static void rotate(double[][] a, double[][] v, int p, int q) {
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (double[] row : a) {
      turn(row, p, q, c, s);
    }
    for (int i = 0; i < a.length; i++) {
      double ap = a[p][i];
      double aq = a[q][i];
      a[p][i] = c * ap - s * aq;
      a[q][i] = s * ap + c * aq;
    }
    a[p][q] = 0;
    a[q][p] = 0;
    for (double[] row : v) {
      turn(row, p, q, c, s);
    }
  }

  private static void turn(double[] row, int p, int q, double c, double s) {
    double rp = row[p];
    double rq = row[q];
    row[p] = c * rp - s * rq;
    row[q] = s * rp + c * rq;
  }
}
