package io.plateau.ml;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What both models have alike.
 *
 * @param <M> the model
 */
public interface NetworkModel<M> extends HasNetworkParams {
  /** The network and its weights. */
  TrainedNetwork trained();

  /**
   * All weights: for each layer W (outputs × inputs) by columns, then the biases; the layout of
   * Spark's MultilayerPerceptronClassificationModel.
   */
  default Vector weights() {
    return trained().vector();
  }

  /** Widths of all layers, the inputs first, however they came about. */
  @Override
  default int[] getLayers() {
    return trained().widths();
  }

  /** Sets how many rows transform predicts together. */
  @SuppressWarnings("unchecked")
  default M setBlockSize(int value) {
    set(blockSize(), value);
    return (M) this;
  }

  /** Sets what happens to rows that cannot be predicted: error, skip or keep. */
  @SuppressWarnings("unchecked")
  default M setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return (M) this;
  }

  /** The dataset with predictions appended; {@code schema} is its schema with theirs. */
  default Dataset<Row> transformed(
      Dataset<?> dataset, StructType schema, String features, Outputs outputs) {
    return AppendedColumns.to(
        dataset,
        schema,
        new BatchTransform(
            trained(),
            dataset.schema().fieldIndex(features),
            features,
            getBlockSize(),
            getHandleInvalid(),
            outputs));
  }
}
