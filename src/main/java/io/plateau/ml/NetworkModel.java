package io.plateau.ml;

import io.plateau.evaluation.FeatureImportance;
import io.plateau.frame.Packing;
import io.plateau.ml.fit.CheckedRows;
import io.plateau.ml.fit.FitColumns;
import io.plateau.ml.fit.RowCheck;
import io.plateau.ml.params.PredictionSettings;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.loss.LabelType;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * What both models have alike.
 *
 * @param <M> the model
 * @param <S> its training summary
 */
public interface NetworkModel<M, S extends TrainingSummary>
    extends PredictionSettings<M>, HasTrainingSummary<S>, MLWritable {
  /** The network and its weights. */
  TrainedNetwork trained();

  /**
   * All weights: for each layer W (outputs × inputs) by columns, then the biases; the layout of
   * Spark's MultilayerPerceptronClassificationModel.
   */
  default Vector weights() {
    return Packing.vector(trained().weights());
  }

  /**
   * How its training went.
   *
   * @throws IllegalStateException where it was loaded rather than fitted
   */
  @Override
  default S summary() {
    if (!hasSummary()) {
      throw new IllegalStateException(
          "No training summary available for this %s: only a model that was fitted in this session has one"
              .formatted(getClass().getSimpleName()));
    }
    return trainingSummary().get();
  }

  /** Saves the summary but its rows to a local file, as Connect does with models not in use. */
  @Override
  default void saveSummary(String path) {
    SavedSummary.write(summary().result(), path);
  }

  /** Its layers, without weights. */
  default Network network() {
    return trained().network();
  }

  /** The columns that {@link #featureImportances} reads. */
  FitColumns columns(StructType schema);

  /**
   * Measures of this model on rows, computed when first asked for.
   *
   * @param dataset with features and labels, and weights where a weightCol is set; handleInvalid
   *     says whether rows without are left out
   */
  PredictedRows<?> evaluate(Dataset<?> dataset);

  /**
   * How much each feature matters for these rows: by how much their mean loss rises when the
   * feature's values come from other rows. About 0, or a little less, where it does not matter. One
   * pass over the rows with a forward pass for each feature.
   *
   * <p>Breiman (2001), Random Forests; Fisher, Rudin and Dominici (2019), All Models are Wrong, but
   * Many are Useful.
   *
   * @param dataset with features and labels, and weights where a weightCol is set; handleInvalid
   *     says whether rows without are left out
   * @throws io.plateau.train.DataException for an invalid row, and where there are no rows or all
   *     weigh 0
   * @throws IllegalArgumentException for a column that is missing or of another type
   */
  default Vector featureImportances(Dataset<?> dataset) {
    FitColumns columns = columns(dataset.schema()).withoutValidation();
    columns.check(dataset.schema());
    TrainedNetwork network = trained();
    int classes = columns.target() == LabelType.CLASS ? Math.max(2, network.outputs()) : 0;
    int outputs = columns.target().isVector() ? network.outputs() : 0;
    RowCheck check = RowCheck.ofModel(columns, classes, network.network());
    boolean skip = !getHandleInvalid().equals("error");
    try (CheckedRows rows = CheckedRows.read(dataset, check, network.inputs(), outputs, skip)) {
      rows.requireWeight(columns);
      return Vectors.dense(FeatureImportance.of(network, rows.examples(), getSeed()));
    }
  }
}
