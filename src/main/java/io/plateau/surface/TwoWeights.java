package io.plateau.surface;

import io.plateau.job.SurfaceStudy;
import io.plateau.math.DenseMatrix;
import io.plateau.nn.Batch;
import io.plateau.nn.Network;
import io.plateau.nn.Workspace;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Targets;
import io.plateau.optim.Objective;
import java.util.List;

/**
 * The mean of ½ (y − w2 · f(w1 · x))² over some rows, as a function of (w1, w2): a {@link Network}
 * of one input, one hidden unit and one output whose biases stay 0.
 */
final class TwoWeights implements Objective {
  /** Where the weights are among the network's parameters w1, b1, w2, b2. */
  static final int[] AT = {0, 2};

  private final Network network;
  private final Loss loss = Losses.named("squared");
  private final Batch batch;
  private final Workspace workspace = new Workspace();
  private final float[] parameters = new float[4];
  private final float[] slopes = new float[4];

  TwoWeights(String activation, List<SurfaceStudy.Row> rows) {
    network = Network.of(1, new int[] {1}, 1, Activations.named(activation));
    float[] x = new float[rows.size()];
    float[] y = new float[rows.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) rows.get(i).x();
      y[i] = (float) rows.get(i).y();
    }
    batch = new Batch(new DenseMatrix(x, 0, 1, x.length), new Targets(y));
  }

  /** At {@code theta} = (w1, w2); <em>overwrites</em> {@code gradient}. */
  @Override
  public double value(float[] theta, float[] gradient) {
    java.util.Arrays.fill(slopes, 0);
    for (int i = 0; i < AT.length; i++) {
      parameters[AT[i]] = theta[i];
    }
    double sum = network.gradient(parameters, batch, loss, workspace, slopes);
    for (int i = 0; i < AT.length; i++) {
      gradient[i] = slopes[AT[i]] / batch.size();
    }
    return sum / batch.size();
  }

  static double norm(float[] gradient) {
    return Math.hypot(gradient[0], gradient[1]);
  }
}
