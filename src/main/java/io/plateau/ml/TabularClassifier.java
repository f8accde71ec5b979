package io.plateau.ml;

import io.plateau.ml.fit.SpreadColumn;
import io.plateau.ml.params.ClassifierSettings;
import io.plateau.ml.params.HasCalibration;
import io.plateau.ml.params.HasCheckpoints;
import io.plateau.ml.params.HasClassWeights;
import io.plateau.ml.params.HasPredictedClass;
import io.plateau.ml.params.HasPredictedLabel;
import io.plateau.ml.params.HasValidationFraction;
import io.plateau.ml.params.NetworkSettings;
import io.plateau.ml.params.TableSettings;
import io.plateau.ml.persist.EstimatorReader;
import io.plateau.ml.predict.OutputSchema;
import io.plateau.ml.table.ClassLabels;
import io.plateau.ml.table.FiniteRows;
import io.plateau.ml.table.LabelOrigin;
import io.plateau.table.RawColumn;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a network that classifies rows by columns of any kind: a {@link TableEncoder} and a {@link
 * NeuralNetworkClassifier} in one stage, with the params of both. Labels are strings, booleans or
 * numbers, and so are predictions. All columns are features but the label, weights, the validation
 * indicator and {@code ignoredCols}.
 */
public final class TabularClassifier extends TabularStage<TabularClassificationModel>
    implements ClassifierSettings<TabularClassifier>,
        HasCheckpoints<TabularClassifier>,
        NetworkSettings<TabularClassifier>,
        HasCalibration,
        HasClassWeights,
        HasFollowers<TabularClassifier>,
        HasValidationFraction<TabularClassifier>,
        TableSettings<TabularClassifier>,
        HasPredictedLabel<TabularClassifier>,
        HasPredictedClass<TabularClassifier>,
        MLWritable,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  public TabularClassifier() {
    this(Identifiable.randomUID("tac"));
  }

  /**
   * @param uid of the stage, unique in its pipeline
   */
  public TabularClassifier(String uid) {
    super(uid);
  }

  @Override
  public TabularClassificationModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    RawColumn label = ClassLabels.column(dataset.schema(), getLabelCol());
    TabularRows rows =
        TabularRows.of(this, dataset, Optional.of(label), FiniteRows.hasClass(label, dataset));
    LabelOrigin.warnings(dataset, getLabelCol(), rows.encoder().table())
        .forEach(FitWatch.listener(this, dataset)::warns);
    ClassLabels labels = ClassLabels.of(label, rows.labels());
    Dataset<Row> frame = rows.frame(this, labels.classes(rows.encoded(), getLabelCol()));
    NeuralNetworkClassifier half =
        copyValues(new NeuralNetworkClassifier(uid() + "_network"), new ParamMap())
            .setFeaturesCol(rows.features())
            .setValidationIndicatorCol(rows.validation())
            .setListener(listener())
            .setWatch(watch());
    NeuralNetworkClassificationModel network = TabularRows.fitted(this, () -> half.fit(frame));
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
    requireAnotherColumn(weightCol());
    requireAnotherColumn(validationIndicatorCol());
    ClassLabels labels = ClassLabels.of(ClassLabels.column(schema, getLabelCol()), Set.of());
    return new OutputSchema(schema)
        .vector(getRawPredictionCol(), 0)
        .vector(getProbabilityCol(), 0)
        .number(SpreadColumn.of(this, getMembers()))
        .labels(getPredictionCol(), labels.labelType())
        .schema();
  }

  /** Complains about a param that names the column of the labels, too. */
  private void requireAnotherColumn(Param<String> param) {
    if (orEmpty(param).equals(getLabelCol())) {
      throw new IllegalArgumentException(
          "labelCol and %1$s both name column \"%2$s\"; set %1$s to another column, or leave it unset"
              .formatted(param.name(), getLabelCol()));
    }
  }

  @Override
  public TabularClassifier copy(ParamMap extra) {
    return copyValues(new TabularClassifier(uid()), extra)
        .setListener(listener())
        .setWatch(watch());
  }

  /** Reads a saved classifier. */
  public static MLReader<TabularClassifier> read() {
    return new EstimatorReader<>(TabularClassifier.class, TabularClassifier::new);
  }

  /** Reads a saved classifier. */
  public static TabularClassifier load(String path) {
    return read().load(path);
  }
}
