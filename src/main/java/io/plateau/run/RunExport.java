package io.plateau.run;

import io.plateau.model.SavedModel;
import io.plateau.onnx.MlflowFolder;
import io.plateau.onnx.OnnxModel;
import java.util.LinkedHashMap;
import java.util.Map;

/** Model of a finished run for programs that know nothing of Plateau. */
public final class RunExport {
  private final SavedModel model;
  private final OnnxModel onnx;

  /**
   * @param run tells where the model is from
   * @throws UsageException for what ONNX cannot express, with what to do instead
   */
  public RunExport(RunFolder run, SavedModel model) {
    Map<String, String> metadata = new LinkedHashMap<>();
    run.provenanceText().ifPresent(text -> metadata.put("provenance", text));
    this.model = model;
    try {
      onnx = OnnxModel.of(model, metadata);
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
