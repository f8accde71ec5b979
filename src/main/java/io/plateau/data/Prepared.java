package io.plateau.data;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What an estimator needs to know of a job's data, and the pipeline around its model. */
public final class Prepared {
  /** The column that predictions end in, as labels are in the data. */
  public static final String PREDICTION = "prediction";

  static final String FEATURES = Hidden.named("features");
  static final String LABEL = Hidden.named("label");
  static final String RAW = Hidden.named("prediction");

  private final Columns columns;
  private final List<Transformer> stages;
  private final Labels labels;

  Prepared(Columns columns, List<Transformer> stages, Labels labels) {
    this.columns = columns;
    this.stages = stages;
    this.labels = labels;
  }

  /** What the network is asked for. */
  public Task task() {
    return labels.task();
  }

  /** The vector of all features. */
  public String featuresColumn() {
    return FEATURES;
  }

  /** The class index, the number, or the vector of numbers that is learned. */
  public String labelColumn() {
    return LABEL;
  }

  /** The weight, or null. */
  public String weightColumn() {
    return columns.weight();
  }

  /** The column that the model is to write; {@link #PREDICTION} where nothing is turned back. */
  public String predictionColumn() {
    return labels.changed() ? RAW : PREDICTION;
  }

  /** Classes in the order of their indexes, or null where the label is no class. */
  public List<String> classes() {
    return labels.classes();
  }

  /**
   * Features, label and weight of rows, for an estimator; the label standardised if it is to be.
   */
  public Dataset<Row> frame(Dataset<Row> rows) {
    Dataset<Row> prepared = labels.label(rows);
    for (Transformer stage : stages) {
      prepared = stage.transform(prepared);
    }
    List<Column> kept = new ArrayList<>();
    kept.add(Hidden.quoted(FEATURES));
    kept.add(Hidden.quoted(LABEL));
    if (columns.weight() != null) {
      kept.add(Hidden.quoted(columns.weight()).cast("double").as(columns.weight()));
    }
    return prepared.select(kept.toArray(Column[]::new));
  }

  /**
   * The whole way from the data's columns to {@link #PREDICTION}: what is saved and used on other
   * rows. It gives rows that have a class their {@link #labelColumn} too.
   *
   * @param model reads {@link #featuresColumn} and writes {@link #predictionColumn}
   */
  public PipelineModel pipeline(Transformer model) {
    List<Transformer> all = new ArrayList<>(before());
    all.add(model);
    all.addAll(labels.after());
    return new PipelineModel(Identifiable.randomUID("pipeline"), all);
  }

  /** The data's own columns and the prediction, without those made on the way. */
  public static Dataset<Row> withoutWorkings(Dataset<Row> rows) {
    return Hidden.drop(rows);
  }

  /** What comes before the model in {@link #pipeline}. */
  List<Transformer> before() {
    List<Transformer> before = new ArrayList<>(labels.before());
    before.addAll(stages);
    return before;
  }
}
