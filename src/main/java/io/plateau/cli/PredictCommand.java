package io.plateau.cli;

import io.plateau.run.folder.PredictionsTarget;
import io.plateau.run.folder.RunFolder;
import io.plateau.run.folder.RunRows;
import io.plateau.run.local.LocalPredictions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code predict RUN --data URI --output URI [key=value …]}. */
@Command(
    name = "predict",
    description = "Writes rows with the predictions of the model of a finished run.",
    footer = {
      "",
      "Example:",
      "  plateau predict runs/letters --data hdfs:///letters/new --output hdfs:///read"
    })
final class PredictCommand implements Callable<Integer> {
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
      description = "Rows in the format of the run's job; the label may be missing.")
  private String data;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "URI",
      description = "The folder to write.")
  private String output;

  @Option(names = "--overwrite", description = "Replaces older predictions in the output folder.")
  private boolean overwrite;

  PredictCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    RunFolder folder = shell.run(run);
    RunRows rows = RunRows.of(folder, data, overrides);
    PredictionsTarget target = PredictionsTarget.at(output, shell.hadoop());
    target.requireFree(folder, data, overwrite);
    target.requireWritable();
    boolean made = !target.exists();
    try {
      if (!LocalPredictions.write(rows, output)) {
        shell.work().get().predict(rows, output, overwrite);
      }
    } catch (RuntimeException | Error e) {
      if (made) {
        target.removeEmpty();
      }
      throw e;
    }
    shell.say("predictions in " + output);
    return ExitStatus.DONE.code();
  }
}
