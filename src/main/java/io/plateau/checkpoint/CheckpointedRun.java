package io.plateau.checkpoint;

import io.plateau.train.Stop;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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
  private final Lease lease;
  private final Clock clock;
  private final Saving saving;
  private final ScheduledExecutorService heart;
  private JobIdentity job;
  private Instant lastTime;
  private int lastEpoch = -1;

  private CheckpointedRun(
      CheckpointPlan plan, Checkpoints checkpoints, Lease lease, Clock clock, Saving saving) {
    this.plan = plan;
    this.checkpoints = checkpoints;
    this.lease = lease;
    this.clock = clock;
    this.saving = saving;
    this.lastTime = clock.instant();
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "checkpoint lease");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes hold of the folder.
   *
   * @throws CheckpointException.InUse where another driver is at work in it
   * @throws CheckpointException.NotWritable where it cannot be used
   */
  public static CheckpointedRun open(CheckpointPlan plan, Configuration configuration) {
    return open(plan, configuration, Lease.Timing.DEFAULT, Clock.systemUTC(), Pause.REAL);
  }

  static CheckpointedRun open(
      CheckpointPlan plan,
      Configuration configuration,
      Lease.Timing timing,
      Clock clock,
      Pause pause) {
    try {
      Path directory = new Path(plan.directory());
      FileSystem files = directory.getFileSystem(configuration);
      Lease lease =
          Lease.take(files, files.makeQualified(directory), Owner.here(), timing, clock, pause);
      Duration first =
          Duration.ofMillis(
              configuration.getTimeDuration(FIRST_PAUSE, 1000, TimeUnit.MILLISECONDS));
      Checkpoints checkpoints = Checkpoints.at(plan.directory(), configuration);
      CheckpointedRun run =
          new CheckpointedRun(plan, checkpoints, lease, clock, new Saving(pause, first));
      long period = timing.heartbeat().toMillis();
      run.heart.scheduleWithFixedDelay(run::beat, period, period, TimeUnit.MILLISECONDS);
      return run;
    } catch (IOException e) {
      throw new CheckpointException.NotWritable(
          "checkpoints cannot be kept in " + plan.directory() + ": " + Saving.reason(e), e);
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
    Lease.requireStale(
        files, files.makeQualified(path), Lease.Timing.DEFAULT, Clock.systemUTC(), Pause.REAL);
  }

  /**
   * The state to go on from, or empty to begin.
   *
   * @throws CheckpointException.OtherJob where the folder's checkpoints are of another job
   * @throws CheckpointException.InUse where there are some and the plan is not to resume
   * @throws CheckpointException.Damaged where there are some and none can be used
   */
  public Optional<TrainingState> begin(JobIdentity identity) {
    job = identity;
    try {
      if (!plan.resume()) {
        if (checkpoints.any()) {
          throw new CheckpointException.InUse(
              checkpoints + " holds checkpoints already; resume, or choose another folder");
        }
        return Optional.empty();
      }
      Checkpoints.Found found = checkpoints.newest();
      for (Checkpoints.Skipped skipped : found.skipped()) {
        LOG.warn("skipped checkpoint {} in {}", skipped, checkpoints);
      }
      if (found.checkpoint() == null) {
        LOG.info("no checkpoint in {} yet; starting from the beginning", checkpoints);
        return Optional.empty();
      }
      requireSame(found.checkpoint());
      lastEpoch = found.checkpoint().epoch();
      LOG.info("going on after epoch {}, from {}", lastEpoch, checkpoints);
      return Optional.of(found.checkpoint().state());
    } catch (IOException e) {
      throw new CheckpointException.NotWritable(
          "cannot read " + checkpoints + ": " + Saving.reason(e), e);
    }
  }

  private void requireSame(Checkpoint checkpoint) {
    List<String> differences = job.differences(checkpoint.job());
    if (!differences.isEmpty()) {
      throw new CheckpointException.OtherJob(
          "the checkpoints in %s are of another job, which cannot go on as this one:%n  %s"
              .formatted(checkpoints, String.join("%n  ".formatted(), differences)));
    }
  }

  /** Saves after the epochs the plan says. */
  public TrainingListener listener() {
    return new TrainingListener() {
      @Override
      public void epoch(TrainingState state) {
        if (due(state.history().size())) {
          save(state);
        }
      }
    };
  }

  /** Saves the last state, where the plan has not; failing is reported and no error. */
  public void finish(TrainingState state) {
    boolean interrupted = !state.unfinished() && state.stop().reason() == Stop.Reason.INTERRUPTED;
    if (state.history().size() == 0 || (interrupted && state.history().size() == lastEpoch)) {
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
        || (plan.everyTime() != null
            && Duration.between(lastTime, clock.instant()).compareTo(plan.everyTime()) >= 0);
  }

  private void save(TrainingState state) {
    Checkpoint checkpoint = new Checkpoint(job, state);
    boolean saved =
        saving.save(
            "the checkpoint of epoch " + checkpoint.epoch() + " in " + checkpoints,
            () -> {
              if (!lease.held()) {
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
      checkpoints.prune(plan.keep());
    }
  }

  private void beat() {
    try {
      if (lease.held()) {
        lease.beat();
      }
    } catch (IOException e) {
      LOG.warn("no heartbeat to {}: {}", checkpoints, e.toString());
    }
  }

  /** Lets go of the folder. */
  @Override
  public void close() {
    heart.shutdownNow();
    try {
      heart.awaitTermination(10, TimeUnit.SECONDS);
      lease.release();
    } catch (IOException e) {
      LOG.warn("{} could not be given back and expires by itself: {}", checkpoints, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
