package io.plateau.run.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.checkpoint.FaultyFileSystem;
import io.plateau.run.OnFullDisk;
import io.plateau.run.Runs;
import io.plateau.train.RunIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files of a run on a full disk. */
class FullDiskTest extends OnFullDisk {
  private RunFolder run;

  @BeforeEach
  void open() {
    run = RunFolder.at(uri("run"), FaultyFileSystem.configuration());
  }

  @Test
  void isFoundBeforeAnyWork() throws IOException {
    assertThatThrownBy(run.target()::requireWritable)
        .isInstanceOf(OutputFailedException.class)
        .hasMessageEndingWith("/run: No space left on device; choose another output");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void underTheFilesOfARun() {
    RunStorage storage = RunStorage.at(uri("run"), FaultyFileSystem.configuration());
    refused("run/job.yaml", () -> storage.write("job.yaml", "seed: 1"));
    assertThat(folder.resolve("run/.job.yaml.part")).doesNotExist();
    refused(
        "run/m.onnx",
        () -> storage.write(storage.path("m.onnx"), "x".getBytes(StandardCharsets.UTF_8)));
    assertThat(folder.resolve("run/m.onnx")).doesNotExist();
  }

  /** The first file of a folder for MLflow would make it look like a whole model. */
  @Test
  void underTheSecondFileOfAnExport() {
    Map<String, byte[]> files = new TreeMap<>(Map.of("MLmodel", new byte[9], "m", new byte[9]));
    FaultyFileSystem.failNever();
    ExportTarget.at(uri("mlflow"), FaultyFileSystem.configuration()).write(files);
    long calls = FaultyFileSystem.calls();
    int refused = 0;
    for (long call = 0; call < calls; call++) {
      ExportTarget target = ExportTarget.at(uri("mlflow" + call), FaultyFileSystem.configuration());
      FaultyFileSystem.failAt(call, false, 0);
      try {
        target.write(files);
      } catch (OutputFailedException failed) {
        target.requireFreeFolder(false);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(4);
  }

  @Test
  void underWhatGrowsWithTheEpochs() {
    FaultyFileSystem.failNever();
    RunRecorder recorder = new RunRecorder(run, Runs.job(run.uri()), RunRecorder.Mode.NEW);
    recorder.begin(new RunIdentity(Map.of()));
    TensorBoardRecorder events = new TensorBoardRecorder(run, Clock.systemUTC());
    events.write(Runs.epoch(1, 0.5));
    FaultyFileSystem.fill();
    refused("run/history.jsonl", () -> recorder.epoch(Runs.state(null, 0.5)));
    refused("run/" + TensorBoardRecorder.FILE, () -> events.write(Runs.epoch(1, 0.5)));
  }
}
