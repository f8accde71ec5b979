package io.plateau.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.model.ModelCase;
import io.plateau.model.ModelCase.Expected;
import io.plateau.model.ModelCases;
import io.plateau.model.SavedModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A scorer predicts what the network itself does, for every kind of model. */
class ScorerContractTest {
  private static final double CLOSE = 1e-6;

  static Stream<ModelCase> cases() {
    return ModelCases.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void predictsAsTheNetworkDoes(ModelCase of) {
    SavedModel model = of.model();
    Scorer scorer = Scorer.of(model);
    double size = size(of);
    for (Map<String, Object> row : of.rows()) {
      Optional<Expected> expected = of.expected(row);
      if (expected.isEmpty()) {
        assertThatThrownBy(() -> score(scorer, row)).isInstanceOf(IllegalArgumentException.class);
        continue;
      }
      Score score = score(scorer, row);
      boolean numbers = !model.predictsClass() && !model.predictsLabels();
      double[] found = numbers ? score.values() : score.probabilities();
      assertClose(found, expected.get().predictions(), numbers ? size : 1);
      if (model.predictsClass()) {
        assertThat(score.index()).isEqualTo(expected.get().index());
      }
    }
  }

  private static Score score(Scorer scorer, Map<String, Object> row) {
    return scorer.columns().isEmpty()
        ? scorer.score((float[]) row.get("features"))
        : scorer.score(row);
  }

  /** Root of the mean square of what is predicted: a sum of floats is as exact as its terms. */
  private static double size(ModelCase of) {
    double sum = 0;
    int count = 0;
    for (Map<String, Object> row : of.rows()) {
      Optional<Expected> expected = of.expected(row);
      double[] predictions = expected.isPresent() ? expected.get().predictions() : new double[0];
      for (double prediction : predictions) {
        sum += prediction * prediction;
        count++;
      }
    }
    return count == 0 ? 1 : Math.sqrt(sum / count);
  }

  private static void assertClose(double[] found, double[] expected, double size) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i])
          .isCloseTo(expected[i], within(CLOSE * Math.max(size, Math.abs(expected[i]))));
    }
  }

  /** Blocks of rows, the last of them short, and none at all. */
  @ParameterizedTest
  @MethodSource("cases")
  void manyRowsAreAnsweredAsOne(ModelCase of) {
    Scorer scorer = Scorer.of(of.model());
    List<Map<String, Object>> good =
        of.rows().stream().filter(row -> of.expected(row).isPresent()).limit(101).toList();
    int width = scorer.features();
    float[] rows = new float[good.size() * width];
    for (int j = 0; j < good.size(); j++) {
      float[] features =
          scorer.columns().isEmpty()
              ? (float[]) good.get(j).get("features")
              : scorer.encode(good.get(j));
      System.arraycopy(features, 0, rows, j * width, width);
    }
    float[] answers = new float[good.size() * scorer.predictions()];
    scorer.score(rows, answers);
    double size = Math.max(1, size(of));
    for (int j = 0; j < good.size(); j++) {
      double[] expected = of.expected(good.get(j)).orElseThrow().predictions();
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) answers[j * expected.length + i])
            .isCloseTo(expected[i], within(CLOSE * Math.max(size, Math.abs(expected[i]))));
      }
    }
    scorer.score(new float[0], new float[0]);
  }

  @Test
  void columnsAreAnsweredAsRows() {
    ModelCase of =
        cases().filter(each -> each.model().table().isPresent()).findFirst().orElseThrow();
    Scorer scorer = Scorer.of(of.model());
    List<Map<String, Object>> good =
        of.rows().stream().filter(row -> of.expected(row).isPresent()).toList();
    Map<String, List<Object>> columns = new HashMap<>();
    for (String name : scorer.columns()) {
      List<Object> values = new ArrayList<>();
      good.forEach(row -> values.add(row.get(name)));
      columns.put(name, values);
    }
    float[][] answers = scorer.scoreColumns(columns);
    assertThat(answers).hasDimensions(good.size(), scorer.predictions());
    double size = size(of);
    for (int j = 0; j < answers.length; j++) {
      double[] expected = of.expected(good.get(j)).orElseThrow().predictions();
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) answers[j][i])
            .isCloseTo(expected[i], within(CLOSE * Math.max(size, Math.abs(expected[i]))));
      }
    }
  }

  @Test
  void aCategoryOfNanIsMissingAndOneThatNoTrainingRowHasIsUnseen() {
    ModelCase of =
        cases().filter(each -> each.name().equals("table-mixed")).findFirst().orElseThrow();
    Scorer scorer = Scorer.of(of.model());
    Map<String, Object> row = new HashMap<>();
    scorer.columns().forEach(name -> row.put(name, null));
    for (String vector : List.of("scores", "image", "plain")) {
      row.put(vector, new float[3]);
    }
    row.put("color", "red");
    row.put("grade", Double.NaN);
    row.put("fraction", "0.7");
    Score score = scorer.score(row);
    assertThat(score.unseen()).containsExactly("fraction");
    assertThat(score.missing())
        .contains("grade", "member", "age")
        .doesNotContain("color", "fraction", "plain");
  }

  /** All threads get the bits of one. */
  @Test
  void manyThreadsMayAsk() {
    ModelCase of =
        cases().filter(each -> each.name().startsWith("layers-members")).findFirst().orElseThrow();
    Scorer scorer = Scorer.of(of.model());
    List<float[]> rows =
        of.rows().stream()
            .filter(row -> of.expected(row).isPresent())
            .map(row -> (float[]) row.get("features"))
            .toList();
    List<double[]> alone = rows.stream().map(row -> scorer.score(row).probabilities()).toList();
    List<CompletableFuture<Void>> asking =
        IntStream.range(0, 8)
            .mapToObj(
                thread ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int i = 0; i < 2_000; i++) {
                            int j = (i * 7 + thread) % rows.size();
                            assertThat(scorer.score(rows.get(j)).probabilities())
                                .containsExactly(alone.get(j));
                          }
                        }))
            .toList();
    asking.forEach(CompletableFuture::join);
  }
}
