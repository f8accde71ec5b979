package io.plateau.checkpoint;

import io.plateau.train.RunIdentity;
import io.plateau.train.Stop;
import io.plateau.train.StoppingRule;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A training in a folder of checkpoints, which it holds until it is closed. */
public final class CheckpointedRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointedRun.class);

  /** Hadoop property: the pause after a failed write, doubled each time; 1s unless set. */
  public static final String FIRST_PAUSE = "plateau.checkpoint.retry.pause";

  private final CheckpointPlan plan;
  private final Checkpoints checkpoints;
  private final HeldFolder held;
  private final InstantSource clock;
  private final Saving saving;
  private final RunIdentity identity;
  private TrainingState resumed;
  private Instant lastTime;
  private int lastEpoch = -1;

  /** The end that was saved, or null. */
  private Stop lastStop;

  private CheckpointedRun(
      CheckpointPlan plan, Configuration configuration, RunIdentity identity, Timers timers)
      throws IOException {
    this.plan = plan;
    this.identity = identity;
    this.clock = timers.clock();
    this.lastTime = clock.instant();
    Path directory = new Path(plan.directory());
    FileSystem files = directory.getFileSystem(configuration);
    checkpoints = Checkpoints.at(plan.directory(), configuration);
    saving = new Saving(timers.pause(), firstPause(configuration));
    held = HeldFolder.of(files, directory, timers);
  }

  private static Duration firstPause(Configuration configuration) {
    try {
      return Duration.ofMillis(
          configuration.getTimeDuration(FIRST_PAUSE, 1000, TimeUnit.MILLISECONDS));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s must be a time such as 500ms or 2s, got \"%s\""
              .formatted(FIRST_PAUSE, configuration.get(FIRST_PAUSE)));
    }
  }

  /**
   * Takes hold of the folder and reads its newest checkpoint.
   *
   * @throws CheckpointException.InUse where another fit is at work in the folder, or where it holds
   *     checkpoints and the plan is not to resume
   * @throws CheckpointException.OtherJob where the folder's checkpoints are of another identity
   * @throws CheckpointException.Damaged where there are checkpoints and none can be used
   * @throws CheckpointException.NotWritable where the folder cannot be used
   */
  public static CheckpointedRun open(
      CheckpointPlan plan, Configuration configuration, RunIdentity identity) {
    return open(plan, configuration, identity, Timers.REAL);
  }

  static CheckpointedRun open(
      CheckpointPlan plan, Configuration configuration, RunIdentity identity, Timers timers) {
    CheckpointedRun run;
    try {
      run = new CheckpointedRun(plan, configuration, identity, timers);
    } catch (IOException e) {
      throw new CheckpointException.NotWritable(
          "checkpoints cannot be kept in " + plan.directory() + ": " + Saving.reason(e), e);
    }
    try {
      run.read();
      return run;
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }

  /** The identity of the checkpoint that a plan would resume from; empty where there is none. */
  public static Optional<RunIdentity> identity(CheckpointPlan plan, Configuration configuration) {
    if (!plan.resume()) {
      return Optional.empty();
    }
    try {
      Checkpoint newest = Checkpoints.at(plan.directory(), configuration).newest().checkpoint();
      return Optional.ofNullable(newest).map(Checkpoint::identity);
    } catch (IOException | CheckpointException.Damaged e) {
      // Whoever opens the folder is told.
      return Optional.empty();
    }
  }

  /**
   * Returns where no driver is at work in a folder, so that it may be deleted. Watches the lease of
   * one that may have died, for 30 s at most.
   *
   * @throws CheckpointException.InUse where another driver is at work in it
   */
  public static void requireNobody(String directory, Configuration configuration)
      throws IOException {
    Path path = new Path(directory);
    FileSystem files = path.getFileSystem(configuration);
    Lease.requireStale(files, files.makeQualified(path), Timers.REAL);
  }

  /**
   * The state to resume from, or empty to begin. It is held until the first epoch that {@link
   * #listener} is told of: a state may take a good part of the memory.
   */
  public Optional<TrainingState> resumed() {
    return Optional.ofNullable(resumed);
  }

  /**
   * Checks that training is not to end before the checkpoint: its epochs are no shorter training.
   *
   * @param stopping tells the most epochs that the training may have
   * @throws CheckpointException.OtherJob where the checkpoint has more
   */
  public void requireAtMost(StoppingRule stopping) {
    int done = resumed == null ? 0 : resumed.history().size();
    int most = stopping.most();
    if (done > most) {
      boolean tried = stopping.choices().stream().anyMatch(end -> end >= done);
      String told =
          tried
              ? "trials chose an end after %d; set minCycleGain or stopping.minCycleGain to 0"
              : "maxIter or stopping.maxEpochs is %d; set it to %2$d or more";
      throw new CheckpointException.OtherJob(
          "the checkpoint in %s is of epoch %d, but %s, or choose another folder"
              .formatted(checkpoints, done, told.formatted(most, done)));
    }
  }

  private void read() {
    try {
      if (!plan.resume()) {
        if (checkpoints.any()) {
          throw new CheckpointException.InUse(
              checkpoints + " holds checkpoints already; resume, or choose another folder");
        }
        return;
      }
      Checkpoints.Found found = checkpoints.newest();
      for (String skipped : found.skipped()) {
        LOG.warn("skipped checkpoint {} in {}", skipped, checkpoints);
      }
      if (found.checkpoint() == null) {
        LOG.info("no checkpoint in {} yet; starting from the beginning", checkpoints);
        return;
      }
      requireSame(found.checkpoint());
      lastEpoch = found.checkpoint().epoch();
      lastStop = found.checkpoint().state().stop();
      resumed = found.checkpoint().state();
      LOG.info("resuming after epoch {}, from {}", lastEpoch, checkpoints);
    } catch (IOException e) {
      throw new CheckpointException.NotWritable(
          "cannot read " + checkpoints + ": " + Saving.reason(e), e);
    }
  }

  private void requireSame(Checkpoint checkpoint) {
    List<String> differences =
        identity.differences(checkpoint.identity(), "%s: the checkpoint has %s, this job %s");
    if (!differences.isEmpty()) {
      throw new CheckpointException.OtherJob(
          "the checkpoints in %s belong to another job, which this one cannot resume:%n  %s"
              .formatted(checkpoints, String.join("%n  ".formatted(), differences)));
    }
  }

  /** Saves after the epochs the plan says. */
  public TrainingListener listener() {
    return new TrainingListener() {
      @Override
      public void epoch(TrainingState state) {
        resumed = null;
        if (due(state.history().size())) {
          save(state);
        }
      }
    };
  }

  /**
   * Saves the last state, where the plan has not. That it cannot be written is logged and no error.
   *
   * @throws CheckpointException.InUse where another driver has taken over the folder
   */
  public void finish(TrainingState state) {
    int epochs = state.history().size();
    boolean interrupted = !state.unfinished() && state.stop().reason() == Stop.Reason.INTERRUPTED;
    boolean saved = epochs == lastEpoch && (interrupted || Objects.equals(state.stop(), lastStop));
    if (epochs == 0 || saved) {
      return;
    }
    try {
      save(state);
    } catch (CheckpointException.NotWritable e) {
      LOG.warn("the last checkpoint is missing: {}", e.getMessage());
    }
  }

  private boolean due(int epoch) {
    return (plan.everyEpochs() > 0 && epoch % plan.everyEpochs() == 0)
        || plan.everyTime()
            .filter(time -> Duration.between(lastTime, clock.instant()).compareTo(time) >= 0)
            .isPresent();
  }

  private void save(TrainingState state) {
    Checkpoint checkpoint = new Checkpoint(identity, state);
    boolean saved =
        saving.save(
            "the checkpoint of epoch " + checkpoint.epoch() + " in " + checkpoints,
            () -> {
              if (!held.held()) {
                throw new CheckpointException.InUse(
                    "another driver has taken over "
                        + checkpoints
                        + " after this one was silent for too long");
              }
              checkpoints.save(checkpoint);
            });
    lastTime = clock.instant();
    if (saved) {
      lastEpoch = checkpoint.epoch();
      lastStop = state.stop();
      checkpoints.prune(plan.keep());
    }
  }

  /** Lets go of the folder. */
  @Override
  public void close() {
    held.close();
  }
}
