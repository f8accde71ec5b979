package io.plateau.cli;

import io.plateau.job.Job;
import io.plateau.job.JobFileException;
import io.plateau.run.folder.RunFolder;
import io.plateau.run.folder.Secrets;
import io.plateau.spec.TrainingSpec;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A run of a study, and what is there of it.
 *
 * @param place number and name, as people are told
 */
record StudyRun(RunFolder folder, Job job, String place) {
  /** The run with its number among all. */
  StudyRun numbered(int number, int all) {
    return new StudyRun(folder, job, "[%d/%d] %s".formatted(number, all, place));
  }

  /** What is to be done for a run. */
  enum Due {
    /** Nothing: it is there. */
    NONE,
    /** Training: whatever is there is not finished, has no model or cannot be read. */
    TRAINING,
    /** Training in place of a model that is another one. */
    REPLACEMENT
  }

  /**
   * Looks at what is there.
   *
   * @param told of why a run is not taken, a clause
   */
  Due due(Consumer<String> told) {
    if (!(folder.isRun() && folder.isFinished())) {
      if (!isNew() && isOfOtherJob()) {
        told.accept("was interrupted, and has other settings; it begins anew");
      }
      return Due.TRAINING;
    }
    Optional<String> damage = folder.damage();
    Optional<String> why = damage.isPresent() ? damage : other();
    why.ifPresent(told);
    return why.isEmpty()
        ? Due.NONE
        : damage.isEmpty() && folder.hasModel() ? Due.REPLACEMENT : Due.TRAINING;
  }

  /** Why the finished run that is there is another one than the study's, a clause. */
  private Optional<String> other() {
    return isOfSameJob()
        ? folder.otherData(job).map(difference -> "was trained on other data (" + difference + ")")
        : Optional.of("was trained with other settings");
  }

  /** Whether there is a run of this very job with a checkpoint to resume it from. */
  boolean isResumable() {
    return folder.isRun() && isOfSameJob() && folder.hasCheckpoints();
  }

  /** Whether nothing of a run can be resumed. */
  boolean isNew() {
    return !(folder.isRun() && folder.hasCheckpoints());
  }

  /** Whether the run tells that it is of another job; where it cannot be read, training fails. */
  private boolean isOfOtherJob() {
    try {
      return !isOfSameJob();
    } catch (JobFileException e) {
      return false;
    }
  }

  /**
   * Whether the folder's run is of this training, whatever its name, folder, checkpoints and logs
   * are; features and some defaults follow from data.
   */
  private boolean isOfSameJob() {
    Job there = folder.job();
    Job here = Secrets.standard().hide(job);
    return here.data().resolvesTo(there.data()) && resolves(here.spec(), there.spec());
  }

  /** Whether defaults are those of the rows that the run was trained on, as far as it tells. */
  private boolean resolves(TrainingSpec here, TrainingSpec there) {
    return folder
        .firstEpoch()
        .map(epoch -> here.resolvesTo(there, epoch.rows(), epoch.validationLoss().isPresent()))
        .orElseGet(() -> here.resolvesTo(there));
  }
}
