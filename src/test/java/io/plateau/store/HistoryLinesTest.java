package io.plateau.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.train.EpochRecord;
import io.plateau.train.History;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HistoryLinesTest {
  private static EpochRecord epoch(int epoch, double loss, String weights) {
    return new EpochRecord(
        epoch,
        loss,
        epoch % 2 == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.nextUp(loss)),
        Map.of("accuracy", loss / 3, "rmse", Double.POSITIVE_INFINITY),
        1e-3,
        loss * 1e300,
        1L << 40,
        0.25,
        weights);
  }

  @Test
  void everyBitComesBack() throws DamagedFileException {
    History history =
        new History(
            List.of(
                epoch(1, 1.0 / 3, "0123456789abcdef"),
                epoch(2, Double.NaN, ""),
                epoch(3, -0.0, ""),
                epoch(4, Double.MIN_VALUE, ""),
                epoch(5, Double.NEGATIVE_INFINITY, "")));
    String lines = HistoryLines.lines(history);
    assertThat(HistoryLines.read("h.jsonl", lines)).isEqualTo(history);
  }

  /** Numbers as strings, as version 1 of a checkpoint has them, and none of the derived keys. */
  @Test
  void numbersMayBeStrings() throws DamagedFileException {
    String line =
        "{\"epoch\":1,\"trainLoss\":\"0.3333333333333333\",\"validationLoss\":\"NaN\","
            + "\"metrics\":{\"rmse\":\"Infinity\"},\"learningRate\":\"1.0E-4\","
            + "\"gradientNorm\":\"2.5\",\"rows\":7,\"seconds\":\"0.5\",\"weights\":\"\"}\n";
    assertThat(HistoryLines.read("h.jsonl", line).last())
        .isEqualTo(
            new EpochRecord(
                1,
                1.0 / 3,
                OptionalDouble.of(Double.NaN),
                Map.of("rmse", Double.POSITIVE_INFINITY),
                1e-4,
                2.5,
                7,
                0.5,
                ""));
  }

  @Test
  void saysWhichLineIsBroken() {
    assertThatThrownBy(() -> HistoryLines.read("h.jsonl", "{\"epoch\":1}\n"))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith("h.jsonl:1: not an epoch's line: ");
    String line = HistoryLines.line(epoch(1, 0.5, "")) + "\n";
    assertThatThrownBy(() -> HistoryLines.read("h.jsonl", line + "{oops\n"))
        .hasMessageStartingWith("h.jsonl:2: not an epoch's line: ");
    assertThatThrownBy(() -> HistoryLines.read("h.jsonl", line + "\n" + line))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith("h.jsonl:2: not an epoch's line: ");
    assertThatThrownBy(() -> HistoryLines.read("h.jsonl", line + line))
        .hasMessage("h.jsonl:2: not an epoch's line: epoch 2 is missing from the history");
  }

  @Test
  void aLineCutOffByAKillIsLeftOut() throws DamagedFileException {
    String line = HistoryLines.line(epoch(1, 0.5, ""));
    assertThat(HistoryLines.read("h.jsonl", line + "\n" + line.substring(0, 20)).size()).isOne();
    assertThat(HistoryLines.read("h.jsonl", "").size()).isZero();
  }
}
