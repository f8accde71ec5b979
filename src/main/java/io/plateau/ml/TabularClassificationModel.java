package io.plateau.ml;

import io.plateau.frame.ColumnName;
import io.plateau.ml.fit.SpreadColumn;
import io.plateau.ml.params.HasCalibration;
import io.plateau.ml.params.HasClassWeights;
import io.plateau.ml.params.HasPredictedClass;
import io.plateau.ml.persist.ModelReader;
import io.plateau.ml.predict.OutputSchema;
import io.plateau.ml.table.ClassLabels;
import io.plateau.model.ModelFolder;
import io.plateau.model.SavedModel;
import io.plateau.store.TableJson;
import io.plateau.table.FittedTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;

/**
 * A network that classifies rows by columns of any kind. Appends logits, probabilities and the
 * predicted label, which is a string, boolean or number as in training.
 */
public final class TabularClassificationModel
    extends TabularModel<
        TabularClassificationModel, NeuralNetworkClassificationModel, ClassificationTrainingSummary>
    implements HasCalibration, HasClassWeights, HasPredictedClass<TabularClassificationModel> {
  private static final long serialVersionUID = 1L;

  private final ClassLabels labels;

  /** Only for service discovery: a model without a network. */
  public TabularClassificationModel() {
    this(
        "",
        new TableEncoderModel("", FittedTable.EMPTY),
        new NeuralNetworkClassificationModel(),
        new ClassLabels(FittedTable.EMPTY));
  }

  TabularClassificationModel(
      String uid,
      TableEncoderModel encoder,
      NeuralNetworkClassificationModel network,
      ClassLabels labels) {
    super(uid, encoder, network);
    this.labels = labels;
  }

  /** The labels in the order of the classes, as strings. */
  public String[] labels() {
    return labels.names().toArray(String[]::new);
  }

  /** Number of classes. */
  public int numClasses() {
    return learned().numClasses();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    encoder().check(schema);
    return new OutputSchema(schema)
        .vector(getRawPredictionCol(), elements(getRawPredictionCol()))
        .vector(getProbabilityCol(), elements(getProbabilityCol()))
        .number(SpreadColumn.of(this, learned().network().members()))
        .labels(getPredictionCol(), labels.labelType())
        .schema();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    boolean wanted = !getPredictionCol().isEmpty();
    String index = ColumnName.free("index", schema);
    NeuralNetworkClassificationModel set = withParams().setPredictionCol(wanted ? index : "");
    Dataset<Row> predicted = TabularRows.transformed(dataset, encoder(), set);
    for (String vectors : List.of(getRawPredictionCol(), getProbabilityCol())) {
      if (!vectors.isEmpty()) {
        predicted =
            predicted.withColumn(
                vectors, ColumnName.column(vectors).as(vectors, elements(vectors)));
      }
    }
    return wanted
        ? predicted
            .select(functions.col("*"), labels.labels(index).as(getPredictionCol()))
            .drop(index)
        : predicted;
  }

  /** Metadata of a vector that has an element for each class, by the label's name if it has one. */
  private Metadata elements(String column) {
    Attribute[] elements = new Attribute[numClasses()];
    Arrays.fill(elements, NumericAttribute.defaultAttr());
    for (int i = 0; i < labels.names().size(); i++) {
      if (!labels.names().get(i).isEmpty()) {
        elements[i] = NumericAttribute.defaultAttr().withName(labels.names().get(i));
      }
    }
    return new AttributeGroup(column.isEmpty() ? "none" : column, elements).toMetadata();
  }

  @Override
  public Map<String, Double> featureImportances(Dataset<?> dataset) {
    TabularRows rows = TabularRows.labeled(this, encoder(), dataset);
    Column classes = target(rows.encoded());
    return rows.importances(withParams(), functions.when(classes.geq(0), classes));
  }

  @Override
  public ClassificationSummary evaluate(Dataset<?> dataset) {
    TabularRows rows = TabularRows.labeled(this, encoder(), dataset);
    Column classes = target(rows.encoded());
    Column measured =
        functions.when(classes.lt(0), numClasses()).otherwise(classes).as(getLabelCol());
    NeuralNetworkClassificationModel set =
        ClassificationSummary.complete(withParams()).setFeaturesCol(rows.features());
    TabularClassificationModel model =
        copy(new ParamMap())
            .setPredictionCol(set.getPredictionCol())
            .setProbabilityCol(set.getProbabilityCol());
    return new ClassificationSummary(set, rows.frame(this, measured)) {
      private static final long serialVersionUID = 1L;

      @Override
      public Dataset<Row> predictions() {
        return model.transform(dataset);
      }
    };
  }

  @Override
  Column target(Dataset<Row> encoded) {
    return labels.classes(encoded, getLabelCol());
  }

  @Override
  public SavedModel savedModel() {
    NeuralNetworkClassificationModel set = withParams();
    return new SavedModel(
        Optional.of(encoder().table()), learned().trained(), labels.names(), set.thresholdList());
  }

  @Override
  public TabularClassificationModel copy(ParamMap extra) {
    return copyValues(new TabularClassificationModel(uid(), encoder(), learned(), labels), extra)
        .setParent(parent());
  }

  @Override
  Map<String, byte[]> files() {
    Map<String, byte[]> files = super.files();
    files.put(ModelFolder.LABEL, TableJson.bytes(labels.table()));
    return files;
  }

  /** Reads a saved model. */
  public static MLReader<TabularClassificationModel> read() {
    return new ModelReader<>(
        TabularClassificationModel.class,
        (uid, files) ->
            new TabularClassificationModel(
                uid,
                TableEncoderModel.of(uid + "_encoder", files),
                new NeuralNetworkClassificationModel(uid + "_network", files.network()),
                new ClassLabels(files.table(ModelFolder.LABEL))));
  }

  /** Reads a saved model. */
  public static TabularClassificationModel load(String path) {
    return read().load(path);
  }
}
