package io.plateau.cli;

import io.plateau.job.Job;
import io.plateau.run.RunFolder;
import io.plateau.run.Secrets;
import java.util.Optional;

/**
 * A run of a study, and what is there of it.
 *
 * @param place number and name, as people are told
 */
record StudyRun(RunFolder folder, Job job, String place) {
  /** Whether there is a finished run of this very job. */
  boolean isDone() {
    return folder.isRun() && folder.isFinished() && isOfSameJob();
  }

  /** Why the finished run is to be made again, a clause; empty where it is good. */
  Optional<String> objection() {
    return folder
        .damage()
        .or(
            () ->
                folder
                    .otherData(job)
                    .map(difference -> "was trained on other data (" + difference + ")"));
  }

  /** Whether there is a run of this very job with a checkpoint to resume it from. */
  boolean isResumable() {
    return folder.isRun() && isOfSameJob() && folder.hasCheckpoints();
  }

  /** Whether nothing of a run can be resumed. */
  boolean isNew() {
    return !(folder.isRun() && folder.hasCheckpoints());
  }

  /** Whether the folder's run is of this very job; features and some defaults follow from data. */
  private boolean isOfSameJob() {
    Job there = folder.job();
    Job here = Secrets.standard().hide(job);
    return here.data().resolvesTo(there.data())
        && here.spec().resolvesTo(there.spec())
        && here.withData(there.data()).withSpec(there.spec()).equals(there);
  }
}
