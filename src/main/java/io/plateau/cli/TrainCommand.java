package io.plateau.cli;

import io.plateau.checkpoint.CheckpointException;
import io.plateau.checkpoint.CheckpointPlan;
import io.plateau.job.Job;
import io.plateau.job.JobReader;
import io.plateau.report.LivePage;
import io.plateau.run.RunTraining;
import io.plateau.run.Work;
import io.plateau.run.folder.RunFolder;
import io.plateau.run.folder.RunRecorder;
import io.plateau.run.folder.Secrets;
import io.plateau.run.folder.UsageException;
import io.plateau.train.HistoryListener;
import io.plateau.train.RunIdentity;
import io.plateau.train.Stop;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code train JOB.yaml [key=value …]}. */
@Command(
    name = "train",
    description = "Trains a network as a job file says, until the loss reaches its plateau.",
    footer = {
      "",
      "Examples:",
      "  plateau train jobs/letters.yaml",
      "  plateau train jobs/letters.yaml network.hidden=[64,32] seed=2",
      "  plateau train --resume jobs/letters.yaml"
    })
final class TrainCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "JOB", description = "The job: a YAML file or its URI.")
  private String file;

  @Parameters(
      index = "1..*",
      paramLabel = "key=value",
      description = "Replaces a key of the job, such as stopping.maxEpochs=5.")
  private List<String> overrides = List.of();

  @Option(names = "--overwrite", description = "Replaces an older run in the output folder.")
  private boolean overwrite;

  @Option(
      names = "--resume",
      description =
          "Resumes from the newest checkpoint; starts from the beginning if there is none.")
  private boolean resume;

  @Option(
      names = "--watch",
      description = "Serves the report while training runs, on this machine only.")
  private boolean watched;

  TrainCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Job job = shell.job(file, overrides);
    RunFolder folder = shell.run(job.output());
    if (resume && folder.isBeforeRecipes()) {
      job = JobReader.readWritten(file, JobText.text(file, shell.hadoop()), overrides);
    }
    if (resume && overwrite) {
      throw new UsageException("--resume keeps the run that --overwrite removes; choose one");
    }
    RunRecorder.Mode mode =
        resume
            ? RunRecorder.Mode.RESUME
            : overwrite ? RunRecorder.Mode.OVERWRITE : RunRecorder.Mode.NEW;
    Optional<CheckpointPlan> checkpoints = RunTraining.checkpoints(job, folder, mode);
    if (resume && checkpoints.isEmpty()) {
      throw new UsageException("--resume needs checkpoints, but job key checkpoint.every is null");
    }
    try (RunTraining run = RunTraining.open(shell.work(), job, folder, mode, checkpoints)) {
      shell.say(Secrets.written(run.job()));
      shell.say(run.describe());
      if (resume && !folder.hasCheckpoints()) {
        shell.say("no checkpoint in " + folder.checkpoints() + " yet; starting from the beginning");
      }
      try (LivePage page = watched ? page(folder) : null) {
        return train(run, page == null ? TrainingListener.NONE : watching(page));
      }
    }
  }

  private int train(RunTraining run, TrainingListener viewer) {
    String advice =
        run.resumable()
            ? "continue it with train --resume"
            : "it has no checkpoints (job key checkpoint.every is null); start again with train"
                + " --overwrite";
    Work.Trained trained;
    try {
      trained = shell.train(run, viewer, advice);
    } catch (CheckpointException.OtherJob e) {
      throw new CheckpointException.OtherJob(
          "%s%n(give --resume the key=value overrides of the first call again; a schedule over all epochs changes with stopping.maxEpochs; job.yaml in %s has that job as a whole; or start again with --overwrite or another output)"
              .formatted(e.getMessage(), run.folder().uri()));
    } catch (CheckpointException.Damaged e) {
      throw new CheckpointException.Damaged(
          "%s%n(start again with --overwrite or another output)".formatted(e.getMessage()));
    }
    Stop stop = trained.state().stop();
    if (stop.reason() == Stop.Reason.INTERRUPTED) {
      shell.warn(
          stop.epoch() == 0
              ? "stopped before any epoch was done: there is no checkpoint, and train --resume starts from the beginning"
              : "stopped after epoch %d, resumable: train --resume continues"
                  .formatted(stop.epoch()));
      return ExitStatus.RESUMABLE.code();
    }
    trained.calibration().ifPresent(found -> shell.say(found.describe()));
    shell.say("validation ", trained.metrics("validation"));
    shell.say("test ", trained.metrics("test"));
    shell.say("run in " + run.folder().uri());
    shell.report(run);
    if (stop.reason() == Stop.Reason.DIVERGED) {
      shell.warn("diverged: " + stop.detail() + "; no model was saved");
      return ExitStatus.DIVERGED.code();
    }
    return ExitStatus.DONE.code();
  }

  private LivePage page(RunFolder run) {
    try {
      LivePage page = new LivePage(new Path(run.uri()), shell.hadoop());
      shell.say("watch it at " + page.address());
      return page;
    } catch (IOException e) {
      throw new UncheckedIOException("--watch cannot serve on the loopback interface", e);
    }
  }

  private static TrainingListener watching(LivePage page) {
    return new HistoryListener() {
      @Override
      public void begin(RunIdentity identity) {
        page.changed();
      }

      @Override
      public void resumed(TrainingState state) {
        page.changed();
      }

      @Override
      public void epoch(TrainingState state) {
        page.changed();
      }
    };
  }
}
