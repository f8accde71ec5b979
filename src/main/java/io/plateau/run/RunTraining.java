package io.plateau.run;

import io.plateau.checkpoint.CheckpointPlan;
import io.plateau.engine.RunControl;
import io.plateau.job.Job;
import io.plateau.run.folder.OutputExistsException;
import io.plateau.run.folder.OutputFailedException;
import io.plateau.run.folder.Provenance;
import io.plateau.run.folder.RunFolder;
import io.plateau.run.folder.RunRecorder;
import io.plateau.run.folder.RunTarget;
import io.plateau.train.Stop;
import io.plateau.train.StopRequest;
import io.plateau.train.TrainingListener;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One run from the data of its job to the files of its folder: the job, the history, checkpoints,
 * the model, the provenance, metrics and the report. The commands train, study and reproduce share
 * it.
 */
public final class RunTraining implements AutoCloseable {
  private final RunFolder folder;
  private final Work.Training training;
  private final Optional<CheckpointPlan> checkpoints;
  private final RunRecorder recorder;

  private RunTraining(
      RunFolder folder,
      Work.Training training,
      RunRecorder.Mode mode,
      Optional<CheckpointPlan> checkpoints) {
    this.folder = folder;
    this.training = training;
    this.checkpoints = checkpoints;
    this.recorder = new RunRecorder(folder, training.job(), mode);
  }

  /**
   * Makes sure that the run may be written, then reads and checks its data. Leaves nothing written.
   *
   * @param work that is opened once the folder is found to be good
   * @param mode what becomes of what is in the folder
   * @param checkpoints as {@link #checkpoints} says, or none to keep none
   * @throws OutputExistsException where the run may not be written
   * @throws OutputFailedException where it cannot be written
   */
  public static RunTraining open(
      Supplier<Work> work,
      Job job,
      RunFolder folder,
      RunRecorder.Mode mode,
      Optional<CheckpointPlan> checkpoints) {
    RunTarget target = folder.target();
    if (mode == RunRecorder.Mode.RESUME) {
      target.requireResumable();
    } else {
      target.requireFree(mode == RunRecorder.Mode.OVERWRITE);
    }
    target.requireWritable();
    return new RunTraining(folder, work.get().open(job), mode, checkpoints);
  }

  /** The checkpoints that a job asks for, or none. */
  public static Optional<CheckpointPlan> checkpoints(
      Job job, RunFolder folder, RunRecorder.Mode mode) {
    Job.Checkpointing plan = job.checkpoint();
    if (plan.everyEpochs() == 0 && plan.everySeconds() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new CheckpointPlan(
            folder.checkpoints(),
            plan.everyEpochs(),
            Optional.ofNullable(plan.everySeconds())
                .map(seconds -> Duration.ofMillis(Math.round(1000 * seconds))),
            plan.keep(),
            mode == RunRecorder.Mode.RESUME));
  }

  /** The folder that is written. */
  public RunFolder folder() {
    return folder;
  }

  /** The job with all that follows from its data. */
  public Job job() {
    return training.job();
  }

  /** Says in some lines what is to be trained on. */
  public String describe() {
    return training.describe();
  }

  /** Whether the training can be resumed where it is stopped. */
  public boolean resumable() {
    return checkpoints.isPresent();
  }

  /** The files that grow with each epoch. */
  public RunRecorder recorder() {
    return recorder;
  }

  /**
   * Trains, and writes all of the run but its report; of a training that was interrupted only what
   * it can be resumed from.
   *
   * @param listener is told of each event after it is on disk
   * @param request ends the training early
   */
  public Work.Trained train(TrainingListener listener, StopRequest request) {
    Work.Trained trained =
        training.train(folder, recorder.and(listener), new RunControl(checkpoints, request));
    if (trained.state().stop().reason() != Stop.Reason.INTERRUPTED && !recorder.isClosed()) {
      folder.writeProvenance(provenance());
      folder.writeMetrics(trained.json());
    }
    return trained;
  }

  /** The provenance of the run; an epoch must have been made. */
  public Provenance provenance() {
    return recorder.provenance(training.dataBytes());
  }

  /** Measures the trained network for the report. Nothing where training diverged. */
  public void measure() {
    training.measure(folder);
  }

  @Override
  public void close() {
    recorder.close();
  }
}
