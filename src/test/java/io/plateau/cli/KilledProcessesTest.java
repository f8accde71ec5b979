package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.cluster.ChildJvm;
import io.plateau.cluster.StandaloneCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Drivers and executors that are processes, ended by signals in the middle: no bit changes. */
class KilledProcessesTest {
  private static final int EPOCHS = 8;
  private static final Path FOLDER = Path.of("target", "killed-processes").toAbsolutePath();
  private static StandaloneCluster cluster;
  private static Path data;
  private static Path undisturbed;

  @BeforeAll
  static void start() throws IOException {
    FileUtils.deleteDirectory(FOLDER.toFile());
    Files.createDirectories(FOLDER);
    data = letters(2000);
    // Processes start slowly; meanwhile this one trains.
    CompletableFuture<StandaloneCluster> starting =
        CompletableFuture.supplyAsync(() -> new StandaloneCluster(FOLDER, 2));
    undisturbed = FOLDER.resolve("undisturbed");
    try {
      inProcess("undisturbed");
    } finally {
      cluster = starting.join();
    }
    assertThat(ResumedRunTest.history(undisturbed)).hasSize(EPOCHS);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Path letters(int rows) throws IOException {
    Path all = Path.of("jobs", "data", "letter-recognition.csv.gz");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(all)), StandardCharsets.UTF_8))) {
      return Files.write(FOLDER.resolve("letters.csv"), reader.lines().limit(1 + rows).toList());
    }
  }

  /** Trains the letters job, smaller. */
  private static List<String> command(String run, String... more) {
    List<String> words = new ArrayList<>(List.of("train"));
    words.addAll(List.of(more));
    words.addAll(
        List.of(
            "jobs/letters.yaml",
            "output=" + FOLDER.resolve(run),
            "data.path=" + data,
            "data.split.test=last 500",
            "network.hidden=[16]",
            "training.localSteps=1",
            "training.shards=2",
            "stopping.maxEpochs=" + EPOCHS,
            "stopping.patience=0",
            "checkpoint.every=1 epoch"));
    return words;
  }

  private static void inProcess(String run, String... more) {
    LocalSpark.session();
    CommandLineRuns.Outcome outcome =
        new CommandLineRuns(FOLDER).run(command(run, more).toArray(String[]::new));
    assertThat(outcome.status()).as(outcome.err()).isZero();
  }

  private static long checkpoints(Path run) {
    try (Stream<Path> files = Files.walk(run.resolve("checkpoints"))) {
      return files.filter(file -> file.endsWith("checkpoint.json")).count();
    } catch (IOException | UncheckedIOException notYetOrJustDeleted) {
      return 0;
    }
  }

  private static long epochs(Path run) {
    try {
      return Files.readAllLines(run.resolve("history.jsonl")).size();
    } catch (IOException notYet) {
      return 0;
    }
  }

  private static void requireSameBits(Path run) throws IOException {
    assertThat(ResumedRunTest.history(run)).isEqualTo(ResumedRunTest.history(undisturbed));
    assertThat(ResumedRunTest.weights(run)).isEqualTo(ResumedRunTest.weights(undisturbed));
  }

  @Test
  void aDriverAndThenAnExecutorAreKilled() throws IOException {
    Path run = FOLDER.resolve("killed");
    try (ChildJvm driver = cluster.submit("driver", Map.of(), command("killed"))) {
      driver.await("a checkpoint", () -> checkpoints(run) > 0 && epochs(run) > 0);
      driver.kill();
      assertThat(driver.status()).isEqualTo(137);
    }
    long before = epochs(run);
    assertThat(before).isBetween(1L, EPOCHS - 3L);
    assertThat(run.resolve("model")).doesNotExist();
    try (ChildJvm driver = cluster.submit("resumed", Map.of(), command("killed", "--resume"))) {
      driver.await("another epoch", () -> epochs(run) > before);
      cluster.executors().get(0).destroyForcibly();
      assertThat(driver.status()).as(driver.said()).isZero();
      assertThat(driver.said()).contains("resuming after epoch ").contains("Lost executor ");
    }
    requireSameBits(run);
  }

  @Test
  void tasksAreSlowOrFailTheFirstTime() throws IOException {
    Path events = Files.createDirectories(FOLDER.resolve("events"));
    Map<String, String> settings =
        Map.of(
            "spark.plugins", "io.plateau.cluster.TroublePlugin",
            // The cached rows of both tasks may be on one executor; the other must not wait.
            "spark.locality.wait", "0",
            "spark.speculation", "true",
            "spark.speculation.quantile", "0.5",
            "spark.speculation.minTaskRuntime", "200ms",
            "spark.eventLog.enabled", "true",
            "spark.eventLog.compress", "false",
            "spark.eventLog.rolling.enabled", "false",
            "spark.eventLog.dir", events.toUri().toString());
    try (ChildJvm driver = cluster.submit("troubled", settings, command("troubled"))) {
      // The report is made of many more stages, all of which would have their troubles.
      driver.await("a model", () -> Files.exists(FOLDER.resolve("troubled/metrics.json")));
    }
    List<String> ended;
    try (Stream<Path> files = Files.list(events);
        Stream<String> lines =
            Files.lines(
                files.filter(f -> !f.getFileName().toString().endsWith(".crc")).findAny().get())) {
      ended = lines.filter(line -> line.contains("\"SparkListenerTaskEnd\"")).toList();
    }
    assertThat(ended)
        .as("attempts that overtook a slow one")
        .filteredOn(line -> line.contains("\"Speculative\":true"))
        .filteredOn(line -> line.contains("\"Reason\":\"Success\""))
        .hasSizeGreaterThan(2);
    assertThat(ended)
        .filteredOn(line -> line.contains("the first attempt fails"))
        .hasSizeGreaterThan(10);
    requireSameBits(FOLDER.resolve("troubled"));
  }

  @Test
  void aTerminatedDriverIsResumable() throws IOException {
    Path run = FOLDER.resolve("terminated");
    try (ChildJvm driver =
        StandaloneCluster.submitLocally(FOLDER.resolve("terminated.log"), command("terminated"))) {
      driver.await("a checkpoint", () -> checkpoints(run) > 0 && epochs(run) > 0);
      driver.terminate();
      assertThat(driver.status()).as(driver.said()).isEqualTo(7);
      assertThat(driver.said()).contains("resumable");
    }
    assertThat(epochs(run)).isBetween(1L, EPOCHS - 1L);
    assertThat(run.resolve("model")).doesNotExist();
    aDriverIsTerminatedAfterItsLastEpoch(run);
    inProcess("terminated", "--resume");
    requireSameBits(run);
  }

  /** Tries again from the same state where the signal comes when the driver has its report. */
  private static void aDriverIsTerminatedAfterItsLastEpoch(Path run) throws IOException {
    Path state = FOLDER.resolve("state-of-terminated");
    FileUtils.copyDirectory(run.toFile(), state.toFile());
    for (int attempt = 1; attempt <= 5; attempt++) {
      Path log = FOLDER.resolve("after-training-" + attempt + ".log");
      try (ChildJvm driver =
          StandaloneCluster.submitLocally(log, command("terminated", "--resume"))) {
        driver.await("the last epoch", () -> epochs(run) == EPOCHS);
        driver.terminate();
        int status = driver.status();
        if (driver.said().contains("but is not complete")) {
          assertThat(status).as("after training SIGTERM ends it").isEqualTo(143);
          assertThat(run.resolve("metrics.json")).doesNotExist();
          return;
        }
      }
      FileUtils.deleteDirectory(run.toFile());
      FileUtils.copyDirectory(state.toFile(), run.toFile());
    }
    throw new AssertionError("no signal came between the last epoch and the report");
  }
}
