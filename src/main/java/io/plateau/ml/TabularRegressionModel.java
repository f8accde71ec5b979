package io.plateau.ml;

import io.plateau.frame.ColumnName;
import io.plateau.ml.fit.SpreadColumn;
import io.plateau.ml.params.HasLabelScale;
import io.plateau.ml.persist.ModelReader;
import io.plateau.ml.predict.OutputSchema;
import io.plateau.model.SavedModel;
import io.plateau.table.FittedTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A network that predicts a number, or a vector of several, from columns of any kind. */
public final class TabularRegressionModel
    extends TabularModel<
        TabularRegressionModel, NeuralNetworkRegressionModel, RegressionTrainingSummary>
    implements HasLabelScale {
  private static final long serialVersionUID = 1L;

  /** Only for service discovery: a model without a network. */
  public TabularRegressionModel() {
    this("", new TableEncoderModel("", FittedTable.EMPTY), new NeuralNetworkRegressionModel());
  }

  TabularRegressionModel(
      String uid, TableEncoderModel encoder, NeuralNetworkRegressionModel network) {
    super(uid, encoder, network);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    encoder().check(schema);
    String spread = SpreadColumn.of(this, learned().network().members());
    return new OutputSchema(schema)
        .numbers(getPredictionCol(), spread, learned().isMultiOutput(), learned().numOutputs())
        .schema();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return TabularRows.transformed(dataset, encoder(), withParams());
  }

  @Override
  public Map<String, Double> featureImportances(Dataset<?> dataset) {
    TabularRows rows = TabularRows.labeled(this, encoder(), dataset);
    return rows.importances(withParams(), target(rows.encoded()));
  }

  @Override
  Column target(Dataset<Row> encoded) {
    return ColumnName.column(getLabelCol());
  }

  @Override
  public RegressionSummary evaluate(Dataset<?> dataset) {
    TabularRows rows = TabularRows.labeled(this, encoder(), dataset);
    NeuralNetworkRegressionModel set =
        RegressionSummary.complete(withParams()).setFeaturesCol(rows.features());
    TabularRegressionModel model = copy(new ParamMap()).setPredictionCol(set.getPredictionCol());
    return new RegressionSummary(set, rows.frame(this, target(rows.encoded()))) {
      @Override
      public Dataset<Row> predictions() {
        return model.transform(dataset);
      }
    };
  }

  @Override
  public SavedModel savedModel() {
    return new SavedModel(
        Optional.of(encoder().table()), learned().trained(), List.of(), List.of());
  }

  @Override
  public TabularRegressionModel copy(ParamMap extra) {
    return copyValues(new TabularRegressionModel(uid(), encoder(), learned()), extra)
        .setParent(parent());
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
}
