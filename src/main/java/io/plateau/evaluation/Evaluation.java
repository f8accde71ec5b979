package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.engine.shard.TaskRdds;
import io.plateau.frame.ColumnName;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.loss.Loss;
import io.plateau.train.DataException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.Tuple3;

/**
 * Evaluation of predictions beside the true labels: metrics, and a report with curves and
 * histograms.
 */
public final class Evaluation {
  private final OrderedSum.Zero<Tally> zero;

  private Evaluation(OrderedSum.Zero<Tally> zero) {
    this.zero = zero;
  }

  /** Evaluation of a classifier; labels and predictions are indexes of the classes. */
  public static Evaluation ofClasses(List<String> classes) {
    return new Evaluation(() -> new ClassTally(classes, false));
  }

  /** Evaluation of yes-or-no answers, 1 or 0, to several labels. */
  public static Evaluation ofLabels(List<String> labels) {
    return new Evaluation(() -> new LabelTally(labels, false));
  }

  /** Evaluation of a regression with one output or several. */
  public static Evaluation ofNumbers(List<String> outputs) {
    return new Evaluation(() -> new NumberTally(outputs, Double.NaN, false));
  }

  /** Evaluation of a regression that was trained with that loss, of which it has a metric, too. */
  public static Evaluation ofNumbers(List<String> outputs, Loss loss) {
    double level = loss.level().orElse(Double.NaN);
    return new Evaluation(() -> new NumberTally(outputs, level, false));
  }

  /**
   * Evaluation of a network, of the kind that follows from what it predicts.
   *
   * @param classes by index, where it predicts one of several
   * @param labels names of the labels or outputs, where it predicts several or a number
   * @param members whether rows have the spread of its members
   */
  public static Evaluation ofNetwork(
      TrainedNetwork network, List<String> classes, List<String> labels, boolean members) {
    double level = network.loss().level().orElse(Double.NaN);
    return new Evaluation(
        switch (network.target()) {
          case CLASS -> () -> new ClassTally(classes, members);
          case LABELS -> () -> new LabelTally(labels, members);
          case NUMBER, NUMBERS -> () -> new NumberTally(labels, level, members);
        });
  }

  /**
   * Names of the columns of a frame of predictions.
   *
   * @param probability a vector by class, or null for none
   * @param weight or null where each row weighs 1
   */
  public record Columns(String label, String prediction, String probability, String weight) {}

  /**
   * Numbers of one part of the rows.
   *
   * @param metrics by name
   * @param report {@code evaluation.json} for the part, or null where none was asked for
   */
  public record Result(Map<String, Double> metrics, ObjectNode report) {}

  /**
   * Evaluates parts of the rows, all in one Spark job where there are not many partitions.
   *
   * @param reported the part with a report, or −1 for none
   * @throws DataException where a part has no rows, or all of its rows weigh 0
   */
  public List<Result> of(List<JavaRDD<PredictedRows>> parts, int reported) {
    List<Result> results = new ArrayList<>();
    List<Tally> sums = OrderedSum.ofEach(parts, zero);
    for (int i = 0; i < parts.size(); i++) {
      requireRows(sums.get(i));
      ObjectNode report = i == reported ? sums.get(i).report(parts.get(i)) : null;
      results.add(new Result(sums.get(i).metrics(), report));
    }
    return results;
  }

  /** The metrics alone of predictions in the columns of a frame. */
  public Map<String, Double> metrics(Dataset<Row> predictions, Columns columns) {
    return of(List.of(rows(predictions, columns)), -1).get(0).metrics();
  }

  /**
   * The measures of a number a row, by the names that Spark's summaries of regressions have for
   * them.
   *
   * @param rows prediction, label and weight of each; where there are none, measures are NaN
   */
  public static Map<String, Double> ofNumber(JavaRDD<Tuple3<Object, Object, Object>> rows) {
    return OrderedSum.of(
            placed(
                TaskRdds.map(
                    rows,
                    row ->
                        new Predicted(
                            numbers(row._2()), numbers(row._1()), null, null, (Double) row._3()))),
            () -> new NumberTally(List.of(""), Double.NaN, false))
        .summary();
  }

  /** The metrics of rows of this process, to the digits of a frame of one partition. */
  public Map<String, Double> metrics(Iterator<Predicted> rows) {
    Tally sum = OrderedSum.of(rows, zero);
    requireRows(sum);
    return sum.metrics();
  }

  private static void requireRows(Tally sum) {
    if (sum.rows == 0) {
      throw new DataException(
          "there are no rows of positive weight to measure; check the input and its filters");
    }
  }

  /** Rows of predictions in the columns of a frame. */
  static JavaRDD<PredictedRows> rows(Dataset<Row> predictions, Columns columns) {
    Column weight =
        columns.weight() == null
            ? functions.lit(1.0)
            : ColumnName.column(columns.weight()).cast("double");
    Column probability =
        columns.probability() == null
            ? functions.lit(null)
            : ColumnName.column(columns.probability());
    return placed(
        TaskRdds.map(
            predictions
                .select(
                    ColumnName.column(columns.label()),
                    ColumnName.column(columns.prediction()),
                    weight,
                    probability)
                .toJavaRDD(),
            row ->
                new Predicted(
                    numbers(row.get(0)),
                    numbers(row.get(1)),
                    row.isNullAt(3) ? null : ((Vector) row.get(3)).toArray(),
                    null,
                    row.getDouble(2))));
  }

  private static JavaRDD<PredictedRows> placed(JavaRDD<Predicted> rows) {
    return TaskRdds.mapPartitionsWithIndex(
        rows, (place, part) -> List.of(new PredictedRows(place, part)).iterator());
  }

  private static double[] numbers(Object value) {
    return value instanceof Vector vector
        ? vector.toArray()
        : new double[] {value instanceof Number given ? given.doubleValue() : Double.NaN};
  }
}
