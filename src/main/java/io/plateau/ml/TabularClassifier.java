package io.plateau.ml;

import io.plateau.ml.params.HasCalibration;
import io.plateau.ml.params.HasCheckpoints;
import io.plateau.ml.params.HasClassWeights;
import io.plateau.ml.params.HasPredictedClass;
import io.plateau.ml.params.HasPredictedLabel;
import io.plateau.ml.params.HasValidationFraction;
import io.plateau.ml.params.NetworkSettings;
import io.plateau.ml.params.TableSettings;
import io.plateau.ml.predict.OutputSchema;
import io.plateau.table.RawColumn;
import io.plateau.train.TrainingListener;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a network to tell classes apart by columns of any kind: a {@link TableEncoder} and a
 * {@link NeuralNetworkClassifier} in one stage, with the params of both. Labels are strings,
 * booleans or numbers, and so are predictions. All columns are features but the label, weights, the
 * validation indicator and {@code ignoredCols}.
 */
public final class TabularClassifier extends TabularStage<TabularClassificationModel>
    implements HasCheckpoints<TabularClassifier>,
        NetworkSettings<TabularClassifier>,
        HasCalibration,
        HasClassWeights,
        HasValidationFraction,
        TableSettings<TabularClassifier>,
        HasPredictedLabel<TabularClassifier>,
        HasPredictedClass<TabularClassifier>,
        MLWritable,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private transient TrainingListener listener = TrainingListener.NONE;
  private transient FitWatch watch;

  public TabularClassifier() {
    this(Identifiable.randomUID("tac"));
  }

  /**
   * @param uid of the stage, unique in its pipeline
   */
  public TabularClassifier(String uid) {
    super(uid);
    declared().setDefaults();
    tableParams().setDefaults();
    setDefault(checkpointInterval(), 10);
    setDefault(classWeight(), "none");
  }

  /** {@code none} or {@code temperature}: calibrates probabilities on the validation rows. */
  public TabularClassifier setCalibration(String value) {
    return with(calibration(), value);
  }

  /** {@code none} or {@code balanced}: each class weighs the same in all. */
  public TabularClassifier setClassWeight(String value) {
    return with(classWeight(), value);
  }

  /** Factors of the row weights, one for each class in the order of the labels. */
  public TabularClassifier setClassWeights(double[] value) {
    return with(classWeights(), value);
  }

  /** Holds out a fraction of the rows, in [0, 1), where no column names validation rows. */
  public TabularClassifier setValidationFraction(double value) {
    return with(validationFraction(), value);
  }

  /** Is told of rounds and epochs while fitting, on the driver. Not saved with this stage. */
  public TabularClassifier setListener(TrainingListener value) {
    listener = value == null ? TrainingListener.NONE : value;
    return this;
  }

  /** Lets another thread follow fits and stop them; null for nobody. Not saved with this stage. */
  public TabularClassifier setWatch(FitWatch value) {
    watch = value;
    return this;
  }

  @Override
  public TabularClassificationModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    RawColumn label = ClassLabels.column(dataset.schema(), getLabelCol());
    TabularRows rows = TabularRows.of(this, dataset, Optional.of(label));
    ClassLabels labels = ClassLabels.of(label, rows.labels());
    Dataset<Row> frame = rows.frame(this, labels.classes(rows.encoded()));
    NeuralNetworkClassificationModel network =
        copyValues(new NeuralNetworkClassifier(uid() + "_network"), new ParamMap())
            .setFeaturesCol(rows.features())
            .setValidationIndicatorCol(rows.validation())
            .setListener(listener)
            .setWatch(watch)
            .fit(frame);
    if (labels.names().size() == 1) {
      network = network.ofOneClass(frame);
    }
    return copyValues(
            new TabularClassificationModel(uid(), rows.encoder(), network, labels), new ParamMap())
        .setParent(this);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    TabularRows.columns(this, schema);
    ClassLabels labels = ClassLabels.of(ClassLabels.column(schema, getLabelCol()), Set.of());
    return new OutputSchema(schema)
        .vector(getRawPredictionCol(), 0)
        .vector(getProbabilityCol(), 0)
        .number(SpreadColumn.of(this, getMembers()))
        .labels(getPredictionCol(), labels.labelType())
        .schema();
  }

  @Override
  public TabularClassifier copy(ParamMap extra) {
    return copyValues(new TabularClassifier(uid()), extra).setListener(listener).setWatch(watch);
  }

  /** Reads a saved classifier. */
  public static MLReader<TabularClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads a saved classifier. */
  public static TabularClassifier load(String path) {
    return read().load(path);
  }
}
