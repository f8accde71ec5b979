package io.plateau.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.checkpoint.FaultyFileSystem;
import io.plateau.train.RunIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.sql.SaveMode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hadoop throws an error where a local disk is full; users are told what cannot be written. */
class FullDiskTest {
  @TempDir Path folder;
  private RunFolder run;

  @BeforeEach
  void fill() {
    Configuration spark = LocalSpark.context().hadoopConfiguration();
    spark.setClass("fs.faulty.impl", FaultyFileSystem.class, FaultyFileSystem.class);
    spark.setBoolean("fs.faulty.impl.disable.cache", true);
    run = RunFolder.at(uri("run"), FaultyFileSystem.configuration());
    FaultyFileSystem.fill();
  }

  @AfterEach
  void calm() {
    FaultyFileSystem.failNever();
  }

  private String uri(String name) {
    return "faulty://" + folder + "/" + name;
  }

  private void refused(String file, ThrowingCallable writing) {
    assertThatThrownBy(writing)
        .isInstanceOf(OutputFailedException.class)
        .hasMessageMatching(
            "cannot write faulty:/*" + folder + "/" + file + ": No space left on device");
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

  /** In the tasks of a Spark job. */
  @Test
  void underPredictions() {
    String output = uri("predictions");
    var rows = LocalSpark.session().range(50).toDF();
    refused(
        "predictions",
        () -> Predictions.write(rows, Runs.job("x").data(), output, SaveMode.ErrorIfExists));
  }

  @Test
  void underTheModel() {
    Transformer[] stages = {new StringIndexerModel("strings", new String[] {"a", "b"})};
    PipelineModel pipeline = new PipelineModel("pipeline", List.of(stages));
    refused("model", () -> SavedPipeline.write(LocalSpark.session(), pipeline, uri("model")));
    assertThat(folder.resolve("model")).doesNotExist();
  }
}
