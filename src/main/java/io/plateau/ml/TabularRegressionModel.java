package io.plateau.ml;

import io.plateau.ml.fit.ColumnName;
import io.plateau.ml.params.HasLabelScale;
import io.plateau.ml.params.HasPredictedLabel;
import io.plateau.ml.persist.ModelReader;
import io.plateau.ml.persist.ModelWriter;
import io.plateau.ml.predict.OutputSchema;
import io.plateau.model.ModelFolder;
import io.plateau.model.SavedModel;
import io.plateau.table.FittedTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A network that predicts a number, or a vector of several, by columns of any kind. */
public final class TabularRegressionModel extends TabularModelStage<TabularRegressionModel>
    implements HasLabelScale,
        HasPredictedLabel<TabularRegressionModel>,
        HasNetworkSummary<RegressionTrainingSummary>,
        HasTrainingSummary<RegressionTrainingSummary>,
        TabularModel,
        PortableModel,
        MLWritable {
  private static final long serialVersionUID = 1L;

  private final TableEncoderModel encoder;
  private final NeuralNetworkRegressionModel network;

  /** For service discovery alone: a model without a network. */
  public TabularRegressionModel() {
    this("", new TableEncoderModel("", FittedTable.EMPTY), new NeuralNetworkRegressionModel());
  }

  TabularRegressionModel(
      String uid, TableEncoderModel encoder, NeuralNetworkRegressionModel network) {
    super(uid);
    this.encoder = encoder;
    this.network = network;
    declared().setDefaults();
    tableParams().setDefaults();
  }

  @Override
  public TableEncoderModel encoder() {
    return encoder;
  }

  /** The network behind the encoder. */
  @Override
  public NeuralNetworkRegressionModel network() {
    return network;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    encoder.check(schema);
    String spread = SpreadColumn.of(this, network.network().members());
    OutputSchema out = new OutputSchema(schema);
    return (network.isMultiOutput()
            ? out.vector(getPredictionCol(), network.numOutputs())
                .vector(spread, network.numOutputs())
            : out.number(getPredictionCol()).number(spread))
        .schema();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    NeuralNetworkRegressionModel set = withParams();
    return TabularRows.transformed(dataset, encoder, set, set.chosen());
  }

  @Override
  public Map<String, Double> featureImportances(Dataset<?> dataset) {
    TabularRows rows = TabularRows.labeled(this, encoder, dataset);
    return rows.importances(withParams(), ColumnName.column(getLabelCol()));
  }

  /** A copy of the network with the params of this model. */
  private NeuralNetworkRegressionModel withParams() {
    return TabularRows.withParams(this, network);
  }

  /** Measures of this model on rows with labels. */
  RegressionSummary measured(Dataset<?> dataset) {
    TabularRows rows = TabularRows.labeled(this, encoder, dataset);
    return withParams()
        .setFeaturesCol(rows.features())
        .evaluate(rows.frame(this, ColumnName.column(getLabelCol())));
  }

  @Override
  public SavedModel savedModel() {
    return new SavedModel(Optional.of(encoder.table()), network.trained(), List.of(), List.of());
  }

  @Override
  public TabularRegressionModel copy(ParamMap extra) {
    return copyValues(new TabularRegressionModel(uid(), encoder, network), extra)
        .setParent(parent());
  }

  /** Restores a summary that was saved. */
  @Override
  public void loadSummary(String path, Dataset<Row> dataset) {
    TabularRows rows = TabularRows.of(encoder, dataset, getHandleInvalid());
    NeuralNetworkRegressionModel set = withParams().setFeaturesCol(rows.features());
    set.loadSummary(path, rows.frame(this, ColumnName.column(getLabelCol())));
    network.trainingSummary_$eq(set.trainingSummary());
  }

  /** Bytes of the table and the network, about, by which Connect bounds its models. */
  @Override
  public long estimatedSize() {
    return encoder.estimatedSize() + network.estimatedSize();
  }

  @Override
  public MLWriter write() {
    Map<String, byte[]> files = new HashMap<>(ModelFolder.of(network.trained()));
    files.putAll(ModelFolder.of(ModelFolder.COLUMNS, encoder.table()));
    return new ModelWriter(this, files, encoder.timeZone());
  }

  /** Reads a saved model. */
  public static MLReader<TabularRegressionModel> read() {
    return new ModelReader<>(
        TabularRegressionModel.class,
        (uid, files) ->
            new TabularRegressionModel(
                uid,
                TableEncoderModel.of(uid + "_encoder", files),
                new NeuralNetworkRegressionModel(uid + "_network", files.network())));
  }

  /** Reads a saved model. */
  public static TabularRegressionModel load(String path) {
    return read().load(path);
  }

  @Override
  public String toString() {
    return "TabularRegressionModel: uid=%s, %d columns, %s"
        .formatted(uid(), encoder.table().columns().size(), network.trained());
  }
}
