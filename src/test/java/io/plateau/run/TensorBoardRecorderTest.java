package io.plateau.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.train.TrainingState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardRecorderTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_800_000_000L), ZoneOffset.UTC);

  @TempDir private Path folder;

  private RunFolder run() {
    return RunFolder.at(folder.toString(), new Configuration());
  }

  private List<byte[]> records() throws Exception {
    return EventFileTest.records(Files.readAllBytes(folder.resolve(TensorBoardRecorder.FILE)));
  }

  @Test
  void writesARecordAnEpochBehindTheVersion() throws Exception {
    try (TensorBoardRecorder recorder = new TensorBoardRecorder(run(), CLOCK)) {
      recorder.epoch(Runs.state(null, 0.5));
      recorder.epoch(Runs.state(null, 0.5, 0.25));
    }
    List<byte[]> records = records();
    assertThat(records).hasSize(3);
    Map<Integer, List<Object>> second = EventFileTest.fields(records.get(2));
    assertThat(second.get(1)).containsExactly(Double.doubleToLongBits(1.8e9));
    assertThat(second.get(2)).containsExactly(2L);
    List<Object> values = EventFileTest.fields((byte[]) second.get(5).get(0)).get(1);
    assertThat(values)
        .extracting(value -> text(EventFileTest.fields((byte[]) value).get(1)))
        .containsExactly(
            "loss/training",
            "loss/validation",
            "validation/accuracy",
            "training/learningRate",
            "training/gradientNorm",
            "training/rowsPerSecond");
    assertThat(values)
        .extracting(value -> EventFileTest.fields((byte[]) value).get(2).get(0))
        .startsWith(Float.floatToIntBits(0.25f), Float.floatToIntBits(0.5f));
  }

  @Test
  void aResumedRunHasAllItsEpochsOnce() throws Exception {
    TrainingState saved = Runs.state(null, 0.5, 0.25);
    try (TensorBoardRecorder recorder = new TensorBoardRecorder(run(), CLOCK)) {
      recorder.epoch(saved);
    }
    try (TensorBoardRecorder recorder = new TensorBoardRecorder(run(), CLOCK)) {
      recorder.resumed(saved);
      recorder.epoch(Runs.state(null, 0.5, 0.25, 0.125));
    }
    assertThat(records().stream().skip(1).map(r -> EventFileTest.fields(r).get(2).get(0)))
        .containsExactly(1L, 2L, 3L);
  }

  private static String text(List<Object> bytes) {
    return new String((byte[]) bytes.get(0), StandardCharsets.UTF_8);
  }
}
