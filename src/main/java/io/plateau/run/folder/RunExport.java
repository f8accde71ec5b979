package io.plateau.run.folder;

import io.plateau.model.SavedModel;
import io.plateau.onnx.MlflowFolder;
import io.plateau.onnx.OnnxModel;
import java.util.LinkedHashMap;
import java.util.Map;

/** Model of a finished run for programs that know nothing of Plateau. */
public record RunExport(SavedModel model, OnnxModel onnx) {
  /**
   * The model of a run, with the run's provenance.
   *
   * @throws UsageException where there is no model, and for what ONNX cannot express, with what to
   *     do instead
   */
  public static RunExport of(RunFolder run) {
    Map<String, String> metadata = new LinkedHashMap<>();
    run.provenanceText().ifPresent(text -> metadata.put("provenance", text));
    SavedModel model = run.savedModel();
    try {
      return new RunExport(model, OnnxModel.of(model, metadata));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /** Writes the graph in place of what is there. */
  public void writeOnnx(ExportTarget file) {
    file.write(onnx.bytes());
  }

  /** Writes the files that MLflow reads over those that are there. */
  public void writeMlflow(ExportTarget folder) {
    folder.write(MlflowFolder.files(model, onnx));
  }
}
