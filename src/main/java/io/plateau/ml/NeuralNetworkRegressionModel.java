package io.plateau.ml;

import io.plateau.engine.TrainingResult;
import io.plateau.frame.Packing;
import io.plateau.ml.fit.FitColumns;
import io.plateau.ml.fit.SpreadColumn;
import io.plateau.ml.params.PredictionSettings;
import io.plateau.ml.persist.ModelReader;
import io.plateau.ml.predict.NumberOutputs;
import io.plateau.ml.predict.OutputSchema;
import io.plateau.ml.predict.SingleVector;
import io.plateau.model.SavedModel;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.loss.LabelType;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A network that predicts numbers: one a row, or with vectors as labels a vector of several. */
public final class NeuralNetworkRegressionModel
    extends RegressionModelStage<NeuralNetworkRegressionModel, RegressionTrainingSummary>
    implements NetworkModel<NeuralNetworkRegressionModel, RegressionTrainingSummary>,
        PredictionSettings<NeuralNetworkRegressionModel>,
        HasTrainingSummary<RegressionTrainingSummary>,
        PortableModel {
  private static final long serialVersionUID = 1L;

  /** Only for service discovery: a model without a network. */
  public NeuralNetworkRegressionModel() {
    this("", null);
  }

  /** The model of a trained network, without a summary. */
  public static NeuralNetworkRegressionModel of(TrainedNetwork network) {
    return new NeuralNetworkRegressionModel(Identifiable.randomUID("nnr"), network);
  }

  NeuralNetworkRegressionModel(String uid, TrainedNetwork trained) {
    super(uid, trained);
  }

  /** Numbers predicted for a row. */
  public int numOutputs() {
    return trained().outputs();
  }

  /** Whether labels were vectors, and predictions are. */
  public boolean isMultiOutput() {
    return trained().target() == LabelType.NUMBERS;
  }

  @Override
  public double predict(Vector features) {
    if (isMultiOutput()) {
      throw new UnsupportedOperationException(
          "predict gives one number, but this model has several outputs; use predictVector");
    }
    return predictVector(features).apply(0);
  }

  /** The predictions of all outputs. */
  public Vector predictVector(Vector features) {
    float[] z = SingleVector.outputs(trained(), features);
    trained().loss().predict(z, z.length, 1);
    return Vectors.dense(Packing.doubles(z, 0, z.length));
  }

  /** What transform appends. */
  @Override
  public NumberOutputs chosen() {
    return new NumberOutputs(
        isMultiOutput(), !getPredictionCol().isEmpty(), !getPredictionSpreadCol().isEmpty());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FitColumns.requireVector(schema, getFeaturesCol());
    String spread = SpreadColumn.of(this, network().members());
    return new OutputSchema(schema)
        .numbers(getPredictionCol(), spread, isMultiOutput(), numOutputs())
        .schema();
  }

  @Override
  public RegressionTrainingSummary summary(TrainingResult result, Dataset<Row> rows) {
    return new RegressionTrainingSummary(this, rows, result);
  }

  @Override
  public RegressionSummary evaluate(Dataset<?> dataset) {
    return new RegressionSummary(this, dataset.toDF());
  }

  @Override
  public SavedModel savedModel() {
    return new SavedModel(Optional.empty(), trained(), List.of(), List.of());
  }

  @Override
  public NeuralNetworkRegressionModel copy(ParamMap extra) {
    NeuralNetworkRegressionModel copy =
        copyValues(new NeuralNetworkRegressionModel(uid(), trained()), extra);
    copy.trainingSummary_$eq(trainingSummary());
    return copy.setParent(parent());
  }

  /** Reads a saved model. */
  public static MLReader<NeuralNetworkRegressionModel> read() {
    return new ModelReader<>(
        NeuralNetworkRegressionModel.class,
        (uid, files) -> new NeuralNetworkRegressionModel(uid, files.network()));
  }

  /** Reads a saved model. */
  public static NeuralNetworkRegressionModel load(String path) {
    return read().load(path);
  }
}
