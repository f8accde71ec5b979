package io.plateau.ml;

import org.apache.spark.ml.util.HasTrainingSummary;
import scala.Option;

/**
 * Training summary of a model of a table: that of the network behind the encoder. Its rows are the
 * encoded ones, and its classes places among the labels.
 *
 * @param <T> the summary
 */
public interface HasNetworkSummary<T> extends HasTrainingSummary<T> {
  /** The network behind the encoder. */
  HasTrainingSummary<T> network();

  /** How the training went. */
  @Override
  default T summary() {
    return network().summary();
  }

  @Override
  default Option<T> trainingSummary() {
    return network().trainingSummary();
  }

  @Override
  default void trainingSummary_$eq(Option<T> value) {
    network().trainingSummary_$eq(value);
  }

  /** Saves the summary but its rows to a local file, as Connect does with models not in use. */
  @Override
  default void saveSummary(String path) {
    network().saveSummary(path);
  }
}
