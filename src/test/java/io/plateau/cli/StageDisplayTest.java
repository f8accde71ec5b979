package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.train.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StageDisplayTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long nanos;

  private StageDisplay display(boolean live) {
    return new StageDisplay(out, live, () -> nanos);
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aStageIsNamedWhenItBeginsAndTimedWhenItEnds() {
    StageDisplay display = display(false);
    display.stageBegins(Stage.READ, "letters.csv");
    assertThat(shown()).isEqualTo("reading letters.csv ...");
    nanos = 500_000_000L;
    display.stageProgress(0.25);
    nanos = 2_140_000_000L;
    display.stageEnds();
    assertThat(shown()).isEqualTo("reading letters.csv ... 2.1 s\n");
    display.during(Stage.SAVE, "", () -> nanos += 100_000_000L);
    assertThat(shown()).isEqualTo("reading letters.csv ... 2.1 s\nsaving the model ... 0.1 s\n");
  }

  @Test
  void aTerminalShowsProgressAtMostTenTimesASecond() {
    StageDisplay display = display(true);
    display.stageBegins(Stage.PACK, "training rows");
    nanos = 50_000_000L;
    display.stageProgress(0.1);
    nanos = 100_000_000L;
    display.stageProgress(0.5);
    nanos = 150_000_000L;
    display.stageProgress(0.6);
    nanos = 250_000_000L;
    display.stageProgress(1);
    display.stageEnds();
    assertThat(shown())
        .isEqualTo(
            "packing training rows ..."
                + "\rpacking training rows ...  50 %"
                + "\rpacking training rows ... 100 %"
                + "\rpacking training rows ... 0.3 s\n");
  }

  @Test
  void aShorterLineLeavesNothingOfALongerOne() {
    StageDisplay display = display(true);
    display.stageBegins(Stage.REPORT, "");
    nanos = 100_000_000L;
    display.stageProgress(1);
    display.stageEnds();
    assertThat(shown()).endsWith("100 %\rwriting the report ... 0.1 s\n");
  }

  @Test
  void aStageThatFailsIsClosedAndNotTimed() {
    StageDisplay display = display(true);
    assertThatThrownBy(
            () ->
                display.during(
                    Stage.CHECK,
                    "",
                    () -> {
                      throw new IllegalStateException("a null");
                    }))
        .hasMessage("a null");
    display.close();
    display.close();
    display.stageProgress(1);
    display.stageEnds();
    assertThat(shown()).isEqualTo("checking rows ...\n");
  }
}
