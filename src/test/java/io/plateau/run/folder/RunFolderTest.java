package io.plateau.run.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plateau.engine.Temperature;
import io.plateau.engine.TrainingTime;
import io.plateau.job.Job;
import io.plateau.run.Runs;
import io.plateau.run.Work;
import io.plateau.train.DataException;
import io.plateau.train.RunIdentity;
import io.plateau.train.Stop;
import io.plateau.train.TrainingState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final Stop STOP = new Stop(Stop.Reason.PLATEAU, "no better", 2);

  @TempDir private Path temporary;
  private Path folder;
  private RunFolder run;
  private Job job;

  @BeforeEach
  void open() {
    folder = temporary.resolve("runs/a");
    run = RunFolder.at(folder.toString(), new Configuration(false));
    job = Runs.job(folder.toString());
  }

  private List<String> names() throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void tellsOfAFolderThatHasNoEpochYet() {
    try (RunRecorder recorder = new RunRecorder(run, job, RunRecorder.Mode.OVERWRITE)) {
      recorder.begin(RunIdentity.builder().build());
      assertThat(recorder.left("continue it"))
          .isEqualTo(folder + " holds no epoch and no model; continue it");
    }
  }

  @Test
  void isMadeWithTheFirstEpoch() throws IOException {
    try (RunRecorder recorder = new RunRecorder(run, job, RunRecorder.Mode.NEW)) {
      assertThat(folder).doesNotExist();
      assertThat(recorder.left("continue it")).isEqualTo("nothing was written");
      recorder.epoch(Runs.state(null, 0.5));
      assertThat(names()).containsExactly("history.jsonl", "job.yaml");
      assertThat(recorder.left("continue it"))
          .isEqualTo(folder + " holds the history of 1 epoch and no model; continue it");
    }
    assertThat(run.job()).isEqualTo(job);
  }

  @Test
  void everyLineOfTheHistoryIsThereAtOnce() throws IOException {
    try (RunRecorder recorder = new RunRecorder(run, job, RunRecorder.Mode.NEW)) {
      recorder.epoch(Runs.state(null, 0.5));
      recorder.epoch(Runs.state(null, 0.5, 0.25));
      List<String> lines = Files.readAllLines(folder.resolve("history.jsonl"));
      assertThat(lines).hasSize(2);
      assertThat(lines.get(1))
          .isEqualTo(
              "{\"epoch\":2,\"trainLoss\":0.25,\"validationLoss\":0.5,"
                  + "\"metrics\":{\"accuracy\":0.5},\"learningRate\":0.002,\"gradientNorm\":1.5,"
                  + "\"rows\":16000,\"rowsPerSecond\":64000.0,\"seconds\":0.25}");
    }
  }

  @Test
  void numbersThatAreNoneComeBack() {
    TrainingState state = Runs.state(STOP, 0.5, Double.NaN, Double.POSITIVE_INFINITY);
    try (RunRecorder recorder = new RunRecorder(run, job, RunRecorder.Mode.NEW)) {
      recorder.epoch(Runs.state(null, 0.5));
      recorder.epoch(Runs.state(null, 0.5, Double.NaN));
      recorder.epoch(state);
    }
    assertThat(run.history()).isEqualTo(state.history());
  }

  @Test
  void saysWhichLineOfTheHistoryIsBroken() throws IOException {
    run.target().begin(job, false);
    Files.writeString(folder.resolve("history.jsonl"), "{oops\n");
    assertThatThrownBy(run::history)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(folder + "/history.jsonl:1: not an epoch's line: ");
  }

  @Test
  void metricsTellHowItEnded() throws IOException {
    run.target().begin(job, false);
    run.writeMetrics(
        new Work.Trained(
                Runs.state(STOP, 0.5, 0.25),
                Map.of("train", Map.of("loss", 0.25), "test", Map.of("accuracy", 0.75)),
                Map.of("training", 1.5),
                Optional.of(
                    new TrainingTime(
                        1, 0.25, 0.125, 10, Optional.of("localSteps: 2 would cut 9 %"))),
                Optional.of(
                    new Temperature(
                        1.5,
                        true,
                        new Temperature.Scores(0.5, 0.25),
                        new Temperature.Scores(0.25, 0.125))))
            .json());
    JsonNode metrics =
        new ObjectMapper().readTree(Files.readString(folder.resolve("metrics.json")));
    assertThat(metrics)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"stopped": {"reason": "PLATEAU", "detail": "no better", "epoch": 2},
                     "kept": 2, "train": {"loss": 0.25}, "validation": {},
                     "test": {"accuracy": 0.75}, "seconds": {"training": 1.5},
                     "calibration": {"temperature": 1.5, "unsmoothed": true,
                                     "before": {"logLoss": 0.5, "expectedError": 0.25},
                                     "after": {"logLoss": 0.25, "expectedError": 0.125}},
                     "time": {"compute": 1.0, "waiting": 0.25, "driver": 0.125, "rounds": 10,
                              "advice": "localSteps: 2 would cut 9 %"}}
                    """));
  }

  @Test
  void refusesAnOlderRun() {
    run.target().begin(job, false);
    assertThatThrownBy(() -> run.target().requireFree(false))
        .isInstanceOf(OutputExistsException.class)
        .hasMessage(
            folder + " holds a run already; replace it with --overwrite, or choose another output");
    run.target().requireFree(true);
  }

  @Test
  void saysOfAnUnfinishedRunHowToContinueIt() throws IOException {
    run.target().begin(job, false);
    Path checkpoint = Files.createDirectories(folder.resolve("checkpoints/epoch-00000002-0"));
    Files.writeString(checkpoint.resolve("checkpoint.json"), "{}");
    assertThatThrownBy(() -> run.target().requireFree(false))
        .isInstanceOf(OutputExistsException.class)
        .hasMessage(
            folder
                + " holds a run that is not finished; continue it with train --resume, replace it"
                + " with --overwrite, or choose another output");
    Files.writeString(folder.resolve("metrics.json"), "{}");
    assertThatThrownBy(() -> run.target().requireFree(false))
        .hasMessageContaining("holds a run already");
  }

  @Test
  void overwritingRemovesWhatARunConsistsOfAndNothingElse() throws IOException {
    run.target().begin(job, false);
    Files.createDirectories(folder.resolve("model/stages"));
    Files.writeString(folder.resolve("metrics.json"), "{}");
    Files.writeString(folder.resolve("notes.txt"), "mine");
    run.target().begin(job, true);
    assertThat(names()).containsExactly("job.yaml", "notes.txt");
  }

  /** A file system whose disk is full. */
  public static final class FullDisk extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("full:///");
    }

    @Override
    protected void checkPath(org.apache.hadoop.fs.Path path) {}

    @Override
    public FSDataOutputStream create(org.apache.hadoop.fs.Path file, boolean overwrite)
        throws IOException {
      return new FSDataOutputStream(super.create(file, overwrite), null) {
        @Override
        public void write(byte[] bytes) throws IOException {
          throw new IOException("No space left on device");
        }
      };
    }
  }

  @Test
  void aFileIsThereAsAWholeOrAsItWas() throws IOException {
    run.target().begin(job, false);
    String before = Files.readString(folder.resolve("job.yaml"));
    Configuration configuration = new Configuration(false);
    configuration.set("fs.full.impl", FullDisk.class.getName());
    RunFolder full = RunFolder.at("full://" + folder, configuration);
    Work.Trained trained =
        new Work.Trained(
            Runs.state(STOP, 0.5), Map.of(), Map.of(), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> full.writeMetrics(trained.json()))
        .isInstanceOf(OutputFailedException.class)
        .hasMessageContaining("No space left on device");
    assertThatThrownBy(() -> full.target().resume(job)).isInstanceOf(OutputFailedException.class);
    assertThat(run.isFinished()).isFalse();
    assertThat(folder.resolve("job.yaml")).hasContent(before);
    run.target().resume(job);
    run.writeMetrics(trained.json());
    assertThat(names()).containsExactly("job.yaml", "metrics.json");
  }

  @Test
  void aFolderThatWasBegunAndNoMoreIsFree() throws IOException {
    Files.createDirectories(folder.resolve("checkpoints"));
    Files.writeString(folder.resolve(".job.yaml.part"), "name: a");
    run.target().requireFree(false);
    run.target().requireResumable();
    run.target().begin(job, false);
    assertThat(names()).containsExactly("job.yaml");
  }

  @Test
  void neverTouchesAFolderThatIsNoRun() throws IOException {
    Files.createDirectories(folder);
    run.target().requireFree(false);
    Files.writeString(folder.resolve("thesis.tex"), "x");
    assertThatThrownBy(() -> run.target().requireFree(true))
        .isInstanceOf(OutputExistsException.class)
        .hasMessage(
            folder
                + " exists and is not a run (there is no job.yaml in it); choose another output");
  }

  @Test
  void asksForAFinishedRun() {
    assertThatThrownBy(run::requireModel)
        .isInstanceOf(UsageException.class)
        .hasMessage("there is no folder " + folder);
    assertThatThrownBy(run::provenance)
        .isInstanceOf(UsageException.class)
        .hasMessage("there is no folder " + folder);
    run.target().begin(job, false);
    assertThatThrownBy(run::requireModel)
        .hasMessage(
            folder
                + " has no model; its training was not finished; continue it with train --resume");
    assertThatThrownBy(run::provenance)
        .isInstanceOf(UsageException.class)
        .hasMessage(
            folder
                + " has no provenance.json; its training was not finished; continue it with train --resume");
  }

  @Test
  void asksForARunWithItsProvenance() throws IOException {
    run.target().begin(job, false);
    Files.writeString(folder.resolve("metrics.json"), "{}");
    assertThatThrownBy(run::provenance)
        .hasMessage(folder + " has no provenance.json; copy the run again as a whole");
  }

  /**
   * As a driver leaves it that is killed while it saves: the metadata of a pipeline come last, in a
   * file that is there before its bytes.
   */
  @Test
  void aModelThatIsNotWholeIsNone() throws IOException {
    run.target().begin(job, false);
    Files.createDirectories(folder.resolve("model/stages/0_table/metadata"));
    assertThat(run.hasModel()).isFalse();
    assertThatThrownBy(run::requireModel).hasMessageContaining("train --resume");
    Files.writeString(folder.resolve("metrics.json"), "{}");
    assertThatThrownBy(run::requireModel).hasMessageContaining("has a part of a model");
    Files.createDirectories(folder.resolve("model/metadata"));
    assertThat(run.hasModel()).isFalse();
    Path metadata = Files.createFile(folder.resolve("model/metadata/part-00000"));
    assertThat(run.hasModel()).isFalse();
    Files.delete(folder.resolve("metrics.json"));
    assertThatThrownBy(run::requireModel).hasMessageContaining("train --resume");
    Files.writeString(metadata, "{}");
    assertThat(run.hasModel()).isTrue();
  }

  @Test
  void saysWhatCannotBeWritten() throws IOException {
    Files.createDirectories(folder.getParent().getParent());
    Files.writeString(folder.getParent(), "a file where a folder should be");
    assertThatThrownBy(() -> run.target().begin(job, false))
        .isInstanceOf(OutputFailedException.class)
        .hasMessageStartingWith("cannot write " + folder + ": ");
  }

  @Test
  void refusesWhatIsNoUri() {
    assertThatThrownBy(() -> RunFolder.at("", new Configuration(false)))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("\"\" is not a path or URI: ");
    assertThatThrownBy(() -> RunFolder.at("run:1", new Configuration(false)))
        .hasMessage(
            "\"run:1\" is not a path or URI: names have no colon, and a URI has a / behind its scheme");
  }
}
