package io.plateau.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plateau.table.ColumnKind;
import io.plateau.table.ColumnNote;
import io.plateau.table.KindChoice;
import io.plateau.table.RawColumn;
import io.plateau.table.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

  /** Those of most rows, in the order of the label, and the one of least. */
  @Test
  void listsTheMostFrequentClasses() {
    List<String> classes = IntStream.range(0, 203).mapToObj(i -> "c" + i).toList();
    Map<String, Long> counts =
        classes.stream().collect(Collectors.toMap(c -> c, c -> Long.parseLong(c.substring(1))));
    JsonNode label = DataProfile.Label.of("y", classes, counts).json();

    List<String> listed = new ArrayList<>();
    label.path("classes").forEach(each -> listed.add(each.path("name").textValue()));
    assertThat(listed).isEqualTo(classes.subList(3, 203));
    assertThat(label.path("moreClasses").intValue()).isEqualTo(3);
    assertThat(label.path("least").toString()).isEqualTo("{\"name\":\"c0\",\"count\":0}");
    JsonNode few = DataProfile.Label.of("y", classes.subList(0, 200), counts).json();
    assertThat(few.has("moreClasses") || few.has("least")).isFalse();
  }
}
