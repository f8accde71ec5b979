package io.plateau.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.plateau.math.DateUnit;
import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.nn.Network;
import io.plateau.nn.Networks;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.Workspace;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.ImputedNumber;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Loss;
import io.plateau.table.ColumnKind;
import io.plateau.table.ColumnNote;
import io.plateau.table.DateOrder;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedDate;
import io.plateau.table.FittedNumber;
import io.plateau.table.KindChoice;
import io.plateau.table.RawColumn;
import io.plateau.table.ValueType;
import io.plateau.table.fit.Measured;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PartialDependenceTest {
  private static final Key KEY = Key.of(5);

  /** Rows of a number, a code of five values and a number that may be missing. */
  private static List<float[]> rows() {
    List<float[]> rows = new ArrayList<>();
    for (int j = 0; j < 300; j++) { // more than one block
      float gap = j % 7 == 0 ? Float.NaN : KEY.with("gap").normal(j);
      rows.add(new float[] {KEY.with("number").normal(j), j % 6, gap});
    }
    return rows;
  }

  private static TrainedNetwork network(LabelType type, int outputs) {
    Network network =
        Networks.onTable(
            List.of(
                new Numbers(1), new Embedding(new Codes(5, true), 3, 0), new ImputedNumber(0.5f)),
            new int[] {7},
            outputs,
            Activations.named("tanh"));
    Loss loss = type.usualLoss();
    return new TrainedNetwork(
        network, loss, type, network.initialize(Initializer.GLOROT_UNIFORM, KEY));
  }

  @ParameterizedTest
  @EnumSource(names = {"CLASS", "LABELS", "NUMBERS"})
  void isTheMeanOverRowsThatAllHaveTheValue(LabelType type) {
    TrainedNetwork network = network(type, 3);
    float[][] grids = {{-2, 0, 1.5f}, {0, 1, 2, 3, 4, 5}, {-1, 2}};
    for (int feature = 0; feature < grids.length; feature++) {
      double[][] means = PartialDependence.of(network, rows(), feature, grids[feature]);
      assertThat(means).hasNumberOfRows(grids[feature].length);
      for (int v = 0; v < grids[feature].length; v++) {
        double[] sums = new double[3];
        for (float[] row : rows()) {
          float[] changed = row.clone();
          changed[feature] = grids[feature][v];
          float[] z =
              network
                  .network()
                  .outputs(network.weights(), new DenseMatrix(changed, 0, 3, 1), new Workspace());
          network.loss().predict(z, 3, 1);
          for (int i = 0; i < 3; i++) {
            sums[i] += z[i];
          }
        }
        for (int i = 0; i < 3; i++) {
          assertThat(means[v][i]).isCloseTo(sums[i] / 300, within(1e-6));
        }
      }
    }
  }

  private static ColumnProfile profile(String name, ValueType type, ColumnKind kind) {
    RawColumn column = new RawColumn(name, type, Optional.empty());
    return ColumnProfile.of(new ColumnNote(column, new KindChoice(kind, ""), 0, "3", "some"));
  }

  @Test
  void aGridHasTheCentersOfTheBinsOfANumber() {
    Measured.Numbers numbers =
        new Measured.Numbers(2, 10, new double[] {3, 4, 5}, List.of(), new long[] {7, 0, 1, 2});
    ColumnGrid grid =
        ColumnGrid.of(
            profile("x", ValueType.REAL, ColumnKind.NUMBER).withHistogram(numbers),
            new FittedNumber("x", 3, 2, false, new FittedNumber.Fill(0, true), List.of()));
    assertThat(grid.values().toString()).isEqualTo("[3.0,5.0,7.0,9.0]");
    assertThat(grid.encoded()).containsExactly(0, 4, 8, 12);
  }

  @Test
  void aGridOfNumbersWhoseDifferenceIsInfinite() {
    double most = 0x1p1023;
    Measured.Numbers numbers =
        new Measured.Numbers(-most, most, new double[3], List.of(), new long[4]);
    ColumnGrid grid =
        ColumnGrid.of(
            profile("x", ValueType.REAL, ColumnKind.NUMBER).withHistogram(numbers),
            new FittedNumber("x", 0, 4 / most, true, new FittedNumber.Fill(0, true), List.of()));
    assertThat(grid.values())
        .extracting(JsonNode::doubleValue)
        .containsExactly(-0.75 * most, -0.25 * most, 0.25 * most, 0.75 * most);
    assertThat(grid.encoded()).hasSize(4).doesNotContain(Float.NaN).isSorted();
  }

  /** Of any year: one beyond 9999 has a sign in ISO 8601. */
  @ParameterizedTest
  @CsvSource({"2024-01-01, 2024-01-02", "+12024-01-01, +12024-01-02", "-0044-03-15, -0044-03-16"})
  void aGridOfDatesIsInQuarterHours(String from, String to) {
    double first = LocalDate.parse(from).toEpochDay() * 96;
    Measured.Numbers numbers =
        new Measured.Numbers(first, first + 2 * 96, new double[3], List.of(), new long[2]);
    ColumnGrid grid =
        ColumnGrid.of(
            profile("when", ValueType.DATE, ColumnKind.DATE).withHistogram(numbers),
            new FittedDate(
                "when",
                DateOrder.YEAR_FIRST,
                Set.of(),
                new FittedDate.Days(0, 1, List.of()),
                false,
                DateUnit.QUARTER_HOURS));
    assertThat(grid.values())
        .extracting(JsonNode::textValue)
        .containsExactly(from + "T12:00", to + "T12:00");
    assertThat(grid.encoded()).containsExactly((float) (first + 48), (float) (first + 144));
  }

  @Test
  void aGridOfACategoryHasTheMostFrequentValues() {
    ColumnGrid grid =
        ColumnGrid.of(
            profile("cut", ValueType.TEXT, ColumnKind.CATEGORY)
                .withValues(Map.of("good", 5L, "fair", 9L, "odd", 1L)),
            new FittedCategory("cut", List.of("fair", "good"), 0));
    assertThat(grid.values().toString()).isEqualTo("[\"fair\",\"good\",\"odd\"]");
    assertThat(grid.encoded()).containsExactly(1, 2, 0);
  }
}
