package io.plateau.ml;

import io.plateau.engine.TrainingResult;
import io.plateau.ml.fit.Columns;
import io.plateau.ml.fit.Packing;
import io.plateau.ml.persist.ModelReader;
import io.plateau.ml.persist.ModelWriter;
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
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/** A network that predicts numbers: one a row, or with vectors as labels a vector of several. */
public final class NeuralNetworkRegressionModel
    extends RegressionModelStage<NeuralNetworkRegressionModel>
    implements NetworkModel<NeuralNetworkRegressionModel, RegressionTrainingSummary>,
        HasTrainingSummary<RegressionTrainingSummary>,
        PortableModel,
        MLWritable {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(NeuralNetworkRegressionModel.class);

  private final TrainedNetwork trained;
  private transient RegressionTrainingSummary summary;

  /** For service discovery alone: a model without a network. */
  public NeuralNetworkRegressionModel() {
    this("", null);
  }

  /** The model of a trained network, without a summary. */
  public static NeuralNetworkRegressionModel of(TrainedNetwork network) {
    return new NeuralNetworkRegressionModel(Identifiable.randomUID("nnr"), network);
  }

  NeuralNetworkRegressionModel(String uid, TrainedNetwork trained) {
    super(uid);
    this.trained = trained;
    declared().setDefaults();
  }

  @Override
  public TrainedNetwork trained() {
    return trained;
  }

  @Override
  public int numFeatures() {
    return trained.inputs();
  }

  /** Numbers predicted for a row. */
  public int numOutputs() {
    return trained.outputs();
  }

  /** Whether labels were vectors, and predictions are. */
  public boolean isMultiOutput() {
    return trained.target() == LabelType.NUMBERS;
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
    float[] z = SingleVector.outputs(trained, features);
    trained.loss().predict(z, z.length, 1);
    return Vectors.dense(Packing.doubles(z, 0, z.length));
  }

  /** What transform appends. */
  NumberOutputs chosen() {
    return new NumberOutputs(
        isMultiOutput(), !getPredictionCol().isEmpty(), !getPredictionSpreadCol().isEmpty());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.requireVector(schema, getFeaturesCol());
    String spread = SpreadColumn.of(this, network().members());
    OutputSchema out = new OutputSchema(schema);
    return (isMultiOutput()
            ? out.vector(getPredictionCol(), numOutputs()).vector(spread, numOutputs())
            : out.number(getPredictionCol()).number(spread))
        .schema();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    if (chosen().count() == 0) {
      LOG.warn("{}: transform does nothing, as no output column is set", uid());
      return dataset.toDF();
    }
    return transformed(dataset, schema, getFeaturesCol(), chosen());
  }

  @Override
  public Columns columns(StructType schema) {
    return Columns.of(this, getFeaturesCol(), getLabelCol(), false, schema);
  }

  @Override
  public Option<RegressionTrainingSummary> trainingSummary() {
    return Option.apply(summary);
  }

  @Override
  public void trainingSummary_$eq(Option<RegressionTrainingSummary> value) {
    summary = value.isDefined() ? value.get() : null;
  }

  /** Restores a summary that was saved. */
  @Override
  public void loadSummary(String path, Dataset<Row> dataset) {
    summarize(SavedSummary.read(path), dataset);
  }

  void summarize(TrainingResult result, Dataset<Row> dataset) {
    summary = new RegressionTrainingSummary(this, dataset, result);
  }

  /** Measures of this model on other rows. */
  public RegressionSummary evaluate(Dataset<?> dataset) {
    return new RegressionSummary(this, dataset.toDF());
  }

  @Override
  public SavedModel savedModel() {
    return new SavedModel(Optional.empty(), trained, List.of(), List.of());
  }

  @Override
  public NeuralNetworkRegressionModel copy(ParamMap extra) {
    NeuralNetworkRegressionModel copy =
        copyValues(new NeuralNetworkRegressionModel(uid(), trained), extra);
    copy.summary = summary;
    return copy.setParent(parent());
  }

  /** Bytes of the weights and about those of the rest, by which Connect bounds its models. */
  @Override
  public long estimatedSize() {
    return bytes();
  }

  @Override
  public MLWriter write() {
    return new ModelWriter(this, trained);
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

  @Override
  public String toString() {
    return "NeuralNetworkRegressionModel: uid=" + uid() + ", " + trained;
  }
}
