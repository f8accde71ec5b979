package io.plateau.evaluation;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Plane through the mean of some points along the two directions in which they vary most (Pearson
 * 1901): the first eigenvectors of their covariance. The largest coordinate of each direction is
 * positive, so that a picture does not flip.
 *
 * @param points by point, its two coordinates in the plane
 * @param shares of the whole variance along each direction; 0 without variance
 */
public record PrincipalPlane(double[][] points, double[] shares) {
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
    EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(covariance, false));
    double trace = Arrays.stream(eigen.getRealEigenvalues()).sum();
    double[][] projected = new double[points.length][2];
    double[] shares = new double[2];
    for (int axis = 0; axis < Math.min(2, width); axis++) {
      double[] direction = eigen.getEigenvector(axis).toArray();
      double sign = sign(direction);
      shares[axis] = trace > 0 ? eigen.getRealEigenvalue(axis) / trace : 0;
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
}
