package io.plateau.ml;

import io.plateau.frame.ColumnName;
import io.plateau.frame.WallClock;
import io.plateau.ml.fit.FitColumns;
import io.plateau.ml.fit.RowCheck;
import io.plateau.ml.params.HasNetworkParams;
import io.plateau.ml.params.HasPredictedLabel;
import io.plateau.ml.params.HasTableParams;
import io.plateau.ml.params.HasValidationFraction;
import io.plateau.ml.predict.Outputs;
import io.plateau.ml.table.FeatureChoice;
import io.plateau.ml.table.FiniteRows;
import io.plateau.ml.table.HeldOutRows;
import io.plateau.ml.table.TablePass;
import io.plateau.table.FittedColumn;
import io.plateau.table.RawColumn;
import io.plateau.train.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.ml.PredictionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of a table whose columns are encoded for the fit of a network.
 *
 * @param encoder that was fitted to the rows
 * @param features column of the vectors among the rows
 * @param validation column that is true for validation rows; empty where there are none
 * @param labels all labels, where they are classes
 */
record TabularRows(
    TableEncoderModel encoder,
    Dataset<Row> encoded,
    String features,
    String validation,
    Set<String> labels) {

  /**
   * Fits the encoder to rows.
   *
   * @param label of classes or of numbers; empty for vectors
   * @param labeled whether a row has a label, which is a condition of {@link FiniteRows}
   */
  static <P extends TabularStage<?> & HasValidationFraction<?> & HasPredictedLabel<?>>
      TabularRows of(P params, Dataset<?> dataset, Optional<RawColumn> label, Column labeled) {
    List<RawColumn> columns = columns(params, dataset.schema());
    String invalid = params.getHandleInvalid();
    boolean error = invalid.equals("error");
    HeldOutRows validation =
        HeldOutRows.of(params, error ? dataset : FiniteRows.of(dataset, columns, labeled));
    TablePass pass = new TablePass(columns, label, validation, params.tableParams().rules(), error);
    TablePass.Found found = pass.run(FitWatch.listener(params, dataset)::warns);
    TableEncoderModel encoder =
        new TableEncoderModel(
            params.uid() + "_encoder", found.table(), Optional.of(WallClock.zone(dataset)));
    params.copyValues(encoder, new ParamMap());
    Dataset<?> kept = validation.without(label, found.kept()).filter(found.rows());
    TabularRows rows =
        of(params, validation.drawn() ? encoder.withUnseen() : encoder, kept, invalid);
    return new TabularRows(
        encoder,
        rows.encoded,
        rows.features,
        found.validated() ? validation.column() : "",
        found.labels());
  }

  /**
   * Rows encoded again.
   *
   * @param params of the stage that has the encoder
   * @param invalid error, skip or keep
   */
  static TabularRows of(
      Params params, TableEncoderModel encoder, Dataset<?> dataset, String invalid) {
    String features = features(params, dataset.schema());
    return new TabularRows(
        encoder,
        encoder.copy(new ParamMap()).setOutputCol(features).encoded(dataset, invalid),
        features,
        "",
        Set.of());
  }

  /** Rows that have a label, and weights where they are named, encoded again. */
  static <P extends HasNetworkParams & HasPredictedLabel<?>> TabularRows labeled(
      P params, TableEncoderModel encoder, Dataset<?> dataset) {
    requireLabels(params, dataset.schema());
    return of(params, encoder, dataset, params.getHandleInvalid());
  }

  /** A name for the vectors, which no column has and no param gives to a column. */
  private static String features(Params params, StructType schema) {
    StructType taken = schema;
    for (Param<?> param : params.params()) {
      boolean column = param.name().endsWith("Col") && !param.name().equals("featuresCol");
      if (column && params.isDefined(param)) {
        taken = taken.add(params.getOrDefault(param).toString(), DataTypes.NullType);
      }
    }
    return ColumnName.free("features", taken);
  }

  /** The features by the params, which are checked. */
  static <P extends HasNetworkParams & HasPredictedLabel<?>> List<RawColumn> columns(
      P params, StructType schema) {
    if (params.isSet(params.layers())) {
      throw new IllegalArgumentException(
          "layers cannot be set, since the columns of a table determine the inputs; set"
              + " hiddenLayers");
    }
    String validation = params.orEmpty(params.validationIndicatorCol());
    if (!validation.isEmpty()) {
      FitColumns.requireBoolean(schema, validation);
    }
    Map<String, String> others = new LinkedHashMap<>();
    others.put(validation, "the validation indicator");
    others.put(params.orEmpty(params.weightCol()), "the weight");
    others.put(params.getLabelCol(), "the label");
    others.remove("");
    requireLabels(params, schema);
    return FeatureChoice.of(params, schema, others);
  }

  private static <P extends HasNetworkParams & HasPredictedLabel<?>> void requireLabels(
      P params, StructType schema) {
    ColumnName.typeOf("labelCol", schema, params.getLabelCol());
    String weight = params.orEmpty(params.weightCol());
    if (!weight.isEmpty()) {
      FitColumns.requireWeight(schema, weight);
    }
  }

  /** The columns that a fit of a network reads. */
  Dataset<Row> frame(HasNetworkParams params, Column label) {
    List<Column> columns = new ArrayList<>(List.of(ColumnName.column(features), label));
    for (String name : new String[] {params.orEmpty(params.weightCol()), validation}) {
      if (!name.isEmpty()) {
        columns.add(ColumnName.column(name));
      }
    }
    return encoded.select(columns.toArray(Column[]::new));
  }

  /** What a fit to such rows makes; errors count the rows that are left. */
  static <P extends HasNetworkParams & HasTableParams, M> M fitted(P params, Supplier<M> fit) {
    try {
      return fit.get();
    } catch (DataException e) {
      boolean all = params.getHandleInvalid().equals("error");
      throw all && !params.getMissing().equals("skip") ? e : RowCheck.ofRest(e);
    } catch (Exception e) { // of a task, for a row that the encoder was not fitted to
      DataException fault = ExceptionUtils.throwableOfType(e, DataException.class);
      if (fault == null) {
        throw e;
      }
      throw new DataException(fault.getMessage(), e);
    }
  }

  /**
   * How much each column matters to a network, the largest first.
   *
   * @param network with the params of the model
   * @param label column of what the network learned; null for a row that is left out
   */
  <M extends PredictionModel<Vector, M> & NetworkModel<M, ?>> Map<String, Double> importances(
      M network, Column label) {
    String target = ColumnName.free("label", encoded.schema());
    network.setFeaturesCol(features).set(network.labelCol(), target);
    double[] rises =
        network
            .featureImportances(
                encoded.withColumn(target, label).where(functions.col(target).isNotNull()))
            .toArray();
    List<FittedColumn> columns = encoder.table().columns();
    int[] starts = encoder.table().starts();
    return IntStream.range(0, starts.length - 1)
        .mapToObj(
            i ->
                Map.entry(
                    columns.get(i).name(), Arrays.stream(rises, starts[i], starts[i + 1]).sum()))
        .sorted(
            Map.Entry.<String, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
  }

  /**
   * A copy of a network with the params of a model alone: of those that its fit has set some may
   * have been cleared in the model.
   */
  static <M extends PredictionModel<Vector, M>> M withParams(Params model, M network) {
    M copy = network.copy(new ParamMap());
    for (Param<?> param : copy.params()) {
      copy.clear(param);
    }
    return model.copyValues(copy, new ParamMap());
  }

  /** The dataset with predictions appended: rows are encoded and predicted in one step. */
  static <M extends PredictionModel<Vector, M> & OfTrained<?>> Dataset<Row> transformed(
      Dataset<?> dataset, TableEncoderModel encoder, M network) {
    Outputs outputs = network.chosen();
    String features = features(network, dataset.schema());
    StructType encoded =
        encoder.copy(new ParamMap()).setOutputCol(features).transformSchema(dataset.schema());
    StructType schema = network.setFeaturesCol(features).transformSchema(encoded);
    if (schema.size() == encoded.size()) {
      return dataset.toDF();
    }
    return encoder
        .transformed(
            dataset,
            schema,
            network.getHandleInvalid(),
            place -> network.batches(dataset, place, outputs))
        .drop(features);
  }
}
