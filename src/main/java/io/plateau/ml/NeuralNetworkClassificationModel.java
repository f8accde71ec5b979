package io.plateau.ml;

import io.plateau.engine.TrainingResult;
import io.plateau.ml.fit.FitColumns;
import io.plateau.ml.fit.SpreadColumn;
import io.plateau.ml.fit.Thresholds;
import io.plateau.ml.params.PredictionSettings;
import io.plateau.ml.persist.ModelReader;
import io.plateau.ml.predict.ClassOutputs;
import io.plateau.ml.predict.OutputSchema;
import io.plateau.ml.predict.SingleVector;
import io.plateau.model.Decision;
import io.plateau.model.SavedModel;
import io.plateau.nn.Network;
import io.plateau.nn.ParameterGroup;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.loss.LabelType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A network that classifies vectors. Appends logits, probabilities and the likeliest class (with
 * thresholds as spark.ml has them), or for several labels a vector of 0 and 1 each.
 */
public final class NeuralNetworkClassificationModel
    extends ClassificationModelStage<
        NeuralNetworkClassificationModel, ClassificationTrainingSummary>
    implements NetworkModel<NeuralNetworkClassificationModel, ClassificationTrainingSummary>,
        PredictionSettings<NeuralNetworkClassificationModel>,
        HasTrainingSummary<ClassificationTrainingSummary>,
        PortableModel {
  private static final long serialVersionUID = 1L;

  /** Logits of ± this are probabilities of 1 and 0: e⁻²⁰⁰ is below all positive floats. */
  private static final float CERTAIN = 200;

  /** Only for service discovery: a model without a network. */
  public NeuralNetworkClassificationModel() {
    this("", null);
  }

  /** The model of a trained network, without a summary. */
  public static NeuralNetworkClassificationModel of(TrainedNetwork network) {
    return new NeuralNetworkClassificationModel(Identifiable.randomUID("nnc"), network);
  }

  NeuralNetworkClassificationModel(String uid, TrainedNetwork trained) {
    super(uid, trained);
  }

  /** Number of classes, or of labels. */
  @Override
  public int numClasses() {
    return isMultiLabel() ? trained().outputs() : Math.max(2, trained().outputs());
  }

  /** Whether each output is a label of its own, not one of several classes. */
  public boolean isMultiLabel() {
    return trained().target() == LabelType.LABELS;
  }

  @Override
  public double predict(Vector features) {
    if (isMultiLabel()) {
      throw new UnsupportedOperationException(
          "predict gives one class, but this model has several labels; use predictProbability");
    }
    return super.predict(features);
  }

  @Override
  public Vector predictRaw(Vector features) {
    return Vectors.dense(
        decision().raw(SingleVector.outputs(trained(), features), trained().outputs(), 0));
  }

  @Override
  public Vector raw2probabilityInPlace(Vector raw) {
    double[] values = ((DenseVector) raw).values();
    int k = trained().outputs();
    float[] z = new float[k];
    for (int i = 0; i < k; i++) {
      z[i] = (float) values[values.length - k + i];
    }
    trained().loss().predict(z, k, 1);
    double[] probabilities = decision().probabilities(z, k, 0);
    System.arraycopy(probabilities, 0, values, 0, values.length);
    return raw;
  }

  private Decision decision() {
    return new Decision(isDefined(thresholds()) ? getThresholds() : null, isMultiLabel());
  }

  /** What transform appends. */
  @Override
  public ClassOutputs chosen() {
    Thresholds.require(this, numClasses());
    return new ClassOutputs(
        !getRawPredictionCol().isEmpty(),
        !getProbabilityCol().isEmpty(),
        !getPredictionCol().isEmpty(),
        decision(),
        !getPredictionSpreadCol().isEmpty());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FitColumns.requireVector(schema, getFeaturesCol());
    String spread = SpreadColumn.of(this, network().members());
    OutputSchema out =
        new OutputSchema(schema)
            .vector(getRawPredictionCol(), numClasses())
            .vector(getProbabilityCol(), numClasses());
    return (isMultiLabel()
            ? out.vector(getPredictionCol(), numClasses()).vector(spread, numClasses())
            : out.classes(getPredictionCol(), numClasses()).number(spread))
        .schema();
  }

  /** Spark's two declarations of it clash in Java unless it is raw. */
  @Override
  @SuppressWarnings({"rawtypes", "unchecked"})
  public scala.Tuple3 findSummaryModel() {
    NeuralNetworkClassificationModel complete = ClassificationSummary.complete(this);
    return new scala.Tuple3<>(complete, complete.getProbabilityCol(), complete.getPredictionCol());
  }

  /**
   * The model of rows that all have class 0: it predicts that class with probability 1, whatever
   * the features are. Else what a training of few steps has left would predict the class that no
   * row has.
   *
   * @param dataset rows of the fit
   */
  NeuralNetworkClassificationModel ofOneClass(Dataset<Row> dataset) {
    float[] logits = new float[trained().outputs()];
    Arrays.fill(logits, -CERTAIN);
    if (logits.length > 1) {
      logits[0] = CERTAIN;
    }
    Network bare = network().withoutCorrection();
    float[] weights =
        bare.rescaled(
            trained().weights(),
            (value, role, output) -> role == ParameterGroup.Role.BIAS ? logits[output] : 0);
    NeuralNetworkClassificationModel certain =
        copyValues(
            new NeuralNetworkClassificationModel(
                uid(), new TrainedNetwork(bare, trained().loss(), trained().target(), weights)),
            new ParamMap());
    certain.summarize(summary().result(), dataset);
    return certain.setParent(parent());
  }

  @Override
  public ClassificationTrainingSummary summary(TrainingResult result, Dataset<Row> rows) {
    return ClassificationTrainingSummary.of(this, rows, result);
  }

  @Override
  public ClassificationSummary evaluate(Dataset<?> dataset) {
    return new ClassificationSummary(this, dataset.toDF());
  }

  @Override
  public SavedModel savedModel() {
    return new SavedModel(Optional.empty(), trained(), List.of(), thresholdList());
  }

  /** The thresholds, empty where none are set. */
  List<Double> thresholdList() {
    return isDefined(thresholds()) ? Arrays.stream(getThresholds()).boxed().toList() : List.of();
  }

  @Override
  public NeuralNetworkClassificationModel copy(ParamMap extra) {
    NeuralNetworkClassificationModel copy =
        copyValues(new NeuralNetworkClassificationModel(uid(), trained()), extra);
    copy.trainingSummary_$eq(trainingSummary());
    return copy.setParent(parent());
  }

  /** Reads a saved model. */
  public static MLReader<NeuralNetworkClassificationModel> read() {
    return new ModelReader<>(
        NeuralNetworkClassificationModel.class,
        (uid, files) -> new NeuralNetworkClassificationModel(uid, files.network()));
  }

  /** Reads a saved model. */
  public static NeuralNetworkClassificationModel load(String path) {
    return read().load(path);
  }
}
