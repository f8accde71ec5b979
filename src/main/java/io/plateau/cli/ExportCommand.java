package io.plateau.cli;

import io.plateau.report.ModelCard;
import io.plateau.run.folder.ExportTarget;
import io.plateau.run.folder.RunExport;
import io.plateau.run.folder.RunFolder;
import io.plateau.run.folder.UsageException;
import io.plateau.train.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export RUN --onnx FILE --mlflow DIR --card FILE}. */
@Command(
    name = "export",
    description = "Writes the model of a finished run for programs without Plateau.",
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
      description = "The ONNX file to write: columns in, predictions out.")
  private String onnx;

  @Option(
      names = "--mlflow",
      paramLabel = "DIR",
      description = "The folder to write for MLflow, with the ONNX file in it.")
  private String mlflow;

  @Option(
      names = "--card",
      paramLabel = "FILE",
      description = "The model card to write, in Markdown, with questions for people.")
  private String card;

  @Option(names = "--overwrite", description = "Replaces existing files.")
  private boolean overwrite;

  ExportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (onnx == null && mlflow == null && card == null) {
      throw new UsageException(
          "nothing to export: give --onnx FILE, --mlflow DIR, --card FILE or several of them");
    }
    RunFolder folder = shell.run(run);
    folder.requireModel();
    ExportTarget file = target(onnx);
    ExportTarget directory = target(mlflow);
    ExportTarget page = target(card);
    requireDifferent(Stream.of(file, directory, page).filter(Objects::nonNull).toList());
    if (file != null) {
      file.requireFreeFile(overwrite);
    }
    if (directory != null) {
      directory.requireFreeFolder(overwrite);
    }
    if (page != null) {
      page.requireFreeFile(overwrite);
    }
    if (file != null || directory != null) {
      writeModel(folder, file, directory);
    }
    if (page != null) {
      writeCard(folder, page);
    }
    return ExitStatus.DONE.code();
  }

  /** Refuses one place for two results, of which the second would replace the first. */
  private static void requireDifferent(List<ExportTarget> targets) {
    Set<URI> places = new HashSet<>();
    for (ExportTarget target : targets) {
      if (!places.add(target.place())) {
        throw new UsageException(
            "two results cannot be written to %s; choose one place for each"
                .formatted(target.uri()));
      }
    }
  }

  private void writeCard(RunFolder folder, ExportTarget page) {
    try {
      String text = ModelCard.of(new Path(folder.uri()), shell.hadoop());
      page.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    shell.say("model card in " + card);
  }

  private void writeModel(RunFolder folder, ExportTarget file, ExportTarget directory) {
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
  }

  private ExportTarget target(String uri) {
    return uri == null ? null : ExportTarget.at(uri, shell.hadoop());
  }
}
