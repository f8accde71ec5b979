package io.plateau.run.folder;

import static io.plateau.run.folder.OutputFailedException.writing;

import io.plateau.job.Job;
import io.plateau.math.Counted;
import io.plateau.report.RunFiles;
import io.plateau.store.HistoryLines;
import io.plateau.train.EpochRecord;
import io.plateau.train.HistoryListener;
import io.plateau.train.RunIdentity;
import io.plateau.train.TrainingState;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.Syncable;

/**
 * Recorder of a run's folder while training runs: nothing before training begins, so that bad data
 * leave no trace and an older run stays; then the resolved job, and a line of history an epoch,
 * with its numbers for TensorBoard where the job asks for them. Each line is handed to the file
 * system at once; object stores show them when the run has ended.
 */
public final class RunRecorder implements HistoryListener, AutoCloseable {
  private final RunFolder run;
  private final Job job;
  private final Mode mode;
  private final Optional<TensorBoardRecorder> events;
  private OutputStream history;
  private RunIdentity identity = new RunIdentity(Map.of());
  private TrainingState last;
  private int epochs;
  private boolean closed;

  /** What becomes of what is in the folder. */
  public enum Mode {
    /** There must be nothing. */
    NEW,
    /** An older run is replaced. */
    OVERWRITE,
    /** Its checkpoints stay, and its history up to them. */
    RESUME
  }

  public RunRecorder(RunFolder run, Job job, Mode mode) {
    this.run = run;
    this.job = job;
    this.mode = mode;
    this.events =
        job.logs().equals("none")
            ? Optional.empty()
            : Optional.of(new TensorBoardRecorder(run, Clock.systemUTC()));
  }

  @Override
  public synchronized void begin(RunIdentity begun) {
    identity = begun;
    // Whose run is resumed is known only when the folder of checkpoints is held.
    if (mode != Mode.RESUME && !closed) {
      open();
    }
  }

  @Override
  public synchronized void resumed(TrainingState state) {
    if (closed) {
      return;
    }
    open();
    last = state;
    state.history().epochs().forEach(this::write);
  }

  @Override
  public synchronized void epoch(TrainingState state) {
    if (closed) {
      return;
    }
    if (history == null) {
      open();
    }
    last = state;
    write(state.history().last());
  }

  private void open() {
    if (mode == Mode.RESUME) {
      run.target().resume(job);
    } else {
      run.target().begin(job, mode == Mode.OVERWRITE);
    }
    history = run.open(RunFiles.HISTORY);
  }

  private void write(EpochRecord epoch) {
    String line = HistoryLines.line(epoch) + "\n";
    writing(
        new Path(run.historyFile()),
        () -> {
          history.write(line.getBytes(StandardCharsets.UTF_8));
          if (history instanceof Syncable open) {
            open.hflush();
          } else {
            history.flush();
          }
        });
    epochs++;
    events.ifPresent(recorder -> recorder.write(epoch));
  }

  /**
   * The provenance of what is recorded; an epoch must have been made.
   *
   * @param data files read, and their bytes
   */
  public Provenance provenance(Map<String, Long> data) {
    return new Provenance(
        Secrets.written(job),
        identity,
        data,
        Machine.facts(),
        last.history().epochs().stream().map(EpochRecord::weights).toList());
  }

  /**
   * What is on disk, a clause for people.
   *
   * @param advice what to do with it, which ends the clause
   */
  public synchronized String left(String advice) {
    if (history == null) {
      return "nothing was written";
    }
    return epochs == 0
        ? "%s holds no epoch and no model; %s".formatted(run.uri(), advice)
        : "%s holds the history of %s%s; %s"
            .formatted(
                run.uri(),
                Counted.of(epochs, "epoch"),
                last.unfinished() ? " and no model" : ", all there are, but is not complete",
                advice);
  }

  /** Whether what is on disk stays as it is. */
  public synchronized boolean isClosed() {
    return closed;
  }

  /** Ends the recording: of a training that goes on nothing more is written. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (history != null) {
        writing(new Path(run.historyFile()), history::close);
      }
    } finally {
      events.ifPresent(TensorBoardRecorder::close);
    }
  }
}
