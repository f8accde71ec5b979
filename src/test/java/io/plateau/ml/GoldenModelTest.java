package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.LocalSpark;
import io.plateau.nn.loss.Huber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Params;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Models that a released version has written stay readable: those under {@code golden} are never
 * written again, and what they predicted then is what they predict.
 */
class GoldenModelTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private static final List<Vector> POINTS =
      List.of(
          Vectors.dense(-1, 0, 1, 0.5),
          Vectors.dense(1, 0.5, -1, 0),
          Vectors.sparse(4, new int[] {1, 3}, new double[] {-1, -1.5}));

  /** Loading takes the session that runs. */
  @BeforeEach
  void session() {
    LocalSpark.session();
  }

  @Test
  void classifierOfVersion010() {
    NeuralNetworkClassificationModel model =
        NeuralNetworkClassificationModel.load(GOLDEN.resolve("0.1.0/classifier").toString());
    assertThat(model.toString()).isEqualTo(text("0.1.0/classifier.txt", 0));
    assertThat(model.getThresholds()).containsExactly(0.2, 0.3, 0.5);
    assertThat(model.getActivation()).isEqualTo("gelu");
    assertThat(set(model)).contains("seed", "hiddenLayers", "thresholds");
    for (int i = 0; i < POINTS.size(); i++) {
      assertThat(model.predictProbability(POINTS.get(i)).toArray())
          .containsExactly(numbers("0.1.0/classifier.txt", i + 1), within(1e-6));
    }
  }

  @Test
  void regressorOfVersion010() {
    NeuralNetworkRegressionModel model =
        NeuralNetworkRegressionModel.load(GOLDEN.resolve("0.1.0/regressor").toString());
    assertThat(model.toString()).isEqualTo(text("0.1.0/regressor.txt", 0));
    assertThat(set(model)).contains("seed", "standardizeLabel");
    double[] expected = numbers("0.1.0/regressor.txt", 1);
    for (int i = 0; i < expected.length; i++) {
      assertThat(model.predict(Vectors.dense(i - 1, 0.5 * i))).isCloseTo(expected[i], within(1e-4));
    }
  }

  @Test
  void classifierOfFormat2() {
    NeuralNetworkClassificationModel model =
        NeuralNetworkClassificationModel.load(GOLDEN.resolve("format-2/classifier").toString());
    assertThat(model.toString()).isEqualTo(text("format-2/classifier.txt", 0));
    for (int i = 0; i < POINTS.size(); i++) {
      assertThat(model.predictProbability(POINTS.get(i)).toArray())
          .containsExactly(numbers("format-2/classifier.txt", i + 1), within(1e-6));
    }
  }

  @Test
  void regressorOfFormat2() {
    NeuralNetworkRegressionModel model =
        NeuralNetworkRegressionModel.load(GOLDEN.resolve("format-2/regressor").toString());
    assertThat(model.toString()).isEqualTo(text("format-2/regressor.txt", 0));
    assertThat(model.trained().loss()).isEqualTo(new Huber(2));
    double[] expected = numbers("format-2/regressor.txt", 1);
    for (int i = 0; i < expected.length; i++) {
      assertThat(model.predict(Vectors.dense(i - 1, 0.5 * i))).isCloseTo(expected[i], within(1e-5));
    }
  }

  private static List<String> set(Params model) {
    return Arrays.stream(model.params()).filter(model::isSet).map(param -> param.name()).toList();
  }

  private static String text(String file, int line) {
    try {
      return Files.readAllLines(GOLDEN.resolve(file)).get(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] numbers(String file, int line) {
    return Arrays.stream(text(file, line).split(",")).mapToDouble(Double::parseDouble).toArray();
  }
}
