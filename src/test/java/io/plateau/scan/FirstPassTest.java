package io.plateau.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.table.Form;
import io.plateau.table.fit.TextStatistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstPassTest {
  /** An estimator takes more classes than each of a hundred features may have strings. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLabelHasItsStringsBesideThoseOfTheFeatures(boolean heldOut) {
    int features = 99;
    List<Slot> slots = new ArrayList<>(Collections.nCopies(features, new Slot("x", Form.TEXT)));
    slots.add(new Slot("label", Form.TEXT));
    FirstPass pass = new FirstPass(slots, features, heldOut);
    List<TextStatistics> texts =
        List.of(
            (TextStatistics) pass.statistics().get(0),
            (TextStatistics) pass.statistics().get(features));
    IntStream.range(0, 1 << 16)
        .forEach(i -> texts.forEach(statistics -> statistics.add("class " + i, 1)));
    assertThat(texts).extracting(TextStatistics::many).containsExactly(true, false);
    assertThat(pass.heldOut().isPresent()).isEqualTo(heldOut);
  }
}
