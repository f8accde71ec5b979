package io.plateau.ml;

import io.plateau.frame.ColumnName;
import io.plateau.frame.ColumnTypes;
import io.plateau.ml.fit.FitColumns;
import io.plateau.ml.fit.SpreadColumn;
import io.plateau.ml.params.HasCheckpoints;
import io.plateau.ml.params.HasLabelScale;
import io.plateau.ml.params.HasPredictedLabel;
import io.plateau.ml.params.HasValidationFraction;
import io.plateau.ml.params.NetworkSettings;
import io.plateau.ml.params.RegressorSettings;
import io.plateau.ml.params.TableSettings;
import io.plateau.ml.persist.EstimatorReader;
import io.plateau.ml.predict.OutputSchema;
import io.plateau.ml.table.FiniteRows;
import io.plateau.table.ColumnKind;
import io.plateau.table.RawColumn;
import io.plateau.table.ValueType;
import java.util.Optional;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a network that predicts a number from columns of any kind: a {@link TableEncoder} and a
 * {@link NeuralNetworkRegressor} in one stage, with the params of both. A label column of vectors
 * trains several outputs at once. All columns are features but the label, weights, the validation
 * indicator and {@code ignoredCols}.
 */
public final class TabularRegressor extends TabularStage<TabularRegressionModel>
    implements RegressorSettings<TabularRegressor>,
        HasCheckpoints<TabularRegressor>,
        NetworkSettings<TabularRegressor>,
        HasLabelScale,
        HasFollowers<TabularRegressor>,
        HasValidationFraction<TabularRegressor>,
        TableSettings<TabularRegressor>,
        HasPredictedLabel<TabularRegressor>,
        MLWritable,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  public TabularRegressor() {
    this(Identifiable.randomUID("tar"));
  }

  /**
   * @param uid of the stage, unique in its pipeline
   */
  public TabularRegressor(String uid) {
    super(uid);
  }

  @Override
  public TabularRegressionModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    TabularRows rows =
        TabularRows.of(
            this, dataset, label(dataset.schema()), FiniteRows.hasNumbers(getLabelCol(), dataset));
    Dataset<Row> frame = rows.frame(this, ColumnName.column(getLabelCol()));
    NeuralNetworkRegressor half =
        copyValues(new NeuralNetworkRegressor(uid() + "_network"), new ParamMap())
            .setFeaturesCol(rows.features())
            .setValidationIndicatorCol(rows.validation())
            .setListener(listener())
            .setWatch(watch());
    NeuralNetworkRegressionModel network = TabularRows.fitted(this, () -> half.fit(frame));
    return copyValues(new TabularRegressionModel(uid(), rows.encoder(), network), new ParamMap())
        .setParent(this);
  }

  /** The label as numbers; empty for vectors of several labels. */
  private Optional<RawColumn> label(StructType schema) {
    ValueType type = ColumnTypes.of(ColumnName.type(schema, getLabelCol()));
    return FitColumns.requireNumbers(schema, getLabelCol())
        ? Optional.empty()
        : Optional.of(new RawColumn(getLabelCol(), type, Optional.of(ColumnKind.NUMBER)));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    TabularRows.columns(this, schema);
    String spread = SpreadColumn.beforeFit(this);
    return new OutputSchema(schema)
        .numbers(getPredictionCol(), spread, FitColumns.requireNumbers(schema, getLabelCol()), 0)
        .schema();
  }

  @Override
  public TabularRegressor copy(ParamMap extra) {
    return copyValues(new TabularRegressor(uid()), extra).setListener(listener()).setWatch(watch());
  }

  /** Reads a saved regressor. */
  public static MLReader<TabularRegressor> read() {
    return new EstimatorReader<>(TabularRegressor.class, TabularRegressor::new);
  }

  /** Reads a saved regressor. */
  public static TabularRegressor load(String path) {
    return read().load(path);
  }
}
