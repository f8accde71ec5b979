package io.plateau.ml.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.nn.loss.LabelType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuresTest {
  private static final int WIDTH = 70;

  /** Of few rows many features are constant by chance, also in one part alone. */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 2", "5, 4", "40, 3"})
  void constantsAreFeaturesOfOneValueInAllRowsThatAreLearnedFrom(int rows, int parts) {
    for (int seed = 0; seed < 50; seed++) {
      RowBlock[] blocks = new RowBlock[parts];
      Random random = new Random(seed);
      for (int part = 0; part < parts; part++) {
        blocks[part] = block(random.nextInt(rows + 1), random);
      }
      Measures all = new Measures(0, 0);
      Arrays.stream(blocks)
          .map(block -> Measures.of(List.of(block).iterator(), LabelType.NUMBER))
          .forEach(all::add);
      assertThat(all.constants()).as("seed %s", seed).containsExactly(expected(blocks));
    }
  }

  private static RowBlock block(int rows, Random random) {
    RowBlock block = new RowBlock();
    block.width = WIDTH;
    block.targets = 1;
    block.rows = rows;
    block.labels = new double[rows];
    block.weights = new double[rows];
    block.validation = new boolean[rows];
    block.values = new float[rows * WIDTH];
    float[] values = {0, -0f, 1, Float.NaN};
    for (int row = 0; row < rows; row++) {
      block.weights[row] = random.nextInt(4) == 0 ? 0 : 2;
      block.validation[row] = random.nextInt(4) == 0;
      for (int i = 0; i < WIDTH; i++) {
        // From a feature that is always 0 to one that is any of the four.
        block.values[row * WIDTH + i] = random.nextInt(WIDTH) < i ? values[random.nextInt(4)] : 0;
      }
    }
    return block;
  }

  /** NaN, a missing number, is no value; 0 and -0 are one. */
  private static int[] expected(RowBlock[] blocks) {
    return IntStream.range(0, WIDTH)
        .filter(
            i -> {
              Set<Float> values = new HashSet<>();
              for (RowBlock block : blocks) {
                for (int row = 0; row < block.rows; row++) {
                  if (block.weights[row] > 0 && !block.validation[row]) {
                    values.add(block.values[row * WIDTH + i] + 0f);
                  }
                }
              }
              return values.size() == 1 && !values.contains(Float.NaN);
            })
        .toArray();
  }
}
