package io.plateau.cli;

import io.plateau.checkpoint.CheckpointPlan;
import io.plateau.engine.RunControl;
import io.plateau.job.Job;
import io.plateau.job.JobWriter;
import io.plateau.report.LivePage;
import io.plateau.run.ProvenanceRecorder;
import io.plateau.run.RunFolder;
import io.plateau.run.RunRecorder;
import io.plateau.run.Secrets;
import io.plateau.run.TensorBoardRecorder;
import io.plateau.run.UsageException;
import io.plateau.run.Work;
import io.plateau.train.RunIdentity;
import io.plateau.train.Stop;
import io.plateau.train.StopRequest;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  @Parameters(index = "0", paramLabel = "JOB.yaml", description = "The job: a file or a URI.")
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
      description = "Goes on from the newest checkpoint, or begins where there is none.")
  private boolean resume;

  @Option(
      names = "--watch",
      description = "Serves the report's page while training goes on, to this machine alone.")
  private boolean watched;

  TrainCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Job job = shell.job(file, overrides);
    RunFolder run = shell.run(job.output());
    if (resume && overwrite) {
      throw new UsageException("--resume keeps the run that --overwrite removes; choose one");
    }
    if (resume) {
      if (checkpoints(job, run) == null) {
        throw new UsageException(
            "--resume needs checkpoints, but job key checkpoint.every is null");
      }
      run.requireResumable();
    } else {
      run.requireFree(overwrite);
    }
    Work.Training training = shell.work().get().open(job);
    shell.say(JobWriter.write(Secrets.standard().hide(training.job())));
    shell.say(training.describe());
    if (resume && !run.hasCheckpoints()) {
      shell.say("no checkpoint in " + run.checkpoints() + " yet; starting from the beginning");
    }
    try (LivePage page = watched ? page(run) : null) {
      TrainingListener viewer = page == null ? TrainingListener.NONE : watching(page);
      if (training.job().logs().equals("none")) {
        return train(training, run, viewer);
      }
      try (TensorBoardRecorder events = new TensorBoardRecorder(run, Clock.systemUTC())) {
        return train(training, run, events.and(viewer));
      }
    }
  }

  private int train(Work.Training training, RunFolder run, TrainingListener viewer) {
    ProvenanceRecorder provenance = new ProvenanceRecorder(training.job());
    Work.Trained trained = fit(training, run, provenance.and(viewer));
    Stop stop = trained.state().stop();
    if (stop.reason() == Stop.Reason.INTERRUPTED) {
      shell
          .console()
          .err()
          .println(
              "stopped after epoch %d, resumable: train --resume goes on".formatted(stop.epoch()));
      return ExitStatus.RESUMABLE.code();
    }
    run.writeProvenance(provenance.provenance(shell.hadoop()));
    run.writeMetrics(trained);
    show("validation", trained.validation());
    show("test", trained.test());
    shell.say("run in " + run.uri());
    Reports.make(training, run, shell);
    if (stop.reason() == Stop.Reason.DIVERGED) {
      shell.console().err().println("diverged: " + stop.detail() + "; no model was saved");
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
    return new TrainingListener() {
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

  private Work.Trained fit(Work.Training training, RunFolder run, TrainingListener others) {
    Console console = shell.console();
    Job job = training.job();
    ProgressDisplay display =
        new ProgressDisplay(
            console.out(), console.live(), console.nanoTime(), job.spec().stopping().maxEpochs());
    RunRecorder recorder =
        new RunRecorder(
            run,
            job,
            resume
                ? RunRecorder.Mode.RESUME
                : overwrite ? RunRecorder.Mode.OVERWRITE : RunRecorder.Mode.NEW);
    StopRequest request = new StopRequest();
    CheckpointPlan checkpoints = checkpoints(job, run);
    try (Interruption watch = new Interruption(console.err(), display, recorder);
        TerminationSignal signal = checkpoints == null ? null : TerminationSignal.stops(request)) {
      TrainingListener all = watch.listener().and(others).and(untilTheEnd(signal));
      return training.train(run, all, new RunControl(checkpoints, request));
    }
  }

  /** After the last epoch there is no training to stop, though a model to save and to measure. */
  private static TrainingListener untilTheEnd(TerminationSignal signal) {
    return new TrainingListener() {
      @Override
      public void epoch(TrainingState state) {
        if (signal != null && !state.unfinished()) {
          signal.close();
        }
      }
    };
  }

  private CheckpointPlan checkpoints(Job job, RunFolder run) {
    Job.Checkpointing plan = job.checkpoint();
    if (plan.everyEpochs() == 0 && plan.everySeconds() == null) {
      return null;
    }
    return new CheckpointPlan(
        run.checkpoints(),
        plan.everyEpochs(),
        plan.everySeconds() == null
            ? null
            : Duration.ofMillis(Math.round(1000 * plan.everySeconds())),
        plan.keep(),
        resume);
  }

  private void show(String part, Map<String, Double> metrics) {
    metrics.forEach((name, value) -> shell.say(part + " " + name + " " + Figures.loss(value)));
  }
}
