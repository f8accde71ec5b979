package io.plateau.cli;

import io.plateau.run.folder.RunFolder;
import io.plateau.train.Stage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code report RUN}. */
@Command(
    name = "report",
    description =
        "Makes report.html of what a run's folder holds; a run that was stopped is marked so.",
    footer = {"", "Example:", "  plateau report runs/letters"})
final class ReportCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a run.")
  private String run;

  ReportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    RunFolder folder = shell.run(run);
    folder.requireRun();
    shell.say("report in " + shell.stages().during(Stage.REPORT, "", folder::writeReport));
    if (!folder.isFinished()) {
      shell.say("the run is unfinished");
    }
    return ExitStatus.DONE.code();
  }
}
