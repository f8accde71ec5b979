package io.plateau.nn.initial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.Matrix;
import io.plateau.math.Word;
import io.plateau.nn.Activate;
import io.plateau.nn.Dense;
import io.plateau.nn.Network;
import io.plateau.nn.ParametricActivation;
import io.plateau.nn.Parametrization;
import io.plateau.nn.Workspace;
import io.plateau.nn.activation.Activations;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitializerTest {
  @ParameterizedTest
  @CsvSource({
    "glorotUniform, 0.004, 0.10954451",
    "glorotNormal, 0.004, 0",
    "heUniform, 0.005, 0.12247449",
    "heNormal, 0.005, 0",
    "lecunUniform, 0.0025, 0.08660254",
    "lecunNormal, 0.0025, 0",
    "standardNormal, 1, 0",
    "unitVariance, 1, 0",
  })
  void varianceAndRangeFollowTheFormula(String name, double variance, double limit) {
    // 400 inputs, 100 outputs; the limit of a uniform distribution is √(3 variance)
    float[] w = new float[40_002];
    w[0] = w[40_001] = 7;
    Word.named(Initializer.class, "initializer", name).fill(w, 1, 400, 100, Key.of(1));

    double sum = 0;
    double squares = 0;
    double largest = 0;
    for (int i = 1; i <= 40_000; i++) {
      sum += w[i];
      squares += (double) w[i] * w[i];
      largest = Math.max(largest, Math.abs(w[i]));
    }
    double deviation = Math.sqrt(variance);
    // Four standard errors of 40 000 draws
    assertThat(sum / 40_000).isCloseTo(0, within(4 * deviation / 200));
    assertThat(squares / 40_000).isCloseTo(variance, within(variance * 4 * Math.sqrt(2) / 200));
    if (limit > 0) {
      assertThat(largest).isBetween(0.999 * limit, 1.0000001 * limit);
    } else {
      assertThat(largest).isGreaterThan(3 * deviation);
    }
    assertThat(w[0]).isEqualTo(7);
    assertThat(w[40_001]).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "identity, GLOROT_UNIFORM",
    "sigmoid, GLOROT_UNIFORM",
    "tanh, GLOROT_UNIFORM",
    "relu, HE_UNIFORM",
    "leakyRelu, HE_UNIFORM",
    "elu, HE_UNIFORM",
    "selu, LECUN_NORMAL",
    "gelu, HE_UNIFORM",
    "silu, HE_UNIFORM",
    "mish, HE_UNIFORM",
    "softplus, HE_UNIFORM",
  })
  void autoChoosesByTheActivation(String activation, Initializer expected) {
    assertThat(Initializer.AUTO.or(Activations.named(activation).initializer()))
        .isEqualTo(expected);
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatThrownBy(() -> Word.named(Initializer.class, "initializer", "xavier"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "initializer must be one of auto, glorotUniform, glorotNormal, heUniform, heNormal,"
                + " lecunUniform, lecunNormal, standardNormal, unitVariance, got \"xavier\"");
  }

  /** Layer after layer, whatever the scale of the examples. */
  @Test
  void unitVarianceIsThatOfTheProductsWithASample() {
    Network network = deep();
    Matrix x = sample(2000);
    Initialization how = new Initialization(Initializer.UNIT_VARIANCE, BiasInitializer.ZERO, false);
    float[] theta = network.initialize(how, Key.of(4), Optional.of(x));
    network.visit(
        theta,
        x,
        new Workspace(),
        (index, block, a, n) -> {
          // The last block has no activation: its outputs are the products
          if (index == 2) {
            for (int o = 0; o < block.outputs(); o++) {
              assertThat(variance(a, o, block.outputs(), n)).isCloseTo(1, within(1e-4));
            }
          }
        });
    Network first = new Network(network.layers().subList(0, 1));
    float[] z = first.outputs(Arrays.copyOf(theta, first.parameters()), x, new Workspace());
    for (int o = 0; o < 7; o++) {
      assertThat(variance(z, o, 7, 2000)).isCloseTo(1, within(1e-4));
    }
  }

  /** As those of one number are, of which all inputs are functions. */
  @Test
  void productsThatHardlyVaryAreNotBroughtToUnitVariance() {
    int outputs = 100;
    int n = 50;
    float[] w = new float[outputs];
    float[] z = new float[outputs * n];
    double squares = 0;
    for (int o = 0; o < outputs; o++) {
      w[o] = (float) Math.pow(10, -o / 25.0);
      double mean = 0;
      for (int j = 0; j < n; j++) {
        z[j * outputs + o] = w[o] * Key.of(j).normal(0) + 3;
        mean += z[j * outputs + o] / (double) n;
      }
      for (int j = 0; j < n; j++) {
        squares += Math.pow(z[j * outputs + o] - mean, 2) / n;
      }
    }
    double least = 0.1 * Math.sqrt(squares / outputs);
    double unit = Math.sqrt(variance(z, 0, outputs, n)); // of w[0], which is 1
    float[] before = w.clone();
    Initializer.bringToUnitVariance(w, 0, 1, outputs, z, n);
    for (int o = 0; o < outputs; o++) {
      double deviation = Math.max(least, unit * before[o]);
      assertThat((double) w[o]).isCloseTo(before[o] / deviation, within(1e-4 * w[o]));
    }
    assertThat(unit * before[outputs - 1]).isLessThan(0.01 * least);
  }

  private static Network deep() {
    return new Network(
        List.of(
            new Dense(5, 7, Parametrization.NTK),
            new ParametricActivation(7, Activations.named("selu")),
            new Dense(7, 6),
            new Activate(6, Activations.named("mish")),
            new Dense(6, 2, Parametrization.NTK)));
  }

  /** Examples whose features have means and deviations of very different sizes. */
  private static Matrix sample(int n) {
    float[] x = new float[5 * n];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i % 5 + 1) * Key.of(8).normal(i) + 3 * (i % 5);
    }
    return new DenseMatrix(x, 0, 5, n);
  }

  private static double variance(float[] z, int output, int outputs, int n) {
    double sum = 0;
    double squares = 0;
    for (int j = 0; j < n; j++) {
      double value = z[j * outputs + output];
      sum += value;
      squares += value * value;
    }
    return squares / n - sum / n * (sum / n);
  }

  /** A column that is the same in all examples has no variance to bring to 1. */
  @Test
  void unitVarianceLeavesConstantOutputsAsTheyAre() {
    Network network = new Network(List.of(new Dense(3, 4)));
    float[] x = new float[30];
    for (int j = 0; j < 10; j++) {
      x[3 * j] = 2;
    }
    Initialization how = new Initialization(Initializer.UNIT_VARIANCE, BiasInitializer.ZERO, false);
    Matrix sample = new DenseMatrix(x, 0, 3, 10);
    assertThat(network.initialize(how, Key.of(4), Optional.of(sample)))
        .isEqualTo(network.initialize(Initializer.STANDARD_NORMAL, Key.of(4)));
    assertThatThrownBy(() -> network.initialize(how, Key.of(4), Optional.empty()))
        .hasMessage("initial weights follow from examples and there are none");
  }

  /** The zero of each neuron lies among the products of its weights with the examples. */
  @Test
  void biasesOfDataAreMinusAMeanOfFiveProducts() {
    Network network = new Network(List.of(new Dense(5, 4000, Parametrization.NTK)));
    Matrix x = sample(40);
    Initialization how = new Initialization(Initializer.UNIT_VARIANCE, BiasInitializer.DATA, false);
    float[] theta = network.initialize(how, Key.of(4), Optional.of(x));
    float[] z = network.outputs(theta, x, new Workspace());
    double sum = 0;
    double squares = 0;
    for (int o = 0; o < 4000; o++) {
      double mean = 0;
      double least = Double.MAX_VALUE;
      double most = -Double.MAX_VALUE;
      for (int j = 0; j < 40; j++) {
        mean += z[j * 4000 + o] / 40;
        least = Math.min(least, z[j * 4000 + o]);
        most = Math.max(most, z[j * 4000 + o]);
      }
      assertThat(least).isLessThan(1e-5);
      assertThat(most).isGreaterThan(-1e-5);
      sum += mean;
      squares += mean * mean;
    }
    assertThat(sum / 4000).isCloseTo(0, within(0.05));
    // Weights of five, uniform on the simplex, have squares that sum to 2 / (5 + 1) on average
    assertThat(squares / 4000).isCloseTo(1 / 3.0, within(0.03));
  }

  @Test
  void normalBiasesAndZeroWeightsOfTheLastLayer() {
    Network network = new Network(List.of(new Dense(3, 5000), new Dense(5000, 2)));
    Initialization how =
        new Initialization(Initializer.STANDARD_NORMAL, BiasInitializer.NORMAL, true);
    float[] theta = network.initialize(how, Key.of(4), Optional.empty());
    double squares = 0;
    for (int i = 15_000; i < 20_000; i++) {
      squares += theta[i] * theta[i];
    }
    assertThat(squares / 5000).isCloseTo(1, within(0.08));
    assertThat(theta[0]).isNotZero();
    assertThat(Arrays.copyOfRange(theta, 20_000, 30_000)).containsOnly(0);
    assertThat(theta[30_000]).isNotZero();
  }

  @Test
  void layersDrawApartAndBiasesBeginAtZero() {
    Network network = Network.of(3, new int[] {3}, 3, Activations.named("tanh"));
    Key key = Key.of(9);
    float[] theta = network.initialize(Initializer.AUTO, key);

    assertThat(theta).containsExactly(network.initialize(Initializer.AUTO, key));
    for (int i = 0; i < 9; i++) {
      assertThat(theta[i]).isEqualTo(2 * key.with(0).uniform(i) - 1);
      assertThat(theta[12 + i]).isEqualTo(2 * key.with(1).uniform(i) - 1);
    }
    assertThat(java.util.Arrays.copyOfRange(theta, 9, 12)).containsOnly(0);
    assertThat(java.util.Arrays.copyOfRange(theta, 21, 24)).containsOnly(0);
  }
}
