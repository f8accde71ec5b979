package io.plateau.cli;

import io.plateau.run.folder.PredictionsTarget;
import io.plateau.run.folder.RunRows;
import io.plateau.run.local.LocalPredictions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code predict RUN --data URI (--output URI | --table NAME) [key=value …]}. */
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

  @ArgGroup(multiplicity = "1")
  private Target target;

  @Option(names = "--overwrite", description = "Replaces older predictions in the folder or table.")
  private boolean overwrite;

  /** Where predictions go: one of the two. */
  private static final class Target {
    @Option(names = "--output", paramLabel = "URI", description = "The folder to write.")
    private String output;

    @Option(
        names = "--table",
        paramLabel = "NAME",
        description = "The table of a catalog to write, such as shop.read.")
    private String table;
  }

  PredictCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    RunRows rows = RunRows.of(shell.run(run), data, overrides);
    if (target.table == null) {
      write(rows, target.output);
      shell.say("predictions in " + target.output);
    } else {
      shell.work().get().predictTable(rows, target.table, overwrite);
      shell.say("predictions in table " + target.table);
    }
    return ExitStatus.DONE.code();
  }

  private void write(RunRows rows, String output) {
    PredictionsTarget folder = PredictionsTarget.at(output, shell.hadoop());
    folder.requireFree(rows.run(), data, overwrite);
    folder.requireWritable();
    boolean made = !folder.exists();
    try {
      if (!LocalPredictions.write(rows, output)) {
        shell.work().get().predict(rows, output, overwrite);
      }
    } catch (RuntimeException | Error e) {
      if (made) {
        folder.removeEmpty();
      }
      throw e;
    }
  }
}
