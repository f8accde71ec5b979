package io.plateau.ml;

import io.plateau.math.Counted;
import io.plateau.ml.params.HasPredictedLabel;
import io.plateau.ml.params.PredictionSettings;
import io.plateau.ml.persist.ModelWriter;
import io.plateau.model.ModelFolder;
import io.plateau.store.TableJson;
import io.plateau.train.DataException;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.ml.PredictionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Option;

/**
 * Model of the columns of a table: an encoder, and the network behind it. Its training summary is
 * that of the network, whose rows are the encoded ones, and whose classes are places among the
 * labels.
 *
 * @param <M> the model
 * @param <N> the network
 * @param <S> its training summary
 */
public abstract class TabularModel<
        M extends TabularModel<M, N, S>,
        N extends PredictionModel<Vector, N> & NetworkModel<N, S>,
        S extends TrainingSummary>
    extends TabularModelStage<M>
    implements HasPredictedLabel<M>,
        PredictionSettings<M>,
        HasTrainingSummary<S>,
        PortableModel,
        MLWritable {
  private static final long serialVersionUID = 1L;

  private final TableEncoderModel encoder;
  private final N network;

  TabularModel(String uid, TableEncoderModel encoder, N network) {
    super(uid);
    this.encoder = encoder;
    this.network = network;
  }

  /** The encoder of the columns; its vectors are what {@link #network} takes. */
  public TableEncoderModel encoder() {
    return encoder;
  }

  /**
   * The network behind the encoder, with the params of this model; takes what the encoder makes.
   */
  public N network() {
    return withParams().setFeaturesCol(encoder.getOutputCol());
  }

  /** The network as it was trained or loaded. */
  N learned() {
    return network;
  }

  /** A copy of the network with the params of this model. */
  N withParams() {
    return TabularRows.withParams(this, network);
  }

  /**
   * Measures of this model on rows with labels, as {@link NetworkModel#evaluate} takes them.
   * Classes are places among the labels; a label that training did not have is a wrong prediction.
   * {@code predictions()} are those of {@link #transform}.
   *
   * @param dataset rows with the columns of training, the label among them, and weights where a
   *     weightCol is set
   */
  public abstract PredictedRows<?> evaluate(Dataset<?> dataset);

  /** What the network learned of encoded rows. */
  abstract Column target(Dataset<Row> encoded);

  /**
   * How much each column matters for these rows: by how much their mean loss rises when the
   * column's values come from other rows, as {@link NetworkModel#featureImportances} measures it.
   * About 0, or a little less, where it does not matter. Rows without a label, and those with one
   * that training did not have, are left out.
   *
   * @param dataset rows with the columns of training, the label among them
   * @return the rises by column, the largest first
   * @throws DataException for an invalid row, and where there are no rows
   * @throws IllegalArgumentException for a column that is missing or of another type
   */
  public abstract Map<String, Double> featureImportances(Dataset<?> dataset);

  /** How the training went. */
  @Override
  public S summary() {
    return network.summary();
  }

  @Override
  public Option<S> trainingSummary() {
    return network.trainingSummary();
  }

  @Override
  public void trainingSummary_$eq(Option<S> value) {
    network.trainingSummary_$eq(value);
  }

  /** Saves the summary but its rows to a local file, as Connect does with models not in use. */
  @Override
  public void saveSummary(String path) {
    network.saveSummary(path);
  }

  /** Restores a summary that was saved. */
  @Override
  public void loadSummary(String path, Dataset<Row> dataset) {
    TabularRows rows = TabularRows.of(this, encoder, dataset, getHandleInvalid());
    N set = withParams().setFeaturesCol(rows.features());
    set.loadSummary(path, rows.frame(this, target(rows.encoded())));
    network.trainingSummary_$eq(set.trainingSummary());
  }

  /** Bytes of the table and the network, about, by which Connect bounds its models. */
  @Override
  public long estimatedSize() {
    return encoder.estimatedSize() + network.estimatedSize();
  }

  /** The files of a saved model beside those of its params, by name. */
  Map<String, byte[]> files() {
    Map<String, byte[]> files = new HashMap<>(ModelFolder.of(network.trained()));
    files.put(ModelFolder.COLUMNS, TableJson.bytes(encoder.table()));
    return files;
  }

  @Override
  public MLWriter write() {
    return new ModelWriter(this, files(), encoder.timeZone());
  }

  @Override
  public String toString() {
    int columns = encoder.table().columns().size();
    return "%s: uid=%s, %s, %s"
        .formatted(
            getClass().getSimpleName(), uid(), Counted.of(columns, "column"), network.trained());
  }
}
