package io.plateau.run.folder;

import io.plateau.checkpoint.CheckpointedRun;
import io.plateau.files.TextFolder;
import io.plateau.job.Job;
import io.plateau.report.RunFiles;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Folder that a run is to be written to: whether it may be, and what an older run loses then. */
public record RunTarget(RunFolder folder) {
  /** What a driver leaves that was killed before its first epoch: a lease, a job's part. */
  private static final Set<String> BEGUN =
      Set.of(RunFolder.CHECKPOINTS, TextFolder.part(RunFiles.JOB));

  /** All that an overwritten run loses but its job and checkpoints; the files of others stay. */
  private static final List<String> OWN =
      Stream.concat(
              RunFiles.PARTS.stream(),
              Stream.of(
                  RunFolder.MODEL, RunFiles.REPORT, TensorBoardRecorder.FILE, RunFiles.HISTORY))
          .toList();

  /**
   * Fails with exit status 5 where a run could not be written: also where another driver is at
   * work, which would lose its checkpoints.
   *
   * @param overwrite whether an older run may be replaced
   */
  public void requireFree(boolean overwrite) {
    requireNothingElse();
    RunStorage.reading(
        () -> {
          CheckpointedRun.requireNobody(folder.checkpoints(), folder.configuration());
          return true;
        });
    if (!overwrite && folder.isRun()) {
      boolean begun = !folder.hasModel() && !folder.isFinished() && folder.hasCheckpoints();
      throw new OutputExistsException(
          folder.uri()
              + (begun
                  ? " holds a run that is not finished; continue it with train --resume, replace it"
                  : " holds a run already; replace it")
              + " with --overwrite, or choose another output");
    }
  }

  /**
   * Fails with exit status 5 where there is something that is not a run to resume. Without a
   * checkpoint training would begin anew, and a model be lost.
   */
  public void requireResumable() {
    requireNothingElse();
    if (folder.isRun() && !folder.hasCheckpoints() && folder.hasModel()) {
      throw new OutputExistsException(
          folder.uri()
              + " holds a model and no checkpoint to resume from; replace it with --overwrite, or"
              + " choose another output");
    }
  }

  /** Fails with exit status 1 where nothing can be written at the folder's place. */
  public void requireWritable() {
    folder.storage().requireWritable("choose another output");
  }

  private void requireNothingElse() {
    if (!folder.isRun() && (folder.storage().hasOthersThan(BEGUN) || folder.hasCheckpoints())) {
      throw new OutputExistsException(
          "%s exists and is not a run (there is no %s in it); choose another output"
              .formatted(folder.uri(), RunFiles.JOB));
    }
  }

  /** Removes the older run, if any, and writes the resolved job. */
  void begin(Job job, boolean overwrite) {
    requireFree(overwrite);
    folder.storage().make(List.of(RunFolder.CHECKPOINTS));
    resume(job);
  }

  /** Removes all of a run that comes after its checkpoints, and replaces the resolved job. */
  void resume(Job job) {
    folder.storage().make(OWN);
    folder.storage().write(RunFiles.JOB, Secrets.written(job));
  }
}
