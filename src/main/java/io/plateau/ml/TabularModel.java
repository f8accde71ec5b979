package io.plateau.ml;

import java.util.Map;
import org.apache.spark.sql.Dataset;

/** Model of the columns of a table: an encoder, and the network behind it. */
public interface TabularModel {
  /** The encoder of the columns; its vectors are what {@link #network} takes. */
  TableEncoderModel encoder();

  /** The network behind the encoder. */
  NetworkModel<?, ?> network();

  /**
   * How much each column matters for these rows: by how much their mean loss rises when the
   * column's values come from other rows, as {@link NetworkModel#featureImportances} measures it.
   * About 0, or a little less, where it does not matter. Rows without a label, and those with one
   * that training did not have, are left out.
   *
   * @param dataset rows with the columns of training, the label among them
   * @return the rises by column, the largest first
   * @throws io.plateau.train.DataException for a row that cannot be, and where there are no rows
   * @throws IllegalArgumentException for a column that is missing or of another type
   */
  Map<String, Double> featureImportances(Dataset<?> dataset);
}
