package io.plateau.run;

import io.plateau.ml.PortableModel;
import io.plateau.ml.TableEncoderModel;
import io.plateau.model.SavedModel;
import io.plateau.table.FittedTable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.IndexToString;

/** Stages of a run's pipeline. */
final class PipelineStages {
  private PipelineStages() {}

  /**
   * What the predictions of a pipeline follow from.
   *
   * @param columns of labels in the data
   */
  static SavedModel savedModel(PipelineModel pipeline, List<String> columns) {
    FittedTable table = null;
    SavedModel model = null;
    List<String> labels = List.of();
    for (Transformer stage : pipeline.stages()) {
      if (stage instanceof TableEncoderModel encoder) {
        table = encoder.table();
      } else if (stage instanceof PortableModel portable) {
        model = portable.savedModel();
      } else if (stage instanceof IndexToString names) {
        labels = List.of(names.getLabels());
      }
    }
    if (model == null) {
      throw new IllegalStateException("the pipeline of a run has a model, got " + pipeline);
    }
    return new SavedModel(
        Optional.ofNullable(table),
        model.network(),
        model.network().target().isVector() ? columns : labels,
        model.thresholds());
  }
}
