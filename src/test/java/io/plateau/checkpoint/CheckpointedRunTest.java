package io.plateau.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.optim.OptimizerState;
import io.plateau.optim.Schedules;
import io.plateau.train.Rates;
import io.plateau.train.Rounds;
import io.plateau.train.RunIdentity;
import io.plateau.train.Stop;
import io.plateau.train.StoppingRule;
import io.plateau.train.Trainer;
import io.plateau.train.TrainerBuilder;
import io.plateau.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointedRunTest {
  @TempDir Path folder;
  private final List<Duration> pauses = new ArrayList<>();

  @AfterEach
  void calm() {
    FaultyFileSystem.failNever();
  }

  private CheckpointedRun open(CheckpointPlan plan) {
    return open(plan, Samples.IDENTITY);
  }

  private CheckpointedRun open(CheckpointPlan plan, RunIdentity identity) {
    return CheckpointedRun.open(
        plan,
        FaultyFileSystem.configuration(),
        identity,
        new Timers(
            Duration.ofHours(1),
            Duration.ofHours(2),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
            pauses::add));
  }

  private CheckpointPlan every(int epochs, boolean resume) {
    return new CheckpointPlan("faulty://" + folder, epochs, Optional.empty(), 2, resume);
  }

  private Integer newest() throws IOException {
    Checkpoint found = Samples.in(folder).newest().checkpoint();
    return found == null ? null : found.epoch();
  }

  @Test
  void savesEverySoManyEpochsAndTheLast() throws IOException {
    try (CheckpointedRun run = open(every(3, false))) {
      assertThat(run.resumed()).isEmpty();
      Integer[] expected = {null, null, 3, 3, 3, 6, 6};
      for (int epoch = 1; epoch <= 7; epoch++) {
        run.listener().epoch(Samples.state(epoch, 5));
        assertThat(newest()).isEqualTo(expected[epoch - 1]);
      }
      run.finish(Samples.state(7, 5));
      assertThat(newest()).isEqualTo(7);
    }
  }

  /** A run that is resumed at its end may have another reason for it, which is saved. */
  @Test
  void anEndIsSavedOnce() throws IOException {
    TrainingState end = Samples.state(5, 5);
    assertThat(end.unfinished()).isFalse();
    try (CheckpointedRun run = open(every(5, false))) {
      run.listener().epoch(end);
      run.finish(end);
    }
    assertThat(saved()).isEqualTo(1);
    Stop other = new Stop(Stop.Reason.TARGET, "another", 5);
    for (Stop stop : new Stop[] {end.stop(), other, other}) {
      try (CheckpointedRun run = open(every(5, true))) {
        run.finish(
            new TrainingState(end.weights(), end.optimizer(), end.history(), end.best(), stop));
      }
      assertThat(saved()).isEqualTo(stop == other ? 2 : 1);
    }
  }

  private long saved() throws IOException {
    try (Stream<Path> all = java.nio.file.Files.list(folder)) {
      return all.filter(each -> each.getFileName().toString().startsWith("epoch-")).count();
    }
  }

  @Test
  void namesAreReadWhateverTheLanguageOfTheMachine() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat("%d".formatted(1)).as("digits of the language").isNotEqualTo("1");
      try (CheckpointedRun run = open(every(1, false))) {
        run.listener().epoch(Samples.state(1, 5));
        run.listener().epoch(Samples.state(2, 5));
      }
      Locale.setDefault(Locale.ROOT);
      try (CheckpointedRun run = open(every(1, true))) {
        assertThat(run.resumed().orElseThrow().history().size()).isEqualTo(2);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void goesOnFromTheNewestAndRefusesAnotherJob() {
    try (CheckpointedRun run = open(every(1, false))) {
      run.listener().epoch(Samples.state(1, 5));
    }
    try (CheckpointedRun run = open(every(1, true))) {
      assertThat(run.resumed().orElseThrow().history().size()).isEqualTo(1);
      run.listener().epoch(Samples.state(2, 5));
      assertThat(run.resumed()).as("held no longer than needed").isEmpty();
    }
    RunIdentity other = new RunIdentity(Map.of("seed", "9", "network", "3 -> 2"));
    assertThatThrownBy(() -> open(every(1, true), other))
        .isInstanceOf(CheckpointException.OtherJob.class)
        .hasMessageContaining("belong to another job")
        .hasMessageContaining("seed: the checkpoint has 7, this job 9");
    assertThatThrownBy(() -> open(every(1, false)))
        .isInstanceOf(CheckpointException.InUse.class)
        .hasMessageContaining("holds checkpoints already; resume, or choose another folder");
    assertThat(folder).as("the lease is given back").isDirectoryNotContaining("glob:**lease-*");
  }

  @Test
  void anInterruptedDriverGivesTheLeaseBack() {
    CheckpointedRun run = open(every(1, true));
    Thread.currentThread().interrupt();
    run.close();
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(folder).isDirectoryNotContaining("glob:**lease-*");
  }

  @Test
  void aPauseThatIsNoTimeHoldsNoFolder() {
    Configuration configuration = new Configuration(FaultyFileSystem.configuration());
    configuration.set(CheckpointedRun.FIRST_PAUSE, "soon");
    assertThatThrownBy(() -> CheckpointedRun.open(every(1, false), configuration, Samples.IDENTITY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "plateau.checkpoint.retry.pause must be a time such as 500ms or 2s, got \"soon\"");
    open(every(1, false)).close();
  }

  @Test
  void aSecondFitOfTheSameDriverIsRefusedAtOnce() throws IOException {
    try (CheckpointedRun run = open(every(1, true))) {
      assertThatThrownBy(() -> open(every(1, true)))
          .isInstanceOf(CheckpointException.InUse.class)
          .hasMessageContaining("is in use by another fit of this driver; a folder serves one fit")
          .hasMessageContaining("leave checkpointDir out of a CrossValidator");
      assertThat(pauses).isEmpty();
      run.listener().epoch(Samples.state(1, 5));
      assertThat(newest()).isEqualTo(1);
    }
    CheckpointedRun first = open(every(1, true));
    first.close();
    try (CheckpointedRun second = open(every(1, true))) {
      first.close();
      assertThatThrownBy(() -> open(every(1, true))).hasMessageContaining("another fit");
      second.listener().epoch(Samples.state(2, 5));
    }
  }

  @Test
  void aFailingWriteIsTriedAgainAfterLongerAndLongerPauses() throws IOException {
    try (CheckpointedRun run = open(every(1, false))) {
      FaultyFileSystem.failAt(4, false, 0.5);
      run.listener().epoch(Samples.state(1, 5));
      assertThat(pauses).containsExactly(Duration.ofSeconds(1));
      assertThat(newest()).isEqualTo(1);
    }
  }

  @Test
  void trainingGoesOnWithoutACheckpointButNotWithoutSeveral() throws IOException {
    try (CheckpointedRun run = open(every(1, false))) {
      run.listener().epoch(Samples.state(1, 5));
      FaultyFileSystem.failAt(0, true, 0);
      run.listener().epoch(Samples.state(2, 5));
      assertThat(pauses)
          .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
      run.listener().epoch(Samples.state(3, 5));
      assertThatThrownBy(() -> run.listener().epoch(Samples.state(4, 5)))
          .isInstanceOf(CheckpointException.NotWritable.class)
          .hasMessageContaining("3 checkpoints in a row could not be written")
          .hasMessageContaining("injected fault");
      FaultyFileSystem.failNever();
      assertThat(newest()).isEqualTo(1);
    }
  }

  @Test
  void aFullDiskIsAFailedWrite() throws IOException {
    try (CheckpointedRun run = open(every(1, false))) {
      run.listener().epoch(Samples.state(1, 5));
      FaultyFileSystem.fill();
      run.listener().epoch(Samples.state(2, 5));
      assertThat(pauses).hasSize(3);
      FaultyFileSystem.failNever();
      run.listener().epoch(Samples.state(3, 5));
      assertThat(newest()).isEqualTo(3);
      FaultyFileSystem.fill();
      run.listener().epoch(Samples.state(4, 5));
      run.listener().epoch(Samples.state(5, 5));
      assertThatThrownBy(() -> run.listener().epoch(Samples.state(6, 5)))
          .isInstanceOf(CheckpointException.NotWritable.class)
          .hasMessageContaining("IOException: No space left on device; make room");
    }
    assertThatThrownBy(() -> open(every(1, true)))
        .isInstanceOf(CheckpointException.NotWritable.class)
        .hasMessageContaining("cannot be kept in faulty://%s: ".formatted(folder))
        .hasMessageContaining("No space left on device");
  }

  @Test
  void aFailedWriteLeavesNoFiles() throws IOException {
    try (CheckpointedRun run = open(every(1, false))) {
      run.listener().epoch(Samples.state(1, 5));
      FaultyFileSystem.fill();
      run.listener().epoch(Samples.state(2, 5));
      try (Stream<Path> left = java.nio.file.Files.list(folder)) {
        assertThat(left.map(path -> path.getFileName().toString()))
            .containsExactlyInAnyOrder("epoch-00000001-0", "lease-1.json");
      }
      FaultyFileSystem.failNever();
      run.listener().epoch(Samples.state(2, 5));
      assertThat(folder.resolve("epoch-00000002-4")).isDirectory();
    }
  }

  @Test
  void theHeartGoesOnAfterAFullDisk() throws Exception {
    Timers quick =
        new Timers(Duration.ofMillis(5), Duration.ofHours(2), Clock.systemUTC(), pauses::add);
    try (CheckpointedRun run =
        CheckpointedRun.open(
            every(1, false), FaultyFileSystem.configuration(), Samples.IDENTITY, quick)) {
      Path lease = folder.resolve("lease-1.json");
      await(() -> java.nio.file.Files.readString(lease).contains("\"heartbeat\""));
      FaultyFileSystem.fill();
      await(() -> java.nio.file.Files.size(lease) == 0);
      FaultyFileSystem.failNever();
      await(() -> java.nio.file.Files.readString(lease).contains("\"heartbeat\""));
      run.listener().epoch(Samples.state(1, 5));
      assertThat(newest()).isEqualTo(1);
    }
    assertThat(folder).isDirectoryNotContaining("glob:**lease-*");
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("still waiting").isLessThan(end);
      Thread.sleep(1);
    }
  }

  @Test
  void anInterruptedRunSavesTheEpochBeforeAndResumes() throws IOException {
    TrainingState state = Samples.state(4, 5);
    TrainingState interrupted =
        new TrainingState(
            state.weights(),
            state.optimizer(),
            state.history(),
            state.best(),
            new Stop(Stop.Reason.INTERRUPTED, "asked for", 4));
    try (CheckpointedRun run = open(every(100, false))) {
      run.finish(interrupted);
      assertThat(newest()).isEqualTo(4);
    }
    try (CheckpointedRun run = open(every(100, true))) {
      assertThat(run.resumed().orElseThrow().stop().reason()).isEqualTo(Stop.Reason.INTERRUPTED);
    }
  }

  @Test
  void aFolderThatCannotBeUsedIsATypedError() {
    FaultyFileSystem.failAt(0, true, 0);
    assertThatThrownBy(() -> open(every(1, false)))
        .isInstanceOf(CheckpointException.NotWritable.class)
        .hasMessageContaining("checkpoints cannot be kept in faulty://");
  }

  @Test
  void aDriverThatWasTakenForDeadStops() throws IOException {
    CheckpointedRun run = open(every(1, false));
    java.nio.file.Files.writeString(folder.resolve("lease-2.json"), "{}");
    assertThatThrownBy(() -> run.listener().epoch(Samples.state(1, 5)))
        .isInstanceOf(CheckpointException.InUse.class)
        .hasMessageContaining("another driver has taken over");
    run.close();
  }

  /** The example of the package. */
  @Test
  void aTrainingIsContinuedWhereItWas() throws IOException {
    TrainingState fresh =
        TrainingState.start(new float[5], new OptimizerState(0, new float[0][], new double[0]));
    assertThat(train(fresh, 2).history().size()).isEqualTo(2);
    TrainingState longer = train(fresh, 5);
    assertThat(longer.history().size()).isEqualTo(5);
    assertThat(longer.optimizer().step()).isEqualTo(fresh.optimizer().step() + 5);
    assertThat(newest()).isEqualTo(5);
  }

  private TrainingState train(TrainingState fresh, int epochs) {
    Trainer trainer =
        TrainerBuilder.of(
                new CountedRounds(),
                new Rates(0.1, new Schedules.Constant(), null),
                StoppingRule.maxEpochs(epochs))
            .build();
    try (CheckpointedRun run = open(every(1, true))) {
      TrainingState start = run.resumed().map(trainer::resumed).orElse(fresh);
      TrainingState end = trainer.run(start, run.listener());
      run.finish(end);
      return end;
    }
  }

  /** Rounds that count their steps in the optimizer's state and change no weight. */
  private static final class CountedRounds implements Rounds {
    @Override
    public int stepsPerEpoch() {
      return 1;
    }

    @Override
    public int stepsPerRound() {
      return 1;
    }

    @Override
    public Outcome advance(Round round, float[] weights, OptimizerState state) {
      return Outcome.of(
          1, 1, 1, 1, new OptimizerState(state.step() + 1, state.slots(), state.scalars()));
    }
  }
}
