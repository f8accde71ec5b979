package io.plateau.data;

import io.plateau.data.column.JobColumns;
import io.plateau.data.column.Task;
import io.plateau.table.ValueType;
import java.util.List;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.util.Identifiable;

/**
 * Labels in the data's form and in that of the network.
 *
 * @param column of the class, as Spark's indexer is to read it
 * @param classes in the order of their indexes, or null where the label is no class
 */
record Labels(Task task, String column, List<String> classes) {
  /**
   * The labels of a job. A class that Spark's indexer cannot read, as a boolean or by its name, is
   * indexed where {@link Prepared#CLASS} names it: an indexer whose column is not there does
   * nothing.
   */
  static Labels of(Task task, JobColumns columns, List<String> classes) {
    String label = columns.labels().get(0);
    boolean read = columns.types().get(label) != ValueType.BOOLEAN && isName(label);
    return new Labels(task, read ? label : Prepared.CLASS, classes);
  }

  /** Whether Spark takes a string for the name of a column, and not for an expression. */
  private static boolean isName(String label) {
    return !label.contains(".") && !label.equals("*");
  }

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
                .setInputCol(column)
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
