package io.plateau.ml;

import io.plateau.ml.fit.FitColumns;
import io.plateau.ml.fit.SpreadColumn;
import io.plateau.ml.params.HasCheckpoints;
import io.plateau.ml.params.NetworkSettings;
import io.plateau.ml.params.RegressorSettings;
import io.plateau.ml.persist.EstimatorReader;
import io.plateau.ml.predict.OutputSchema;
import io.plateau.nn.TrainedNetwork;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a feed-forward network to predict numbers. A label column of vectors trains several
 * outputs at once, and the prediction column then holds vectors, too.
 */
public final class NeuralNetworkRegressor
    extends RegressorStage<NeuralNetworkRegressor, NeuralNetworkRegressionModel>
    implements RegressorSettings<NeuralNetworkRegressor>,
        HasCheckpoints<NeuralNetworkRegressor>,
        NetworkSettings<NeuralNetworkRegressor>,
        HasFollowers<NeuralNetworkRegressor>,
        MLWritable,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  public NeuralNetworkRegressor() {
    this(Identifiable.randomUID("nnr"));
  }

  /**
   * @param uid of the stage, unique in its pipeline
   */
  public NeuralNetworkRegressor(String uid) {
    super(uid);
  }

  /** Starts from the weights of a model with the same layers. Not saved with this stage. */
  public NeuralNetworkRegressor setInitialModel(NeuralNetworkRegressionModel model) {
    initial_$eq(model == null ? null : model.trained());
    return this;
  }

  @Override
  public NeuralNetworkRegressionModel model(TrainedNetwork network) {
    return new NeuralNetworkRegressionModel(uid(), network);
  }

  @Override
  public StructType validateAndTransformSchema(
      StructType schema, boolean fitting, DataType featuresType) {
    if (!fitting) {
      return super.validateAndTransformSchema(schema, false, featuresType);
    }
    FitColumns columns = columns(schema);
    columns.check(schema);
    String spread = SpreadColumn.beforeFit(this);
    return new OutputSchema(schema)
        .numbers(getPredictionCol(), spread, columns.target().isVector(), 0)
        .schema();
  }

  @Override
  public NeuralNetworkRegressor copy(ParamMap extra) {
    NeuralNetworkRegressor copy = copyValues(new NeuralNetworkRegressor(uid()), extra);
    copy.initial_$eq(initial());
    return copy.setListener(listener()).setWatch(watch());
  }

  /** Reads a saved regressor. */
  public static MLReader<NeuralNetworkRegressor> read() {
    return new EstimatorReader<>(NeuralNetworkRegressor.class, NeuralNetworkRegressor::new);
  }

  /** Reads a saved regressor. */
  public static NeuralNetworkRegressor load(String path) {
    return read().load(path);
  }
}
