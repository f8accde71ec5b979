package io.plateau.job;

import io.plateau.job.file.Job;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Syncable;

/**
 * Writes a run's folder as it goes: nothing before the first epoch, so that bad data leave no trace
 * and an older run stays; then the resolved job, and a line of history an epoch. Each line is
 * handed to the file system at once; object stores show them when the run has ended.
 */
final class RunRecorder implements TrainingListener, AutoCloseable {
  private final RunFolder run;
  private final Job job;
  private final boolean overwrite;
  private OutputStream history;
  private int epochs;

  RunRecorder(RunFolder run, Job job, boolean overwrite) {
    this.run = run;
    this.job = job;
    this.overwrite = overwrite;
  }

  @Override
  public synchronized void epoch(TrainingState state) {
    if (history == null) {
      run.begin(job, overwrite);
      history = run.openHistory();
    }
    try {
      String line = RunJson.line(state.history().last()) + "\n";
      history.write(line.getBytes(StandardCharsets.UTF_8));
      if (history instanceof Syncable open) {
        open.hflush();
      } else {
        history.flush();
      }
      epochs++;
    } catch (IOException e) {
      throw new OutputFailedException(run.historyFile(), e);
    }
  }

  /** What is on disk, a clause for people. */
  synchronized String left() {
    return epochs == 0
        ? "nothing was written"
        : run.uri()
            + " holds the history of "
            + epochs
            + (epochs == 1 ? " epoch" : " epochs")
            + " and no model";
  }

  @Override
  public synchronized void close() {
    if (history != null) {
      try {
        history.close();
      } catch (IOException e) {
        throw new OutputFailedException(run.historyFile(), e);
      }
    }
  }
}
