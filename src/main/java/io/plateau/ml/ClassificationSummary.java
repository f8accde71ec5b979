package io.plateau.ml;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;

import io.plateau.engine.shard.TaskRdds;
import io.plateau.engine.shard.TaskResults;
import io.plateau.frame.ColumnName;
import io.plateau.ml.fit.MeasuredRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;
import scala.Tuple3;

/**
 * Measures of a classifier on some rows, as spark.ml names them; computed when first asked for.
 * Those of one class a row are the methods of Spark's summary, of which a Java class may implement
 * what Scala code of Spark alone may name.
 */
public class ClassificationSummary extends PredictedRows<NeuralNetworkClassificationModel>
    implements org.apache.spark.ml.classification.ClassificationSummary {
  private static final long serialVersionUID = 1L;

  /** As in Spark's BinaryClassificationEvaluator. */
  private static final int BINS = 1000;

  private transient MulticlassMetrics metrics;
  private transient Ranking ranking;

  ClassificationSummary(NeuralNetworkClassificationModel model, Dataset<Row> rows) {
    super(complete(model), rows);
  }

  /** A copy that later settings do not change and that has names for its columns. */
  static NeuralNetworkClassificationModel complete(NeuralNetworkClassificationModel model) {
    NeuralNetworkClassificationModel copy = model.copy(new ParamMap());
    if (copy.getPredictionCol().isEmpty()) {
      copy.setPredictionCol("prediction_" + UUID.randomUUID());
    }
    if (copy.getProbabilityCol().isEmpty()) {
      copy.setProbabilityCol("probability_" + UUID.randomUUID());
    }
    return copy;
  }

  /** Spark's measures of one class a row. */
  synchronized MulticlassMetrics metrics() {
    if (predictor().isMultiLabel()) {
      throw new UnsupportedOperationException(
          "these measures are for one class per row, but this model has several labels; use Spark's"
              + " MultilabelClassificationEvaluator on predictions()");
    }
    if (metrics == null) {
      MulticlassMetrics measured = new MulticlassMetrics(outcomes());
      double[] labels = measure(measured::labels);
      if (labels.length == 0 || labels[0] == MeasuredRows.REFUSED) {
        requireRows(true);
      }
      metrics = measured;
    }
    return metrics;
  }

  /** A private value of Spark's trait; nothing sets it, as the measures are made when asked for. */
  @Override
  public MulticlassMetrics
      org$apache$spark$ml$classification$ClassificationSummary$$multiclassMetrics() {
    return metrics();
  }

  @Override
  public void
      org$apache$spark$ml$classification$ClassificationSummary$_setter_$org$apache$spark$ml$classification$ClassificationSummary$$multiclassMetrics_$eq(
          MulticlassMetrics metrics) {}

  /** Of two classes: how well the probability of the second ranks the rows. */
  private synchronized Ranking ranking() {
    if (predictor().isMultiLabel() || predictor().numClasses() != 2) {
      throw new UnsupportedOperationException(
          "this measure is for two classes, but this model has %d%s; use one of Spark's evaluators of several on predictions()"
              .formatted(predictor().numClasses(), predictor().isMultiLabel() ? " labels" : ""));
    }
    if (ranking == null) {
      Column second = get(vector_to_array(ColumnName.column(probabilityCol()), "float64"), lit(1));
      RDD<Tuple3<Object, Object, Object>> scores =
          TaskRdds.map(outcomes(second).toJavaRDD(), ClassificationSummary::score).rdd();
      ranking = measure(() -> Ranking.of(scores, this::requireRows));
    }
    return ranking;
  }

  /**
   * A label that training did not have, which Spark would take for the second, weighs nothing; one
   * that is refused weighs so much that nothing is measured.
   */
  private static Tuple3<Object, Object, Object> score(Tuple3<Object, Object, Object> row) {
    double label = (Double) row._2();
    Object weight = label < 0 ? Double.POSITIVE_INFINITY : label > 1 ? 0.0 : row._3();
    return new Tuple3<>(row._1(), label, weight);
  }

  public String probabilityCol() {
    return predictor().getProbabilityCol();
  }

  /** Area under the curve of {@link #roc}; NaN where all rows are of one class. */
  public double areaUnderROC() {
    return ranking().areaUnderRoc;
  }

  /** Area under the curve of {@link #pr}. */
  public double areaUnderPR() {
    return ranking().areaUnderPr;
  }

  /** The receiver operating characteristic: a row for each threshold, with columns FPR and TPR. */
  public Dataset<Row> roc() {
    return curve(ranking().roc, "FPR", "TPR");
  }

  /** A row for each threshold, with columns recall and precision. */
  public Dataset<Row> pr() {
    return curve(ranking().pr, "recall", "precision");
  }

  /** A row for each threshold of the probability, with columns threshold and F-Measure. */
  public Dataset<Row> fMeasureByThreshold() {
    return curve(ranking().fMeasure, "threshold", "F-Measure");
  }

  /** A row for each threshold of the probability, with columns threshold and precision. */
  public Dataset<Row> precisionByThreshold() {
    return curve(ranking().precision, "threshold", "precision");
  }

  /** A row for each threshold of the probability, with columns threshold and recall. */
  public Dataset<Row> recallByThreshold() {
    return curve(ranking().recall, "threshold", "recall");
  }

  private Dataset<Row> curve(List<Row> points, String x, String y) {
    StructType schema =
        new StructType().add(x, DataTypes.DoubleType, false).add(y, DataTypes.DoubleType, false);
    return frame(points, schema);
  }

  /** All measures by name: those of two classes where there are two, with points of the curves. */
  Map<String, Object> measures() {
    Map<String, Object> measures = new LinkedHashMap<>();
    measures.put("accuracy", accuracy());
    measures.put("weightedPrecision", weightedPrecision());
    measures.put("weightedRecall", weightedRecall());
    measures.put("weightedTruePositiveRate", weightedTruePositiveRate());
    measures.put("weightedFalsePositiveRate", weightedFalsePositiveRate());
    measures.put("weightedFMeasure", weightedFMeasure());
    measures.put("labels", labels());
    measures.put("precisionByLabel", precisionByLabel());
    measures.put("recallByLabel", recallByLabel());
    measures.put("truePositiveRateByLabel", truePositiveRateByLabel());
    measures.put("falsePositiveRateByLabel", falsePositiveRateByLabel());
    measures.put("fMeasureByLabel", fMeasureByLabel());
    if (predictor().numClasses() == 2) {
      measures.put("areaUnderROC", areaUnderROC());
      measures.put("areaUnderPR", areaUnderPR());
      measures.put("roc", numbers(ranking().roc));
      measures.put("pr", numbers(ranking().pr));
    }
    return measures;
  }

  private static double[][] numbers(List<Row> points) {
    return points.stream()
        .map(point -> new double[] {point.getDouble(0), point.getDouble(1)})
        .toArray(double[][]::new);
  }

  /** Areas and points of the curves. */
  private record Ranking(
      double areaUnderRoc,
      double areaUnderPr,
      List<Row> roc,
      List<Row> pr,
      List<Row> fMeasure,
      List<Row> precision,
      List<Row> recall) {

    /**
     * What Spark's metrics tell, which cache rows meanwhile.
     *
     * @param check of rows that have no curve, told whether one of them is refused
     */
    static Ranking of(RDD<Tuple3<Object, Object, Object>> scores, Consumer<Boolean> check) {
      BinaryClassificationMetrics metrics = new BinaryClassificationMetrics(scores, BINS);
      try {
        List<Row> roc = points(metrics.roc());
        // Before the end that Spark adds, that of all rows; a rate of no rows is 0
        Row all = roc.get(roc.size() - 2);
        double rates = all.getDouble(0) * all.getDouble(1);
        boolean both = rates > 0;
        if (!both) {
          check.accept(Double.isNaN(rates));
        }
        return new Ranking(
            both ? metrics.areaUnderROC() : Double.NaN,
            metrics.areaUnderPR(),
            roc,
            points(metrics.pr()),
            points(metrics.fMeasureByThreshold()),
            points(metrics.precisionByThreshold()),
            points(metrics.recallByThreshold()));
      } finally {
        metrics.unpersist();
      }
    }

    private static List<Row> points(RDD<Tuple2<Object, Object>> points) {
      return TaskResults.elements(points.toJavaRDD()).stream()
          .map(point -> RowFactory.create(point._1(), point._2()))
          .toList();
    }
  }
}
