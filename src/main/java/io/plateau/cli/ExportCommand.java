package io.plateau.cli;

import io.plateau.run.ExportTarget;
import io.plateau.run.RunExport;
import io.plateau.run.RunFolder;
import io.plateau.run.UsageException;
import io.plateau.train.Stage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export RUN --onnx FILE --mlflow DIR}. */
@Command(
    name = "export",
    description = "Writes the model of a finished run for programs that know nothing of Plateau.",
    footer = {
      "",
      "Example:",
      "  plateau export runs/letters --onnx letters.onnx --mlflow models/letters"
    })
final class ExportCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a run.")
  private String run;

  @Option(
      names = "--onnx",
      paramLabel = "FILE",
      description = "The ONNX file that is written: columns in, predictions out.")
  private String onnx;

  @Option(
      names = "--mlflow",
      paramLabel = "DIR",
      description = "The folder that is written for MLflow, with the ONNX file in it.")
  private String mlflow;

  @Option(names = "--overwrite", description = "Replaces what is there.")
  private boolean overwrite;

  ExportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (onnx == null && mlflow == null) {
      throw new UsageException("nothing to export: give --onnx FILE, --mlflow DIR or both");
    }
    RunFolder folder = shell.run(run);
    folder.requireModel();
    ExportTarget file = target(onnx);
    ExportTarget directory = target(mlflow);
    if (file != null) {
      file.requireFreeFile(overwrite);
    }
    if (directory != null) {
      directory.requireFreeFolder(overwrite);
    }
    RunExport export =
        shell.stages().during(Stage.READ, folder.model(), () -> RunExport.of(folder));
    if (file != null) {
      shell.stages().during(Stage.SAVE, onnx, () -> export.writeOnnx(file));
      shell.say("ONNX model in " + onnx);
    }
    if (directory != null) {
      shell.stages().during(Stage.SAVE, mlflow, () -> export.writeMlflow(directory));
      shell.say("MLflow model in " + mlflow);
    }
    return ExitStatus.DONE.code();
  }

  private ExportTarget target(String uri) {
    return uri == null ? null : ExportTarget.at(uri, shell.hadoop());
  }
}
