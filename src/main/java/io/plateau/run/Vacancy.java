package io.plateau.run;

import io.plateau.checkpoint.CheckpointedRun;
import io.plateau.checkpoint.Checkpoints;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Whether a run may be written into a folder, or go on there. */
record Vacancy(Path root, FileSystem files, Configuration configuration) {
  /**
   * Fails where a run could not be written: also where another driver is at work, which would lose
   * its checkpoints.
   *
   * @param overwrite whether an older run may be replaced
   */
  Void requireFree(boolean overwrite) throws IOException {
    requireEmpty(overwrite);
    CheckpointedRun.requireNobody(checkpoints(), configuration);
    return null;
  }

  /**
   * Fails where there is something that is not a run to go on with. Without a checkpoint training
   * would begin anew, and a model be lost.
   */
  Void requireResumable() throws IOException {
    if (!isRun()) {
      requireEmpty(false);
    } else if (!hasCheckpoints() && files.exists(new Path(root, RunFolder.MODEL))) {
      throw new OutputExistsException(
          root
              + " holds a model and no checkpoint to go on from; replace it with --overwrite, or"
              + " choose another output");
    }
    return null;
  }

  private void requireEmpty(boolean overwrite) throws IOException {
    boolean taken = files.exists(root) && (files.getFileStatus(root).isFile() || hasEntries());
    if (taken && !isRun()) {
      throw new OutputExistsException(
          root
              + " exists and is not a run (there is no "
              + RunFolder.JOB
              + " in it); choose another output");
    }
    if (taken && !overwrite) {
      throw new OutputExistsException(
          root + " holds a run already; replace it with --overwrite, or choose another output");
    }
  }

  /** But for the lease of a driver that was killed in the first epoch of a {@code --resume}. */
  private boolean hasEntries() throws IOException {
    for (FileStatus entry : files.listStatus(root)) {
      if (!entry.getPath().getName().equals(RunFolder.CHECKPOINTS) || hasCheckpoints()) {
        return true;
      }
    }
    return false;
  }

  private boolean isRun() throws IOException {
    return files.exists(new Path(root, RunFolder.JOB));
  }

  private boolean hasCheckpoints() throws IOException {
    return Checkpoints.at(checkpoints(), configuration).any();
  }

  private String checkpoints() {
    return new Path(root, RunFolder.CHECKPOINTS).toString();
  }
}
