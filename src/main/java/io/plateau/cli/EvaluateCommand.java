package io.plateau.cli;

import io.plateau.run.LocalEvaluation;
import io.plateau.run.RunFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evaluate RUN --data URI}. */
@Command(
    name = "evaluate",
    description = "Measures the model of a finished run on other data.",
    footer = {"", "Example:", "  plateau evaluate runs/letters --data hdfs:///letters/new"})
final class EvaluateCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a run.")
  private String run;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "URI",
      description = "Rows in the format of the run's job, with the label.")
  private String data;

  EvaluateCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    RunFolder folder = shell.run(run);
    folder.requireModel();
    shell.say(
        "",
        LocalEvaluation.of(folder, data)
            .orElseGet(() -> shell.work().get().evaluate(folder, data)));
    return ExitStatus.DONE.code();
  }
}
