package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.checkpoint.CheckpointPlan;
import io.plateau.checkpoint.CheckpointedRun;
import io.plateau.checkpoint.Checkpoints;
import io.plateau.math.Key;
import io.plateau.run.SparkWork;
import io.plateau.train.RunIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training in two parts, by the command line, has the result of training at a stretch. */
class ResumedRunTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path job;

  @BeforeEach
  void write() throws IOException {
    LocalSpark.session();
    job = job(folder, 400);
  }

  /** A job on rows of its own, with all that a state has: slots, dropout, a best epoch. */
  static Path job(Path folder, int rows) throws IOException {
    StringBuilder csv = new StringBuilder("a,b,c,y\n");
    Key key = Key.of(5).with("rows");
    for (int i = 0; i < rows; i++) {
      double a = key.with(i).with("a").state() % 1000 / 500.0;
      double b = key.with(i).with("b").state() % 1000 / 500.0;
      csv.append("%s,%s,%d,%s%n".formatted(a, b, i % 7, a * b > 0 ? "same" : "other"));
    }
    Path data = Files.writeString(folder.resolve("rows.csv"), csv);
    return Files.writeString(
        folder.resolve("job.yaml"),
        """
        seed: 11
        recipe: plain
        output: none
        data:
          path: %s
          format: csv
          options: {header: true, inferSchema: true}
          label: y
          split: {validation: 0.2}
        network: {hidden: [16], dropout: 0.1}
        optimizer: {name: adam, learningRate: 0.01, schedule: {name: constant}}
        training: {batchSize: 64}
        stopping: {maxEpochs: 6, patience: 0}
        checkpoint: {every: 2 epochs, keep: 2}
        """
            .formatted(data));
  }

  private int train(String run, String... more) {
    out.reset();
    err.reset();
    Console console = PlainConsole.of(out, err, folder);
    String[] arguments =
        Stream.concat(
                Stream.of("train", job.toString(), "output=" + folder.resolve(run)),
                Stream.of(more))
            .toArray(String[]::new);
    return Main.run(console, SparkWork::new, arguments);
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** The bytes of all files of weights, by their place in the model. */
  static Map<String, String> weights(Path run) throws IOException {
    Map<String, String> weights = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run.resolve("model"))) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().equals("weights.bin")).toList()) {
        weights.put("weights.bin", HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    assertThat(weights).hasSize(1);
    return weights;
  }

  /** The lines of the history but what the clock says. */
  static List<String> history(Path run) throws IOException {
    return timeless(Files.readAllLines(run.resolve("history.jsonl")).stream());
  }

  static List<String> timeless(Stream<String> history) {
    return history
        .map(line -> line.replaceAll("\"(rowsPerSecond|seconds)\":[^,}]*", "\"$1\":0"))
        .toList();
  }

  @Test
  void inTwoParts() throws IOException {
    assertThat(train("straight")).as(complained()).isZero();
    Path straight = folder.resolve("straight");
    assertThat(history(straight)).hasSize(6);
    assertThat(train("parts", "stopping.maxEpochs=3")).as(complained()).isZero();
    Path parts = folder.resolve("parts");
    assertThat(history(parts)).hasSize(3);
    assertThat(weights(parts)).isNotEqualTo(weights(straight));
    assertThat(train("parts", "--resume", "stopping.maxEpochs=6")).as(complained()).isZero();
    assertThat(history(parts)).isEqualTo(history(straight));
    assertThat(weights(parts)).isEqualTo(weights(straight));
    assertThat(Files.readString(parts.resolve("job.yaml"))).contains("maxEpochs: 6");
    assertThat(parts.resolve("metrics.json")).exists();
  }

  @Test
  void anotherJobIsRefusedAndTheRunIsKept() throws IOException {
    assertThat(train("run", "stopping.maxEpochs=2")).as(complained()).isZero();
    Path run = folder.resolve("run");
    Map<String, String> before = weights(run);
    String history = Files.readString(run.resolve("history.jsonl"));
    assertThat(train("run", "--resume", "seed=12", "training.batchSize=32")).isEqualTo(2);
    assertThat(complained())
        .contains("batch size: the checkpoint has 64, this job 32")
        .contains("seed: the checkpoint has 11, this job 12");
    assertThat(weights(run)).isEqualTo(before);
    assertThat(run.resolve("history.jsonl")).hasContent(history);
    assertThat(run.resolve("metrics.json")).exists();
  }

  @Test
  void fewerEpochsThanTheCheckpointHasAreRefusedAndTheRunIsKept() throws IOException {
    assertThat(train("run", "stopping.maxEpochs=3")).as(complained()).isZero();
    Path run = folder.resolve("run");
    String written = Files.readString(run.resolve("job.yaml"));
    List<String> history = history(run);
    assertThat(train("run", "--resume", "stopping.maxEpochs=2")).isEqualTo(2);
    assertThat(complained())
        .contains("is of epoch 3, but maxIter or stopping.maxEpochs is 2; set it to 3 or more");
    assertThat(run.resolve("job.yaml")).hasContent(written);
    assertThat(history(run)).isEqualTo(history);
    assertThat(run.resolve("metrics.json")).exists();
    assertThat(train("run", "--resume", "stopping.maxEpochs=3")).as(complained()).isZero();
    assertThat(history(run)).isEqualTo(history);
  }

  @Test
  void withoutACheckpointItBeginsAndSaysSo() throws IOException {
    assertThat(train("run", "--resume", "stopping.maxEpochs=1")).as(complained()).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("starting from the beginning");
    assertThat(history(folder.resolve("run"))).hasSize(1);
  }

  @Test
  void aFinishedRunWithoutCheckpointsIsNotLost() throws IOException {
    assertThat(train("run", "checkpoint.every=null", "stopping.maxEpochs=1"))
        .as(complained())
        .isZero();
    Map<String, String> before = weights(folder.resolve("run"));
    assertThat(train("run", "--resume")).isEqualTo(5);
    assertThat(complained()).contains("--overwrite");
    assertThat(weights(folder.resolve("run"))).isEqualTo(before);
  }

  @Test
  void damagedCheckpointsAreToldWithWhatElseThereIs() throws IOException {
    assertThat(train("run", "stopping.maxEpochs=1")).as(complained()).isZero();
    try (Stream<Path> files = Files.walk(folder.resolve("run/checkpoints"))) {
      for (Path file : files.filter(f -> f.endsWith("tensors.bin")).toList()) {
        Files.writeString(file, "short");
      }
    }
    assertThat(train("run", "--resume", "stopping.maxEpochs=1")).isEqualTo(6);
    assertThat(complained()).contains("must have", "start again with --overwrite");
    assertThat(weights(folder.resolve("run"))).hasSize(1);
  }

  @Test
  void resumingAndOverwritingExcludeEachOther() {
    assertThat(train("run", "--resume", "--overwrite")).isEqualTo(2);
  }

  @Test
  void aLivingRunIsNotOverwritten() throws IOException {
    assertThat(train("run", "stopping.maxEpochs=2")).as(complained()).isZero();
    Path run = folder.resolve("run");
    Map<String, String> before = weights(run);
    CheckpointPlan plan =
        new CheckpointPlan(run.resolve("checkpoints").toString(), 1, Optional.empty(), 2, true);
    RunIdentity identity =
        Checkpoints.at(plan.directory(), new Configuration()).newest().checkpoint().identity();
    try (CheckpointedRun living = CheckpointedRun.open(plan, new Configuration(), identity)) {
      assertThat(train("run", "--overwrite")).as("while %s lives", living).isEqualTo(5);
      assertThat(complained()).contains("is in use by process").contains("stop it");
      assertThat(train("run")).isEqualTo(5);
      assertThat(complained()).contains("is in use by process").doesNotContain("--overwrite");
      assertThat(run.resolve("checkpoints/epoch-00000002-0/checkpoint.json")).exists();
      assertThat(weights(run)).isEqualTo(before);
      assertThat(history(run)).hasSize(2);
    }
    assertThat(train("run", "--overwrite", "stopping.maxEpochs=1")).as(complained()).isZero();
  }

  @Test
  void aDriverThatDiedInTheFirstEpochOfAResumptionIsNotInTheWay() throws IOException {
    Path lease = folder.resolve("run/checkpoints/lease-1.json");
    Files.createDirectories(lease.getParent());
    Files.writeString(lease, abandoned());
    assertThat(train("run", "--resume", "stopping.maxEpochs=1")).as(complained()).isZero();
    assertThat(history(folder.resolve("run"))).hasSize(1);
    assertThat(lease).doesNotExist();
  }

  /** The lease of a process that is gone from this machine. */
  private String abandoned() throws IOException {
    Path held = folder.resolve("held");
    CheckpointPlan plan = new CheckpointPlan(held.toString(), 1, Optional.empty(), 2, true);
    try (CheckpointedRun living =
        CheckpointedRun.open(plan, new Configuration(), new RunIdentity(Map.of()))) {
      assertThat(living).isNotNull();
      return Files.readString(held.resolve("lease-1.json"))
          .replaceAll("\"started\" *: *\\d+", "\"started\":1");
    }
  }
}
