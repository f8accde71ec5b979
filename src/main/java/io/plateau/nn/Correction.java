package io.plateau.nn;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Matrix;

/**
 * Last layer of a network, without parameters, that is put on once the network is trained and
 * corrects its outputs. While training, and where members are {@linkplain Pass#membersApart apart},
 * outputs stay as they are, so that no derivative vanishes and the mean of members is taken first.
 */
public sealed interface Correction extends Elementwise permits Clamp, Unsmooth {
  /** <em>Overwrites</em> outputs, width×n, with corrected ones; NaN stays. */
  void apply(float[] y, int n);

  @Override
  default Matrix forward(float[] theta, int at, Matrix x, Pass pass) {
    if (pass.membersApart()) {
      return x;
    }
    int n = x.columns();
    float[] y = pass.array(0, width(), n);
    System.arraycopy(pass.values(x), 0, y, 0, width() * n);
    apply(y, n);
    return new DenseMatrix(y, 0, width(), n);
  }

  @Override
  default float[] backward(float[] theta, int at, float[] dy, Pass pass, float[] gradient) {
    return dy;
  }
}
