package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.train.DataException;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Measures predictions that stand beside the truth in the columns of a frame. */
public final class Evaluation {
  private Evaluation() {}

  /**
   * Where label, prediction and so on are.
   *
   * @param probability a vector by class, or null for none
   * @param weight or null where each row weighs 1
   */
  public record Columns(String label, String prediction, String probability, String weight) {}

  /**
   * Measures a classifier: {@code evaluation.json} for one part of the rows. Label and prediction
   * are class indices.
   *
   * @param labels the classes' names by index
   * @throws DataException for an index that is not of a class
   */
  public static ObjectNode ofClasses(
      Dataset<Row> predictions, Columns columns, List<String> labels) {
    int classes = labels.size();
    boolean probabilities = columns.probability() != null;
    ClassTally tally =
        OrderedSum.of(
            rows(predictions, columns),
            new ClassTally(classes, probabilities),
            rows -> {
              ClassTally part = new ClassTally(classes, probabilities);
              while (rows.hasNext()) {
                Row row = rows.next();
                part.count(
                    index("label", row.get(0), classes),
                    index("prediction", row.get(1), classes),
                    probabilities ? ((Vector) row.get(3)).toArray() : null,
                    row.getDouble(2));
              }
              return part;
            });
    return ClassReport.of(tally, labels);
  }

  /**
   * Measures yes-or-no answers to several labels: {@code evaluation.json} for one part of the rows.
   * Label and prediction are vectors of 0 and 1, the probability is that of 1.
   *
   * @param names of the labels
   * @throws DataException for a row with another number of labels
   */
  public static ObjectNode ofLabels(Dataset<Row> predictions, Columns columns, List<String> names) {
    int labels = names.size();
    boolean probabilities = columns.probability() != null;
    LabelTally tally =
        OrderedSum.of(
            rows(predictions, columns),
            new LabelTally(labels, probabilities),
            rows -> {
              LabelTally part = new LabelTally(labels, probabilities);
              rows.forEachRemaining(
                  row ->
                      part.count(
                          numbers(row.get(0), labels),
                          numbers(row.get(1), labels),
                          probabilities ? numbers(row.get(3), labels) : null,
                          row.getDouble(2)));
              return part;
            });
    return LabelReport.of(tally, names);
  }

  /**
   * Measures a regression: {@code evaluation.json} for one part of the rows. Label and prediction
   * are numbers, or vectors where several outputs were trained at once.
   *
   * @param names of the outputs
   */
  public static ObjectNode ofNumbers(
      Dataset<Row> predictions, Columns columns, List<String> names) {
    int outputs = names.size();
    JavaRDD<Row> rows =
        rows(
            predictions,
            new Columns(columns.label(), columns.prediction(), null, columns.weight()));
    NumberTally tally =
        OrderedSum.of(
            rows,
            new NumberTally(outputs),
            part -> {
              NumberTally sum = new NumberTally(outputs);
              part.forEachRemaining(
                  row ->
                      sum.count(
                          numbers(row.get(0), outputs),
                          numbers(row.get(1), outputs),
                          row.getDouble(2)));
              return sum;
            });
    Bins[] actual = new Bins[outputs];
    Bins[] predicted = new Bins[outputs];
    Bins[] residuals = new Bins[outputs];
    for (int o = 0; o < outputs; o++) {
      actual[o] = NumberReport.actual(tally, o);
      predicted[o] = NumberReport.predicted(tally, o);
      residuals[o] = NumberReport.residuals(tally, o);
    }
    NumberBins bins =
        OrderedSum.of(
            rows,
            new NumberBins(outputs),
            part -> {
              NumberBins sum = new NumberBins(outputs);
              part.forEachRemaining(
                  row ->
                      sum.count(
                          numbers(row.get(0), outputs),
                          numbers(row.get(1), outputs),
                          row.getDouble(2),
                          actual,
                          predicted,
                          residuals));
              return sum;
            });
    return NumberReport.of(tally, bins, names);
  }

  /** Rows of label, prediction, weight and, if any, probability, without those of weight 0. */
  private static JavaRDD<Row> rows(Dataset<Row> predictions, Columns columns) {
    Column weight =
        columns.weight() == null
            ? functions.lit(1.0)
            : predictions.col(quoted(columns.weight())).cast("double");
    Column label = predictions.col(quoted(columns.label()));
    Column prediction = predictions.col(quoted(columns.prediction()));
    Dataset<Row> chosen =
        columns.probability() == null
            ? predictions.select(label, prediction, weight.as("weight"))
            : predictions.select(
                label,
                prediction,
                weight.as("weight"),
                predictions.col(quoted(columns.probability())));
    return chosen.filter("weight > 0").toJavaRDD();
  }

  private static String quoted(String column) {
    return "`" + column.replace("`", "``") + "`";
  }

  private static int index(String what, Object value, int classes) {
    double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
    int index = (int) number;
    if (index != number || index < 0 || index >= classes) {
      throw new DataException(
          "a " + what + " must be the index of one of " + classes + " classes, got " + value);
    }
    return index;
  }

  private static double[] numbers(Object value, int outputs) {
    double[] numbers =
        value instanceof Vector vector
            ? vector.toArray()
            : new double[] {value instanceof Number given ? given.doubleValue() : Double.NaN};
    if (numbers.length != outputs) {
      throw new DataException(
          "a row must have " + outputs + " labels and predictions, got " + numbers.length);
    }
    return numbers;
  }
}
