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
  /** Whether there is a finished run of this very job on the data that are there now. */
  boolean isDone() {
    return isFinished() && damage().isEmpty() && other().isEmpty();
  }

  /** Why the end of a finished run cannot be read, a clause. */
  Optional<String> damage() {
    return isFinished() ? folder.damage() : Optional.empty();
  }

  /** Why a finished run that is there is another one than the study's, a clause. */
  Optional<String> other() {
    if (!isFinished()) {
      return Optional.empty();
    }
    return isOfSameJob()
        ? folder.otherData(job).map(difference -> "was trained on other data (" + difference + ")")
        : Optional.of("was trained with other settings");
  }

  private boolean isFinished() {
    return folder.isRun() && folder.isFinished();
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
