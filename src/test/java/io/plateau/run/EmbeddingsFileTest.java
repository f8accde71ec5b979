package io.plateau.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.plateau.evaluation.ColumnProfile;
import io.plateau.nn.Network;
import io.plateau.nn.Networks;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.ImputedNumber;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.loss.LabelType;
import io.plateau.table.ColumnKind;
import io.plateau.table.ColumnNote;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import io.plateau.table.KindChoice;
import io.plateau.table.RawColumn;
import io.plateau.table.TableRules;
import io.plateau.table.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmbeddingsFileTest {
  private static final FittedNumber.Fill FILL = new FittedNumber.Fill(0, false);

  /** Two numbers side by side, which are one column of the network, before two categories. */
  private static final FittedTable TABLE =
      new FittedTable(
          List.of(
              new FittedNumber("a", 0, 1, false, FILL, List.of()),
              new FittedNumber("b", 0, 1, false, FILL, List.of()),
              new FittedCategory("first", List.of("p", "q"), 0),
              new FittedNumber("c", 0, 1, false, new FittedNumber.Fill(0, true), List.of()),
              new FittedCategory("second", List.of("r", "s", "t"), 1)),
          List.of(),
          TableRules.DEFAULT);

  private static ColumnProfile profile(String name, Map<String, Long> values) {
    RawColumn column = new RawColumn(name, ValueType.TEXT, Optional.empty());
    KindChoice choice = new KindChoice(ColumnKind.CATEGORY, "");
    return ColumnProfile.of(new ColumnNote(column, choice, 0, "3", "some")).withValues(values);
  }

  @Test
  void theVectorOfEachNamedValueIsProjected() {
    Network network =
        Networks.onTable(
            List.of(
                new Numbers(2),
                new Embedding(new Codes(2, true), 1, 0),
                new ImputedNumber(0),
                new Embedding(new Codes(4, true), 2, 0)),
            new int[0],
            1,
            Activations.named("identity"));
    float[] theta = new float[network.parameters()];
    float[] first = {100, 1, 4}; // other, p, q
    float[] second = {100, 100, 0, 0, 3, 0, 3, 4, 100, 100}; // other, r, s, t, a bucket
    System.arraycopy(first, 0, theta, 0, 3);
    System.arraycopy(second, 0, theta, 3, 10);
    TrainedNetwork trained =
        new TrainedNetwork(network, LabelType.NUMBER.usualLoss(), LabelType.NUMBER, theta);
    JsonNode json =
        EmbeddingsFile.of(
            TABLE,
            List.of(
                profile("first", Map.of("p", 2L, "q", 1L)),
                profile("second", Map.of("r", 1L, "s", 2L, "t", 3L, "rare", 9L))),
            trained);

    JsonNode columns = json.path("columns");
    assertThat(columns).hasSize(2);
    assertThat(columns.at("/0/name").textValue()).isEqualTo("first");
    assertThat(columns.at("/0/shares").toString()).isEqualTo("[1.0,0.0]");
    assertThat(distance(columns.at("/0/points"), 0, 1)).isCloseTo(3, within(1e-9));
    JsonNode points = columns.at("/1/points");
    assertThat(points.findValuesAsText("name")).containsExactly("t", "s", "r");
    assertThat(points.findValuesAsText("count")).containsExactly("3", "2", "1");
    assertThat(distance(points, 0, 1)).isCloseTo(4, within(1e-9));
    assertThat(distance(points, 1, 2)).isCloseTo(3, within(1e-9));
    assertThat(distance(points, 0, 2)).isCloseTo(5, within(1e-9));
  }

  @Test
  void aNetworkWithoutColumnsHasNoPictures() {
    Network network = Network.of(1, new int[0], 1, Activations.named("identity"));
    TrainedNetwork trained =
        new TrainedNetwork(network, LabelType.NUMBER.usualLoss(), LabelType.NUMBER, new float[2]);
    assertThat(EmbeddingsFile.of(TABLE, List.of(), trained).path("columns")).isEmpty();
  }

  private static double distance(JsonNode points, int a, int b) {
    return Math.hypot(
        points.get(a).path("x").doubleValue() - points.get(b).path("x").doubleValue(),
        points.get(a).path("y").doubleValue() - points.get(b).path("y").doubleValue());
  }
}
