package io.plateau.evaluation;

import io.plateau.math.DenseMatrix;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.Workspace;
import java.util.List;

/**
 * Partial dependence of predictions on one column (Friedman 2001, "Greedy function approximation",
 * section 8.2): the mean prediction over some rows when all of them have the same value in the
 * column, {@code f̄(v) = 1/n · Σ_j f(x_j with v in the column)}.
 */
public final class PartialDependence {
  /** Rows at once, whose outputs stay in the cache. */
  private static final int BLOCK = 256;

  private PartialDependence() {}

  /**
   * Mean predictions by value and output. They are probabilities where the loss links outputs to
   * such, else on the scale that the network was trained on.
   *
   * @param rows features as the network takes them
   * @param feature index of the column's number in a row
   * @param values that the number is set to
   */
  public static double[][] of(
      TrainedNetwork network, List<float[]> rows, int feature, float[] values) {
    int width = network.inputs();
    int k = network.outputs();
    double[][] means = new double[values.length][k];
    Workspace workspace = new Workspace();
    for (int from = 0; from < rows.size(); from += BLOCK) {
      int n = Math.min(BLOCK, rows.size() - from);
      float[] x = new float[width * n];
      for (int j = 0; j < n; j++) {
        System.arraycopy(rows.get(from + j), 0, x, j * width, width);
      }
      for (int v = 0; v < values.length; v++) {
        for (int j = 0; j < n; j++) {
          x[j * width + feature] = values[v];
        }
        DenseMatrix inputs = new DenseMatrix(x, 0, width, n); // X (width×n)
        float[] p = network.network().outputs(network.weights(), inputs, workspace);
        network.loss().predict(p, k, n);
        for (int i = 0; i < k * n; i++) {
          means[v][i % k] += (double) p[i] / rows.size();
        }
      }
    }
    return means;
  }
}
