package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.run.Runs;
import io.plateau.spec.OptimizerSpec;
import io.plateau.spec.StoppingSpec;
import io.plateau.spec.TrainingSpec;
import io.plateau.spec.Values;
import io.plateau.train.EpochRecord;
import io.plateau.train.History;
import io.plateau.train.Rates;
import io.plateau.train.Rounds;
import io.plateau.train.Stop;
import io.plateau.train.TrainingState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private static final Stop STOP = new Stop(Stop.Reason.PLATEAU, "validationLoss is flat", 2);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long nanos;

  private ProgressDisplay display(boolean live, int maxEpochs) {
    return new ProgressDisplay(out, live, () -> nanos, spec(maxEpochs), false);
  }

  /** A training that only its number of epochs ends. */
  private static TrainingSpec spec(int maxEpochs) {
    return TrainingSpec.of(
        Values.NONE.with(StoppingSpec.MAX_EPOCHS, maxEpochs).with(StoppingSpec.PATIENCE, 0));
  }

  private String start(TrainingSpec spec, int before, double epochSeconds) {
    ProgressDisplay display = new ProgressDisplay(out, false, () -> nanos, spec, false);
    if (before > 0) {
      display.resumed(Runs.state(null, new double[before]));
    }
    display.starts(
        14_400,
        spec.stopping().maxEpochs(),
        () -> epochSeconds > 0 ? OptionalDouble.of(epochSeconds) : OptionalDouble.empty());
    String line = shown();
    bytes.reset();
    return line;
  }

  @Test
  void saysHowMuchThereIsToDo() {
    assertThat(start(spec(64), 0, 0.39))
        .isEqualTo("training: 64 epochs of 14,400 rows, about 25 s\n");
    assertThat(start(spec(64), 0, 0)).isEqualTo("training: 64 epochs of 14,400 rows\n");
    assertThat(start(spec(64), 63, 5))
        .isEqualTo("training: 1 more epoch of 14,400 rows, about 5 s\n");
    assertThat(start(spec(64), 4, 5))
        .isEqualTo("training: 60 more epochs of 14,400 rows, about 5 min\n");
    Values values = Values.NONE.with(StoppingSpec.MAX_EPOCHS, 64);
    assertThat(start(TrainingSpec.of(values.with(StoppingSpec.PATIENCE, 8)), 0, 0.39))
        .isEqualTo("training: at most 64 epochs of 14,400 rows, about 25 s\n");
    assertThat(start(TrainingSpec.of(values.with(StoppingSpec.MAX_TIME, 10.0)), 0, 0.39))
        .isEqualTo("training: at most 64 epochs of 14,400 rows, about 10 s\n");
    assertThat(start(TrainingSpec.of(values.with(OptimizerSpec.FAMILY.name(), "l-bfgs")), 0, 0.39))
        .isEqualTo("training: at most 64 epochs of 14,400 rows, about 25 s\n");
  }

  @Test
  void epochsCorrectTheTimeThatIsLeft() {
    ProgressDisplay display = display(false, 11);
    display.starts(100, 11, () -> OptionalDouble.of(1));
    nanos = 11_000_000_000L; // a stretch of epochs, which are told one after another
    display.epoch(Runs.state(null, 0.5));
    // 1 s less 0.3 of the 0.75 s above it, for each of ten epochs.
    assertThat(shown()).endsWith("  0.25 s, 8 s left\n");
    display.epoch(Runs.state(STOP, 0.5, 0.25));
    assertThat(shown()).contains("  0.25 s\nstopped after epoch 2");
  }

  @Test
  void withoutAnEstimateTheFirstEpochTellsTheTimeThatIsLeft() {
    ProgressDisplay display = display(false, 11);
    nanos = 7_000_000_000L;
    display.starts(100, 11, OptionalDouble::empty);
    nanos = 9_000_000_000L;
    display.epoch(Runs.state(null, 0.5));
    assertThat(shown()).endsWith("  0.25 s, 3 s left\n");
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** What a terminal shows: a carriage return goes back to the start of the line. */
  private List<String> screen() {
    List<String> lines = new ArrayList<>();
    for (String line : shown().split("\n", -1)) {
      StringBuilder visible = new StringBuilder();
      for (String part : line.split("\r")) {
        visible.replace(0, Math.min(part.length(), visible.length()), part);
      }
      lines.add(visible.toString().stripTrailing());
    }
    return lines;
  }

  private void round(ProgressDisplay display, int epoch, int step, double lossSum) {
    display.round(
        new Rounds.Round(epoch, step, List.of(new Rates.Step(0.002, 1, 1))),
        Rounds.Outcome.of(lossSum, 10, 10, 1, null));
  }

  @Test
  void printsALineAnEpochWhenPiped() {
    ProgressDisplay display = display(false, 60);
    round(display, 1, 0, 5);
    display.epoch(Runs.state(null, 0.5));
    display.epoch(Runs.state(STOP, 0.5, 0.00025));
    assertThat(shown())
        .isEqualTo(
            """
            epoch 1/60  loss 0.5000  validation 0.7500  accuracy 0.5000  rate 0.002  64k rows/s  0.25 s
            epoch 2/60  loss 2.50e-04  validation 0.2503  accuracy 0.5000  rate 0.002  64k rows/s  0.25 s
            stopped after epoch 2: validationLoss is flat
            """);
  }

  @Test
  void drawsOneLineOnATerminal() {
    ProgressDisplay display = display(true, 60);
    display.starts(10, 60, () -> OptionalDouble.of(2));
    String first = "training: 60 epochs of 10 rows, about 2 min";
    round(display, 1, 0, 5);
    assertThat(screen())
        .containsExactly(first, "epoch 1/60 [....................] loss 0.5000 2:00 left");
    nanos = 2_000_000_000L;
    round(display, 1, 1, 2.5);
    assertThat(screen())
        .containsExactly(first, "epoch 1/60 [....................] loss 0.3750 2:00 left");
    display.epoch(Runs.state(null, 0.375));
    assertThat(screen())
        .containsExactly(
            first,
            "epoch 1/60 [...........] loss 0.3750 val 0.6250 1:27 left 64k rows/s rate 0.002");
    nanos = 4_000_000_000L;
    display.epoch(Runs.state(STOP, 0.375, 0.25));
    assertThat(screen())
        .containsExactly(
            first,
            "epoch 2/60 [...........] loss 0.2500 val 0.5000 1:04 left 64k rows/s rate 0.002",
            "stopped after epoch 2: validationLoss is flat",
            "");
  }

  @Test
  void theBarGrowsWithinAnEpochOnceItsStepsAreKnown() {
    ProgressDisplay display = display(true, 2);
    display.starts(10, 2, () -> OptionalDouble.of(4));
    round(display, 1, 0, 5);
    round(display, 1, 1, 5);
    nanos = 1_000_000_000L;
    display.epoch(Runs.state(null, 0.5));
    nanos = 2_000_000_000L;
    round(display, 2, 0, 5);
    assertThat(screen().get(1)).startsWith("epoch 2/2 [#########...]").contains(" 0:01 left ");
  }

  @Test
  void isNotDrawnMoreThanTenTimesASecond() {
    ProgressDisplay display = display(true, 2);
    for (int i = 0; i < 1000; i++) {
      nanos = i * 1_000_000L;
      round(display, 1, i, 5);
    }
    assertThat(shown().chars().filter(c -> c == '\r').count()).isEqualTo(10);
  }

  @Test
  void fitsInto80ColumnsWhateverTheNumbers() {
    ProgressDisplay display = display(true, 100_000);
    display.starts(10, 100_000, OptionalDouble::empty);
    History history = History.EMPTY;
    for (int epoch = 1; epoch <= 3; epoch++) {
      history =
          history.append(
              new EpochRecord(
                  epoch,
                  123_456.789 * epoch,
                  OptionalDouble.of(1e-12),
                  Map.of(),
                  1.2345e-7,
                  1,
                  123_456_789,
                  0.1,
                  ""));
      nanos += 4_000_000_000_000L;
      display.epoch(new TrainingState(new float[0], null, history, null, null));
      assertThat(screen().get(1)).hasSizeLessThan(80).contains("loss ");
    }
  }

  @Test
  void drawsTheShapeOfTheValidationLossWhereItCan() {
    ProgressDisplay display = new ProgressDisplay(out, true, () -> nanos, spec(60), true);
    display.starts(10, 60, () -> OptionalDouble.of(1));
    nanos = 1_000_000_000L;
    display.epoch(Runs.state(null, 0.5));
    nanos = 2_000_000_000L;
    display.epoch(Runs.state(null, 0.5, 0.25));
    assertThat(screen().get(1)).doesNotContain("▁");
    nanos = 3_000_000_000L;
    display.epoch(Runs.state(null, 0.5, 0.25, 0.375));
    assertThat(screen())
        .containsExactly(
            "training: 60 epochs of 10 rows, about 60 s",
            "epoch 3/60 [.......] loss 0.3750 val 0.6250 █▁▅ 0:29 left 64k rows/s rate 0.002");
  }

  @Test
  void tellsWhichWeightsAreKept() {
    TrainingState last = Runs.state(STOP, 0.5, 0.75);
    display(false, 9)
        .epoch(
            new TrainingState(
                last.weights(),
                last.optimizer(),
                last.history(),
                new TrainingState.Best(1, 0.75, new float[0]),
                STOP));
    assertThat(shown())
        .endsWith(
            "stopped after epoch 2: validationLoss is flat; the weights of epoch 1 are kept\n");
  }

  @Test
  void endsItsLineOnceWhenClosed() {
    ProgressDisplay display = display(true, 2);
    round(display, 1, 0, 5);
    display.close();
    display.close();
    assertThat(shown()).endsWith("loss 0.5000\n");
    assertThat(screen()).hasSize(2);
  }
}
