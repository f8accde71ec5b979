package io.plateau.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.DenseMatrix;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Targets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Back-propagation by hand: two inputs, two hidden units and two outputs, all sigmoid, and half the
 * squared error. The derivative by each weight is the chain-rule product <em>input × σ′(z) ×
 * dE/da</em>, where dE/da of a hidden unit is collected from the outputs it feeds.
 */
class BackPropagationExampleTest {
  private static final double X1 = 0.05;
  private static final double X2 = 0.10;
  private static final double Y1 = 0.01;
  private static final double Y2 = 0.99;

  // Hidden unit h gets w_h1 x1 + w_h2 x2 + b; output o gets v_o1 a1 + v_o2 a2 + c.
  private static final double W11 = 0.15;
  private static final double W12 = 0.20;
  private static final double W21 = 0.25;
  private static final double W22 = 0.30;
  private static final double B = 0.35;
  private static final double V11 = 0.40;
  private static final double V12 = 0.45;
  private static final double V21 = 0.50;
  private static final double V22 = 0.55;
  private static final double C = 0.60;

  @Test
  void eachGradientIsInputTimesSlopeTimesErrorBehind() {
    // Forward: the hidden units, then the outputs
    double a1 = sigmoid(W11 * X1 + W12 * X2 + B);
    double a2 = sigmoid(W21 * X1 + W22 * X2 + B);
    double o1 = sigmoid(V11 * a1 + V12 * a2 + C);
    double o2 = sigmoid(V21 * a1 + V22 * a2 + C);
    double error = 0.5 * (o1 - Y1) * (o1 - Y1) + 0.5 * (o2 - Y2) * (o2 - Y2);

    // Backward: dE/do of each output, times σ′ = o (1 − o), is the derivative by what it was given
    double d1 = (o1 - Y1) * o1 * (1 - o1);
    double d2 = (o2 - Y2) * o2 * (1 - o2);
    // A hidden unit feeds both outputs: its dE/da is the sum of what comes back from them
    double h1 = (d1 * V11 + d2 * V21) * a1 * (1 - a1);
    double h2 = (d1 * V12 + d2 * V22) * a2 * (1 - a2);

    // In the order of the flat parameters: columns of W, biases, columns of V, biases
    double[] expected = {
      X1 * h1, X1 * h2, X2 * h1, X2 * h2, h1, h2, a1 * d1, a1 * d2, a2 * d1, a2 * d2, d1, d2
    };

    float[] gradient = new float[12];
    assertThat(gradient(gradient)).isCloseTo(error, within(1e-7));
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) gradient[i]).as("%d", i).isCloseTo(expected[i], within(1e-7));
    }
    // The numbers of this example in many a textbook
    assertThat(error).isCloseTo(0.298371109, within(1e-9));
    assertThat((double) gradient[6]).isCloseTo(0.082167041, within(1e-7));
    assertThat((double) gradient[0]).isCloseTo(0.000438568, within(1e-7));
  }

  private static double gradient(float[] gradient) {
    Activation sigmoid = Activations.named("sigmoid");
    Network network =
        new Network(
            List.of(
                new Dense(2, 2),
                new Activate(2, sigmoid),
                new Dense(2, 2),
                new Activate(2, sigmoid)));
    double[] parameters = {W11, W21, W12, W22, B, B, V11, V21, V12, V22, C, C};
    float[] theta = new float[12];
    for (int i = 0; i < 12; i++) {
      theta[i] = (float) parameters[i];
    }
    DenseMatrix x = new DenseMatrix(new float[] {(float) X1, (float) X2}, 0, 2, 1);
    Batch batch = new Batch(x, new Targets(new float[] {(float) Y1, (float) Y2}));
    return network.gradient(theta, batch, Losses.named("squared"), new Workspace(), gradient);
  }

  private static double sigmoid(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }
}
