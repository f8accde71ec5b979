package io.plateau.cli;

import io.plateau.job.Job;
import io.plateau.job.JobReader;
import io.plateau.job.JobWriter;
import io.plateau.run.RunTraining;
import io.plateau.run.folder.OutputExistsException;
import io.plateau.run.folder.Provenance;
import io.plateau.run.folder.RunFolder;
import io.plateau.run.folder.RunRecorder;
import io.plateau.run.folder.Secrets;
import io.plateau.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reproduce RUN [key=value …]}. */
@Command(
    name = "reproduce",
    description = "Repeats a training from its provenance, and says whether the weights agree.",
    footer = {"", "Example:", "  plateau reproduce runs/letters"})
final class ReproduceCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a finished run.")
  private String run;

  @Parameters(
      index = "1..*",
      paramLabel = "key=value",
      description = "Replaces a key of the job, such as a password that was not written.")
  private List<String> overrides = List.of();

  @Option(
      names = "--output",
      paramLabel = "URI",
      description = "The folder of the new run; RUN-reproduced unless given.")
  private String output;

  ReproduceCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Provenance then = shell.run(run).provenance();
    String where = output == null ? beside(shell.run(run)) : output;
    RunFolder folder = shell.run(where);
    if (folder.isRun()) {
      throw new OutputExistsException(
          where + " holds a run already; choose another folder with --output, or delete it");
    }
    folder.target().requireFree(false);
    List<String> changes = new ArrayList<>(overrides);
    changes.add("output=" + JobWriter.scalar(where));
    Job job = JobReader.readWritten(run + "/provenance.json, job", then.job(), changes);
    List<String> missing = Secrets.missing(job.data());
    if (!missing.isEmpty()) {
      throw Secrets.again("plateau reproduce " + run + " ", missing);
    }
    Provenance now;
    try (RunTraining again =
        RunTraining.open(shell.work(), job, folder, RunRecorder.Mode.NEW, Optional.empty())) {
      shell.train(
          again,
          TrainingListener.NONE,
          "reproduce keeps no checkpoints: delete the folder and start again");
      now = again.provenance();
    }
    Optional<String> difference = then.difference(now);
    shell.say(
        difference
            .map(text -> "not the same: " + text)
            .orElse(
                now.epochs().size() == 1
                    ? "the same weights, bit for bit, after one epoch"
                    : "the same weights, bit for bit, after each of %d epochs"
                        .formatted(now.epochs().size())));
    return (difference.isEmpty() ? ExitStatus.DONE : ExitStatus.OTHER).code();
  }

  /** The folder beside the run's, also where this is given as a dot. */
  private String beside(RunFolder then) {
    boolean named = !run.matches("(.*/)?\\.\\.?/*");
    return (named ? run.replaceAll("/+$", "") : then.qualified()) + "-reproduced";
  }
}
