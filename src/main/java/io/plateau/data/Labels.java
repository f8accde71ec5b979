package io.plateau.data;

import io.plateau.math.Moments;
import io.plateau.train.DataException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * How labels become what a network is trained on, and its predictions become labels again.
 *
 * @param classes in the order of their indexes, or null where the label is no class
 * @param moments of labels that are brought to mean 0 and variance 1, or null
 */
record Labels(Task task, List<String> columns, List<String> classes, Moments moments) {
  private static final String VECTOR = Hidden.named("labels");

  static Labels of(Task task, Columns columns, boolean standardize, Dataset<Row> training) {
    List<String> labels = columns.labels();
    if (task == Task.CLASSIFICATION) {
      return new Labels(task, labels, classes(labels.get(0), columns, training), null);
    }
    if (task == Task.MULTI_LABEL || !standardize) {
      return new Labels(task, labels, null, null);
    }
    Dataset<Row> assembled = assembler(labels).transform(training);
    Moments moments =
        VectorMoments.of(
            assembled.select(VECTOR).toJavaRDD().map(row -> (Vector) row.get(0)), labels.size());
    for (int i = 0; i < labels.size(); i++) {
      moments.deviation()[i] = moments.deviation()[i] > 0 ? moments.deviation()[i] : 1;
    }
    return new Labels(task, labels, null, moments);
  }

  /** Texts in the order of the alphabet, numbers in theirs: never that of the rows. */
  private static List<String> classes(String label, Columns columns, Dataset<Row> training) {
    List<String> found =
        new ArrayList<>(
            training
                .select(Hidden.quoted(label).cast("string"))
                .distinct()
                .limit(Preparation.CATEGORIES + 1)
                .as(Encoders.STRING())
                .collectAsList());
    if (found.size() > Preparation.CATEGORIES) {
      throw new DataException(
          "label \"%s\" has more than %d different values, too many for classes; a number is learned with loss squared"
              .formatted(label, Preparation.CATEGORIES));
    }
    boolean numbers = columns.kinds().get(label) == Kind.NUMBER;
    found.sort(
        numbers ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder());
    return List.copyOf(found);
  }

  /** Whether predictions of the network have to be turned back. */
  boolean changed() {
    return classes != null || moments != null;
  }

  /** Rows with {@link Prepared#LABEL}, what the network is trained on. */
  Dataset<Row> label(Dataset<Row> rows) {
    if (classes != null) {
      return indexer().transform(rows);
    }
    if (columns.size() > 1) {
      Dataset<Row> assembled = assembler(columns).transform(rows);
      return moments == null
          ? assembled.withColumnRenamed(VECTOR, Prepared.LABEL)
          : scaler(moments.mean(), moments.deviation(), VECTOR, Prepared.LABEL)
              .transform(assembled);
    }
    Column value = Hidden.quoted(columns.get(0)).cast("double");
    return rows.withColumn(
        Prepared.LABEL,
        moments == null ? value : value.minus(moments.mean()[0]).divide(moments.deviation()[0]));
  }

  /** Stages of a pipeline that give rows their {@link Prepared#LABEL}, if they have a label. */
  List<Transformer> before() {
    return classes == null ? List.of() : List.of(indexer());
  }

  /** Stages that turn {@link Prepared#RAW} into {@link Prepared#PREDICTION}. */
  List<Transformer> after() {
    if (classes != null) {
      return List.of(
          new IndexToString()
              .setInputCol(Prepared.RAW)
              .setOutputCol(Prepared.PREDICTION)
              .setLabels(classes.toArray(String[]::new)));
    }
    if (moments == null) {
      return List.of();
    }
    if (columns.size() > 1) {
      // x·s + m = (x − m′) / s′
      double[] mean = new double[columns.size()];
      double[] deviation = new double[columns.size()];
      for (int i = 0; i < mean.length; i++) {
        deviation[i] = 1 / moments.deviation()[i];
        mean[i] = -moments.mean()[i] * deviation[i];
      }
      return List.of(scaler(mean, deviation, Prepared.RAW, Prepared.PREDICTION));
    }
    return List.of(
        new SQLTransformer()
            .setStatement(
                "SELECT *, %s * %sD + %sD AS %s FROM __THIS__"
                    .formatted(
                        Hidden.sql(Prepared.RAW),
                        moments.deviation()[0],
                        moments.mean()[0],
                        Hidden.sql(Prepared.PREDICTION))));
  }

  private StringIndexerModel indexer() {
    return new StringIndexerModel(Identifiable.randomUID("strIdx"), classes.toArray(String[]::new))
        .setInputCol(columns.get(0))
        .setOutputCol(Prepared.LABEL);
  }

  private static VectorAssembler assembler(List<String> labels) {
    return new VectorAssembler().setInputCols(labels.toArray(String[]::new)).setOutputCol(VECTOR);
  }

  private static Transformer scaler(double[] mean, double[] deviation, String from, String to) {
    StandardScalerModel scaler =
        new StandardScalerModel(
            Identifiable.randomUID("stdScal"), Vectors.dense(deviation), Vectors.dense(mean));
    scaler.setInputCol(from).setOutputCol(to);
    return (Transformer) scaler.set(scaler.withMean(), true);
  }
}
