package io.plateau.ml;

import io.plateau.engine.RunControl;
import io.plateau.ml.fit.Columns;
import io.plateau.ml.fit.Fit;
import io.plateau.ml.params.HasCheckpoints;
import io.plateau.ml.params.NetworkSettings;
import io.plateau.ml.params.ParamReader;
import io.plateau.ml.predict.OutputSchema;
import io.plateau.nn.TrainedNetwork;
import io.plateau.spec.TrainingSpec;
import io.plateau.train.TrainingListener;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a feed-forward network to predict numbers. A label column of vectors trains several
 * outputs at once, and the prediction column then holds vectors, too.
 */
public final class NeuralNetworkRegressor
    extends RegressorStage<NeuralNetworkRegressor, NeuralNetworkRegressionModel>
    implements HasCheckpoints<NeuralNetworkRegressor>,
        NetworkSettings<NeuralNetworkRegressor>,
        MLWritable,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private transient TrainedNetwork initial;
  private transient TrainingListener listener = TrainingListener.NONE;
  private transient RunControl control;
  private transient FitWatch watch;
  private transient TrainingSpec spec;

  public NeuralNetworkRegressor() {
    this(Identifiable.randomUID("nnr"));
  }

  /**
   * @param uid of the stage, unique in its pipeline
   */
  public NeuralNetworkRegressor(String uid) {
    super(uid);
    declared().setDefaults();
    setDefault(checkpointInterval(), 10);
  }

  /**
   * Whether to train on labels of mean 0 and variance 1; the model speaks in their own unit either
   * way, but losses in the history do not. Unset: yes, but with loss poisson, which needs counts.
   */
  public NeuralNetworkRegressor setStandardizeLabel(boolean value) {
    return with(standardizeLabel(), value);
  }

  /**
   * Whether predictions are limited to the range of the training labels, once the network is
   * trained. Unset: yes with recipe tabular, but with loss poisson.
   */
  public NeuralNetworkRegressor setClampOutput(boolean value) {
    return with(declared().get("clampOutput"), value);
  }

  /** Goes on from the weights of a model with the same layers. Not saved with this stage. */
  public NeuralNetworkRegressor setInitialModel(NeuralNetworkRegressionModel model) {
    initial = model == null ? null : model.trained();
    return this;
  }

  /** Is told of rounds and epochs while fitting, on the driver. Not saved with this stage. */
  public NeuralNetworkRegressor setListener(TrainingListener value) {
    listener = value == null ? TrainingListener.NONE : value;
    return this;
  }

  /** Replaces the params of the training itself, and is shown in them where it can. Not saved. */
  public NeuralNetworkRegressor setSpec(TrainingSpec value) {
    spec = value;
    declared().setAll(value);
    return this;
  }

  /** Takes the place of the params about checkpoints; null gives it back. Not saved. */
  public NeuralNetworkRegressor setControl(RunControl value) {
    control = value;
    return this;
  }

  /** Lets another thread follow fits and stop them; null for nobody. Not saved with this stage. */
  public NeuralNetworkRegressor setWatch(FitWatch value) {
    watch = value;
    return this;
  }

  @Override
  public NeuralNetworkRegressionModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return copyValues(train(dataset).setParent(this), new ParamMap());
  }

  @Override
  public NeuralNetworkRegressionModel train(Dataset<?> dataset) {
    FitWatch watching = ConnectFits.watch(watch, dataset);
    Fit.Outcome outcome =
        new Fit(
                spec == null ? ParamReader.spec(this) : spec,
                this,
                columns(dataset.schema()),
                (measures, classes) -> null,
                initial,
                FitWatch.listener(watching, listener == null ? TrainingListener.NONE : listener),
                FitWatch.control(watching, control == null ? controlByParams() : control))
            .run(dataset);
    NeuralNetworkRegressionModel model =
        copyValues(new NeuralNetworkRegressionModel(uid(), outcome.network()), new ParamMap());
    model.summarize(outcome.result(), dataset.toDF());
    FitWatch.end(watching, outcome.result());
    return model;
  }

  private Columns columns(StructType schema) {
    return Columns.of(this, getFeaturesCol(), getLabelCol(), false, schema);
  }

  @Override
  public StructType validateAndTransformSchema(
      StructType schema, boolean fitting, DataType featuresType) {
    if (!fitting) {
      return super.validateAndTransformSchema(schema, false, featuresType);
    }
    Columns columns = columns(schema);
    columns.check(schema);
    OutputSchema out = new OutputSchema(schema);
    String spread = SpreadColumn.of(this, getMembers());
    return (columns.target().isVector()
            ? out.vector(getPredictionCol(), 0).vector(spread, 0)
            : out.number(getPredictionCol()).number(spread))
        .schema();
  }

  @Override
  public NeuralNetworkRegressor copy(ParamMap extra) {
    NeuralNetworkRegressor copy = copyValues(new NeuralNetworkRegressor(uid()), extra);
    copy.initial = initial;
    copy.listener = listener;
    copy.control = control;
    copy.watch = watch;
    copy.spec = spec;
    return copy;
  }

  /** Reads a saved regressor. */
  public static MLReader<NeuralNetworkRegressor> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads a saved regressor. */
  public static NeuralNetworkRegressor load(String path) {
    return read().load(path);
  }
}
