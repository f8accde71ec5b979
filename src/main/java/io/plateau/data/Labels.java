package io.plateau.data;

import java.util.List;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.util.Identifiable;

/**
 * Labels in the data's form and in that of the network.
 *
 * @param classes in the order of their indexes, or null where the label is no class
 */
record Labels(Task task, List<String> columns, List<String> classes) {

  /** Whether a stage is that which gives rows their {@link Prepared#LABEL}. */
  static boolean areOf(PipelineStage stage) {
    return stage instanceof StringIndexerModel indexer
        && indexer.isDefined(indexer.inputCol())
        && indexer.getOutputCol().equals(Prepared.LABEL);
  }

  /** Stages of a pipeline that give rows their {@link Prepared#LABEL}, if they have a label. */
  List<Transformer> before() {
    return classes == null
        ? List.of()
        : List.of(
            new StringIndexerModel(Identifiable.randomUID("strIdx"), classes.toArray(String[]::new))
                .setInputCol(columns.get(0))
                .setOutputCol(Prepared.LABEL));
  }

  /** Stages that turn {@link Prepared#RAW} into {@link Prepared#PREDICTION}. */
  List<Transformer> after() {
    return classes == null
        ? List.of()
        : List.of(
            new IndexToString()
                .setInputCol(Prepared.RAW)
                .setOutputCol(Prepared.PREDICTION)
                .setLabels(classes.toArray(String[]::new)));
  }
}
