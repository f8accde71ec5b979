package io.plateau.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plateau.table.ColumnKind;
import io.plateau.table.ColumnNote;
import io.plateau.table.KindChoice;
import io.plateau.table.RawColumn;
import io.plateau.table.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataProfileTest {
  private static JsonNode columns(int count) {
    List<ColumnProfile> columns =
        IntStream.range(0, count)
            .mapToObj(i -> new RawColumn("x" + i, ValueType.REAL, Optional.empty()))
            .map(raw -> new ColumnNote(raw, new KindChoice(ColumnKind.NUMBER, ""), 0, "2", "some"))
            .map(ColumnProfile::of)
            .toList();
    return new DataProfile(Map.of(), List.of(), columns).json();
  }

  @Test
  void tellsHowManyColumnsItDoesNotList() {
    assertThat(columns(200).has("moreColumns")).isFalse();
    JsonNode many = columns(203);
    assertThat(many.path("columns")).hasSize(200);
    assertThat(many.path("moreColumns").intValue()).isEqualTo(3);
  }
}
