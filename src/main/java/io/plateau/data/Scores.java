package io.plateau.data;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.evaluation.Evaluation;
import io.plateau.job.Job;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.functions;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.mllib.evaluation.RegressionMetrics;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Measures of predictions, in the unit of the labels, by Spark's evaluators. */
public final class Scores {
  private static final String PROBABILITY = "probability";
  private static final String ACTUAL = Hidden.named("actual");
  private static final String GUESS = Hidden.named("guess");

  private Scores() {}

  /**
   * Measures by name: accuracy, f1 (weighted by class) and logLoss of classes; rmse, mae and r2 of
   * numbers; rmse and mae over all of several numbers; of several yes-or-no labels accuracy (the
   * share of right answers), subsetAccuracy, microF1, macroF1 and hammingLoss.
   *
   * @param predicted by the pipeline of a job
   * @param data of that job
   */
  public static Map<String, Double> of(Dataset<Row> predicted, Job.Data data) {
    Dataset<Row> rows = predicted;
    if (data.weight() != null) {
      rows = rows.withColumn(data.weight(), Hidden.quoted(data.weight()).cast("double"));
    }
    boolean classes = Arrays.asList(rows.columns()).contains(Prepared.LABEL);
    if (classes) {
      return ofClasses(rows, data.weight());
    }
    boolean several = data.label().size() > 1;
    if (!several) {
      return ofNumbers(rows, data);
    }
    boolean multiLabel = Arrays.asList(rows.columns()).contains(PROBABILITY);
    return multiLabel ? ofLabels(rows, data) : ofSeveral(rows, data);
  }

  private static Map<String, Double> ofClasses(Dataset<Row> rows, String weight) {
    MulticlassClassificationEvaluator evaluator =
        new MulticlassClassificationEvaluator()
            .setLabelCol(Prepared.LABEL)
            .setPredictionCol(Prepared.RAW);
    if (weight != null) {
      evaluator.setWeightCol(weight);
    }
    MulticlassMetrics metrics = evaluator.getMetrics(rows);
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("accuracy", metrics.accuracy());
    scores.put("f1", metrics.weightedFMeasure());
    scores.put("logLoss", evaluator.setMetricName("logLoss").evaluate(rows));
    return scores;
  }

  private static Map<String, Double> ofNumbers(Dataset<Row> rows, Job.Data data) {
    RegressionEvaluator evaluator =
        new RegressionEvaluator().setLabelCol(ACTUAL).setPredictionCol(Prepared.PREDICTION);
    if (data.weight() != null) {
      evaluator.setWeightCol(data.weight());
    }
    RegressionMetrics metrics =
        evaluator.getMetrics(
            rows.withColumn(ACTUAL, Hidden.quoted(data.label().get(0)).cast("double")));
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("rmse", metrics.rootMeanSquaredError());
    scores.put("mae", metrics.meanAbsoluteError());
    scores.put("r2", metrics.r2());
    return scores;
  }

  /** The rows with the true labels of a regression, or of yes-or-no labels, in one column more. */
  public static Dataset<Row> withActual(Dataset<Row> rows, String column, List<String> labels) {
    Column[] numbers =
        labels.stream().map(label -> Hidden.quoted(label).cast("double")).toArray(Column[]::new);
    return rows.withColumn(
        column,
        numbers.length == 1
            ? numbers[0]
            : functions.array_to_vector(org.apache.spark.sql.functions.array(numbers)));
  }

  private static Map<String, Double> ofLabels(Dataset<Row> rows, Job.Data data) {
    ObjectNode measured =
        Evaluation.ofLabels(
            withActual(rows, ACTUAL, data.label()),
            new Evaluation.Columns(ACTUAL, Prepared.PREDICTION, null, data.weight()),
            data.label());
    Map<String, Double> scores = new LinkedHashMap<>();
    for (String name : List.of("accuracy", "subsetAccuracy", "microF1", "macroF1", "hammingLoss")) {
      scores.put(name, measured.get(name).doubleValue());
    }
    return scores;
  }

  private static Map<String, Double> ofSeveral(Dataset<Row> rows, Job.Data data) {
    Dataset<Row> guessed =
        rows.withColumn(GUESS, functions.vector_to_array(col(Prepared.PREDICTION), "float64"));
    Column weight = data.weight() == null ? lit(1.0) : Hidden.quoted(data.weight());
    Column squares = lit(0.0);
    Column distances = lit(0.0);
    int labels = data.label().size();
    for (int i = 0; i < labels; i++) {
      Column actual = Hidden.quoted(data.label().get(i)).cast("double");
      Column error = col(GUESS).getItem(i).minus(actual);
      squares = squares.plus(error.multiply(error));
      distances = distances.plus(abs(error));
    }
    Row means =
        guessed
            .select(avg(weight), avg(squares.multiply(weight)), avg(distances.multiply(weight)))
            .first();
    double total = means.getDouble(0) * labels;
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("rmse", Math.sqrt(means.getDouble(1) / total));
    scores.put("mae", means.getDouble(2) / total);
    return scores;
  }
}
