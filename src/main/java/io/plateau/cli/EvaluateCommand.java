package io.plateau.cli;

import io.plateau.run.folder.RunRows;
import io.plateau.run.local.LocalEvaluation;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evaluate RUN --data URI [key=value …]}. */
@Command(
    name = "evaluate",
    description = "Measures the model of a finished run on other data.",
    footer = {"", "Example:", "  plateau evaluate runs/letters --data hdfs:///letters/new"})
final class EvaluateCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a run.")
  private String run;

  @Parameters(
      index = "1..*",
      paramLabel = "key=value",
      description = "Replaces data.format or one of data.options for these rows.")
  private List<String> overrides = List.of();

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
    RunRows rows = RunRows.of(shell.run(run), data, overrides);
    shell.say("", LocalEvaluation.of(rows).orElseGet(() -> shell.work().get().evaluate(rows)));
    return ExitStatus.DONE.code();
  }
}
