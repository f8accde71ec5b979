package io.plateau.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductTest {
  private static float[] normal(String name, int length) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = Key.of(1).with(name).normal(i);
    }
    return numbers;
  }

  /** Sizes around those of the groups of columns and of blocks, against sums of doubles. */
  @ParameterizedTest
  @CsvSource({"1,1,1", "3,2,1", "4,5,2", "5,4,3", "17,33,16", "256,128,7", "1,300,5", "301,1,4"})
  void isTheSumOfItsTerms(int inputs, int outputs, int n) {
    float[] theta = normal("w", 2 + inputs * outputs);
    float[] bias = normal("b", outputs);
    Product product = Product.of(theta, 2, inputs, outputs, 0.25f, bias);
    float[][] x = new float[n][];
    float[][] y = new float[n][outputs];
    for (int j = 0; j < n; j++) {
      x[j] = normal("x" + j, inputs);
      for (int i = 0; i < inputs; i += 3) {
        x[j][i] = 0;
      }
    }
    product.multiply(x, 0, n, y, new Memory());
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < outputs; i++) {
        double sum = 0;
        for (int p = 0; p < inputs; p++) {
          sum += (double) theta[2 + p * outputs + i] * x[j][p];
        }
        assertThat((double) y[j][i])
            .isCloseTo(bias[i] + 0.25 * sum, within(1e-6 * Math.sqrt(1 + inputs)));
      }
    }
  }

  @Test
  void processorsThatDoNotFuseAddTheSameTerms() {
    float[] fused = normal("y", 100);
    float[] apart = fused.clone();
    float[][] columns = {normal("a", 100), normal("b", 100), normal("c", 100), normal("d", 100)};
    Product.add(true, columns[0], columns[1], columns[2], columns[3], 1, -2, 0.5f, 3, fused);
    Product.add(false, columns[0], columns[1], columns[2], columns[3], 1, -2, 0.5f, 3, apart);
    assertThat(apart).containsExactly(fused, within(2e-6f));
  }
}
