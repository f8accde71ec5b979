package io.plateau.ml;

import io.plateau.ml.fit.FitColumns;
import io.plateau.ml.fit.Measures;
import io.plateau.ml.fit.SpreadColumn;
import io.plateau.ml.params.ClassifierSettings;
import io.plateau.ml.params.HasCheckpoints;
import io.plateau.ml.params.NetworkSettings;
import io.plateau.ml.persist.EstimatorReader;
import io.plateau.ml.predict.OutputSchema;
import io.plateau.nn.TrainedNetwork;
import java.util.Arrays;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.shared.HasWeightCol;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a feed-forward network that classifies vectors. Replaces Spark's
 * MultilayerPerceptronClassifier: with {@code layers} set, hidden units are sigmoid and the solver
 * is l-bfgs, unless set otherwise, and weights have the same layout.
 *
 * <p>A label column of numbers holds classes 0, 1, 2 …; one of vectors holds several labels of a
 * row, each 0 or 1 (or a probability), and the prediction column then holds vectors, too.
 */
public final class NeuralNetworkClassifier
    extends ClassifierStage<NeuralNetworkClassifier, NeuralNetworkClassificationModel>
    implements ClassifierSettings<NeuralNetworkClassifier>,
        HasCheckpoints<NeuralNetworkClassifier>,
        NetworkSettings<NeuralNetworkClassifier>,
        HasFollowers<NeuralNetworkClassifier>,
        HasWeightCol,
        MLWritable,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  public NeuralNetworkClassifier() {
    this(Identifiable.randomUID("nnc"));
  }

  /**
   * @param uid of the stage, unique in its pipeline
   */
  public NeuralNetworkClassifier(String uid) {
    super(uid);
  }

  /** Starts from the weights of a model with the same layers. Not saved with this stage. */
  public NeuralNetworkClassifier setInitialModel(NeuralNetworkClassificationModel model) {
    initial_$eq(model == null ? null : model.trained());
    return this;
  }

  @Override
  public NeuralNetworkClassificationModel model(TrainedNetwork network) {
    return new NeuralNetworkClassificationModel(uid(), network);
  }

  /** By this and {@link HasWeightCol} Spark's OneVsRest weighs rows. */
  @Override
  public Param<String> weightCol() {
    return declared().get("weightCol");
  }

  @Override
  public String getWeightCol() {
    return getOrDefault(weightCol());
  }

  /** Has no effect: the param is {@link #declared} with the others. */
  @Override
  public void org$apache$spark$ml$param$shared$HasWeightCol$_setter_$weightCol_$eq(
      Param<String> param) {}

  private boolean isBalanced() {
    return getClassWeight().equals("balanced");
  }

  @Override
  public double[] classFactors(Measures measures, int classes) {
    boolean given = isDefined(classWeights());
    boolean balanced = isBalanced();
    if (given && balanced) {
      throw new IllegalArgumentException(
          "classWeights and classWeight balanced are both set; set one of them");
    }
    if (given && getClassWeights().length != classes) {
      throw new IllegalArgumentException(
          "classWeights must have a factor for each of %s classes, got %s"
              .formatted(classes, Arrays.toString(getClassWeights())));
    }
    if (!balanced) {
      return given ? getClassWeights() : null;
    }
    double[] factors = new double[classes];
    for (int i = 0; i < measures.classes.size(); i++) {
      double weight = measures.classes.get(i).value();
      factors[i] = weight == 0 ? 0 : measures.weight.value() / (measures.presentClasses() * weight);
    }
    return factors;
  }

  @Override
  public StructType validateAndTransformSchema(
      StructType schema, boolean fitting, DataType featuresType) {
    if (!fitting) {
      return super.validateAndTransformSchema(schema, false, featuresType);
    }
    FitColumns columns = columns(schema);
    columns.check(schema);
    if (columns.target().isVector() && (isDefined(classWeights()) || isBalanced())) {
      throw new IllegalArgumentException(
          "classWeight and classWeights are for one class per row, but column \"%s\" has several labels"
              .formatted(getLabelCol()));
    }
    OutputSchema out =
        new OutputSchema(schema).vector(getRawPredictionCol(), 0).vector(getProbabilityCol(), 0);
    String spread = SpreadColumn.of(this, getMembers());
    return (columns.target().isVector()
            ? out.vector(getPredictionCol(), 0).vector(spread, 0)
            : out.classes(getPredictionCol(), 0).number(spread))
        .schema();
  }

  @Override
  public NeuralNetworkClassifier copy(ParamMap extra) {
    NeuralNetworkClassifier copy = copyValues(new NeuralNetworkClassifier(uid()), extra);
    copy.initial_$eq(initial());
    return copy.setListener(listener()).setWatch(watch());
  }

  /** Reads a saved classifier. */
  public static MLReader<NeuralNetworkClassifier> read() {
    return new EstimatorReader<>(NeuralNetworkClassifier.class, NeuralNetworkClassifier::new);
  }

  /** Reads a saved classifier. */
  public static NeuralNetworkClassifier load(String path) {
    return read().load(path);
  }
}
