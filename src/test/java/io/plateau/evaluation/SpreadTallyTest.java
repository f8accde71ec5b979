package io.plateau.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.math.Key;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sorted rows are the oracle. */
class SpreadTallyTest {
  private static final int ROWS = 20_000;

  @Test
  void groupsAreTenthsOfTheRowsBySpread() {
    SpreadTally tally = new SpreadTally();
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double spread = StrictMath.exp(Key.of(1).normal(i));
      double[] row = {spread, spread * Math.abs(Key.of(2).normal(i))};
      rows.add(row);
      tally.count(row[0], row[1], 1);
    }
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    tally.put(report, "absolute");

    rows.sort(Comparator.comparingDouble(row -> row[0]));
    JsonNode groups = report.get("groups");
    assertThat(groups).hasSize(10);
    double weight = 0;
    for (int g = 0; g < 10; g++) {
      double spread = 0;
      double error = 0;
      for (double[] row : rows.subList(g * ROWS / 10, (g + 1) * ROWS / 10)) {
        spread += row[0] / (ROWS / 10);
        error += row[1] / (ROWS / 10);
      }
      JsonNode group = groups.get(g);
      assertThat(group.get("weight").doubleValue()).isCloseTo(ROWS / 10.0, within(ROWS / 40.0));
      assertThat(group.get("spread").doubleValue()).isCloseTo(spread, within(0.03 * spread));
      assertThat(group.get("error").doubleValue()).isCloseTo(error, within(0.08 * error));
      weight += group.get("weight").doubleValue();
    }
    assertThat(weight).isEqualTo(ROWS);
    double mean = rows.stream().mapToDouble(row -> row[0]).sum() / ROWS;
    assertThat(report.get("mean").doubleValue()).isCloseTo(mean, within(1e-9 * mean));
    double counted = 0;
    for (JsonNode count : report.get("counts")) {
      counted += count.doubleValue();
    }
    assertThat(counted).isEqualTo(ROWS);
    assertThat(report.get("low").doubleValue()).isZero();
    double high = rows.get((int) (0.995 * ROWS))[0];
    assertThat(report.get("high").doubleValue()).isCloseTo(high, within(0.05 * high));
    assertThat(report.get("error").textValue()).isEqualTo("absolute");
  }

  @Test
  void membersThatAlwaysAgreeAreOneGroup() {
    SpreadTally tally = new SpreadTally();
    for (int i = 0; i < 50; i++) {
      tally.count(0, i % 5 == 0 ? 1 : 0, 2);
    }
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    tally.put(report, "rate");
    assertThat(report.get("groups")).hasSize(1);
    assertThat(report.at("/groups/0/error").doubleValue()).isCloseTo(0.2, within(1e-12));
    assertThat(report.at("/groups/0/weight").doubleValue()).isEqualTo(100);
  }
}
