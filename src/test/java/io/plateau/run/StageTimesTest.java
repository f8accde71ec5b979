package io.plateau.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.plateau.train.Stage;
import io.plateau.train.StageListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageTimesTest {
  private final List<String> shown = new ArrayList<>();
  private long nanos;

  private final StageListener display =
      new StageListener() {
        @Override
        public void stageBegins(Stage stage, String subject) {
          shown.add(stage + " " + subject);
        }

        @Override
        public void stageProgress(double fraction) {
          shown.add(fraction + "");
        }

        @Override
        public void stageEnds() {
          shown.add("end");
        }
      };

  @Test
  void addsTheSecondsOfEachStageAndTellsTheDisplay() {
    StageTimes times = new StageTimes(display, () -> nanos);
    String read =
        times.during(
            Stage.READ,
            "a",
            () -> {
              nanos += 2_000_000_000L;
              times.stageProgress(0.5);
              return "rows";
            });
    times.during(Stage.PACK, "", () -> nanos += 1_000_000_000L);
    nanos += 7;
    times.during(Stage.READ, "b", () -> nanos += 500_000_000L);
    assertThat(read).isEqualTo("rows");
    assertThat(times.seconds()).containsExactly(entry("read", 2.5), entry("pack", 1.0));
    assertThat(shown).containsExactly("READ a", "0.5", "end", "PACK ", "end", "READ b", "end");
  }
}
