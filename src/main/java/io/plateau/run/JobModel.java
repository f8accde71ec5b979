package io.plateau.run;

import io.plateau.data.Prepared;
import io.plateau.data.column.Task;
import io.plateau.job.Job;
import io.plateau.ml.NeuralNetworkClassificationModel;
import io.plateau.ml.NeuralNetworkRegressionModel;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.loss.LabelType;
import io.plateau.spec.TableColumns;
import io.plateau.spec.TrainingPlan;
import io.plateau.spec.TrainingSpec;
import io.plateau.table.FittedColumn;
import io.plateau.train.DataException;
import org.apache.spark.ml.Transformer;

/** Network of a job: planned for its data, and as the model between the stages of its pipeline. */
final class JobModel {
  private JobModel() {}

  /**
   * The plan of a training.
   *
   * @param labels how many columns are labels
   * @param validation whether there are validation rows
   */
  static TrainingPlan plan(TrainingSpec spec, Prepared prepared, int labels, boolean validation) {
    LabelType type = labelType(prepared.task(), labels);
    int outputs = labels;
    if (type == LabelType.CLASS) {
      int classes = prepared.classes().size();
      boolean one = spec.loss().choice().name().equals("sigmoidCrossEntropy");
      if (one && classes > 2) {
        throw new DataException(
            "loss sigmoidCrossEntropy takes a label of two classes, but there are %d; use softmaxCrossEntropy or auto"
                .formatted(classes));
      }
      outputs = one ? 1 : Math.max(2, classes);
    }
    return spec.plan(
        TableColumns.of(prepared.table(), spec.network().columns()), outputs, type, validation);
  }

  /**
   * Fails where a column that a run needs has the name of one that the model appends: its pipeline
   * could not be used on rows with both.
   */
  static void requireFreeNames(Prepared prepared, Job.Data data, TrainingSpec spec) {
    for (FittedColumn column : prepared.table().columns()) {
      if (isAppended(column.name(), prepared.task(), spec)) {
        throw taken(
            column.name(),
            "a feature",
            ", or set data.columns: {%s: ignore}".formatted(column.name()));
      }
    }
    for (String label : data.label()) {
      if (isAppended(label, prepared.task(), spec)) {
        throw taken(label, "a label", "");
      }
    }
    if (data.weight() != null && isAppended(data.weight(), prepared.task(), spec)) {
      throw taken(data.weight(), "the weight", "");
    }
  }

  private static boolean isAppended(String column, Task task, TrainingSpec spec) {
    return column.equalsIgnoreCase(Prepared.PREDICTION)
        || (column.equalsIgnoreCase(Prepared.PROBABILITY) && task != Task.REGRESSION)
        || (column.equalsIgnoreCase(Prepared.SPREAD) && spec.network().members().count() > 1);
  }

  private static DataException taken(String column, String as, String or) {
    return new DataException(
        "column \"%s\" cannot be %s, since predictions have a column of this name; rename it in the data"
                .formatted(column, as)
            + or);
  }

  static LabelType labelType(Task task, int labels) {
    return switch (task) {
      case CLASSIFICATION -> LabelType.CLASS;
      case MULTI_LABEL -> LabelType.LABELS;
      case REGRESSION -> labels == 1 ? LabelType.NUMBER : LabelType.NUMBERS;
    };
  }

  static Transformer of(Prepared prepared, TrainedNetwork network) {
    String spread = network.network().members() > 1 ? Prepared.SPREAD : "";
    if (prepared.task() == Task.REGRESSION) {
      return NeuralNetworkRegressionModel.of(network)
          .setPredictionSpreadCol(spread)
          .setFeaturesCol(Prepared.FEATURES)
          .setPredictionCol(prepared.predictionColumn());
    }
    NeuralNetworkClassificationModel model = NeuralNetworkClassificationModel.of(network);
    model.setFeaturesCol(Prepared.FEATURES);
    model.setPredictionCol(prepared.predictionColumn());
    model.setPredictionSpreadCol(spread);
    return model.setRawPredictionCol("");
  }
}
