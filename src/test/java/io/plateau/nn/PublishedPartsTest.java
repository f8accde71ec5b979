package io.plateau.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.plateau.RealMlp;
import io.plateau.math.DenseMatrix;
import io.plateau.math.Matrix;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.column.Periodic;
import io.plateau.nn.initial.BiasInitializer;
import io.plateau.nn.initial.Initializer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers of the recipe for tables give the numbers of the published ones. */
class PublishedPartsTest {
  /** A pass forward and backward. */
  private record Run(float[] y, float[] dx, float[] gradient) {
    static Run of(Layer layer, float[] theta, float[] x, float[] dy, boolean derivative) {
      int n = x.length / layer.inputs();
      Pass pass = new Workspace().pass;
      Matrix in = new DenseMatrix(x, 0, layer.inputs(), n);
      Matrix out = layer.forward(theta, 0, in, pass.forward(Optional.empty(), false));
      pass.keep(in, out);
      float[] y = Arrays.copyOf(pass.values(out), layer.outputs() * n);
      float[] gradient = new float[theta.length];
      float[] dx = layer.backward(theta, 0, dy.clone(), pass.backward(derivative), gradient);
      return new Run(y, dx, gradient);
    }
  }

  private static void close(float[] actual, float[] expected) {
    assertThat(actual.length).isGreaterThanOrEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("%d", i)
          .isCloseTo(expected[i], within(2e-6f * Math.max(1, Math.abs(expected[i]))));
    }
  }

  @Test
  void periodicFeatures() {
    JsonNode pbld = RealMlp.read("pbld");
    Columns columns = new Columns(List.of(new Periodic(new Numbers(3), 16, 3, 0.1)));
    float[] dy = ordered(RealMlp.floats(pbld.path("outputGradient")));
    Run run =
        Run.of(
            columns, theta(pbld.path("parameters")), RealMlp.floats(pbld.path("input")), dy, false);
    close(run.y, ordered(RealMlp.floats(pbld.path("output"))));
    close(run.gradient, theta(pbld.path("parameterGradients")));
  }

  private static float[] ordered(float[] rows) {
    float[] ordered = rows.clone();
    for (int row = 0; row < rows.length; row += 12) {
      for (int i = 0; i < 12; i++) {
        // The published layer gives the features of all numbers, then the numbers
        ordered[row + (i + 3) % 12] = rows[row + i];
      }
    }
    return ordered;
  }

  private static float[] theta(JsonNode parameters) {
    List<Float> theta = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      for (String name : List.of("weight_1", "bias_1", "weight_2", "bias_2")) {
        float[] all = RealMlp.floats(parameters.path(name));
        int each = all.length / 3;
        IntStream.range(c * each, (c + 1) * each).forEach(i -> theta.add(all[i]));
      }
    }
    float[] array = new float[theta.size()];
    IntStream.range(0, array.length).forEach(i -> array[i] = theta.get(i));
    return array;
  }

  @ParameterizedTest
  @ValueSource(strings = {"selu", "mish"})
  void parametricActivations(String name) {
    JsonNode published = RealMlp.read("parametric-activation").path(name);
    Run run =
        Run.of(
            new ParametricActivation(4, Activations.named(name)),
            RealMlp.floats(published.path("alpha")),
            RealMlp.floats(published.path("input")),
            RealMlp.floats(published.path("outputGradient")),
            true);
    close(run.y, RealMlp.floats(published.path("output")));
    close(run.dx, RealMlp.floats(published.path("inputGradient")));
    close(run.gradient, RealMlp.floats(published.path("alphaGradient")));
  }

  /** The same draws make the same weights and biases, layer after layer. */
  @Test
  void weightsAndBiasesThatFollowFromData() {
    JsonNode published = RealMlp.read("initialization");
    float[] x = RealMlp.floats(published.path("input"));
    int inputs = 5;
    for (JsonNode layer : published.path("layers")) {
      int outputs = layer.path("bias").size();
      int n = x.length / inputs;
      Dense dense = new Dense(inputs, outputs, Parametrization.NTK);
      float[] theta = Arrays.copyOf(RealMlp.floats(layer.path("normals")), dense.parameters());
      float[] z = Run.of(dense, theta, x, new float[outputs * n], false).y;
      Initializer.bringToUnitVariance(theta, 0, inputs, outputs, z, n);
      close(theta, RealMlp.floats(layer.path("weight")));
      for (int j = 0; j < outputs; j++) {
        float[] drawn = RealMlp.floats(layer.path("exponentials").path(j));
        int[] examples = new int[drawn.length];
        double[] weights = new double[drawn.length];
        for (int i = 0; i < drawn.length; i++) {
          examples[i] = layer.path("rows").path(j).path(i).intValue();
          weights[i] = drawn[i];
        }
        theta[inputs * outputs + j] = -BiasInitializer.mean(z, j, outputs, examples, weights);
      }
      float[] biases = Arrays.copyOfRange(theta, inputs * outputs, theta.length);
      close(biases, RealMlp.floats(layer.path("bias")));
      float[] y = Run.of(dense, theta, x, new float[outputs * n], false).y;
      close(y, RealMlp.floats(layer.path("output")));
      x = new float[y.length];
      Activations.named("selu").apply(y, x, y.length);
      inputs = outputs;
    }
  }
}
