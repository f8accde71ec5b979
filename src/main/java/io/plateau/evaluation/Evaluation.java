package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.train.DataException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Evaluation of predictions beside the true labels: metrics, and a report with curves and
 * histograms.
 *
 * @param <T> sums over the rows
 */
public abstract class Evaluation<T extends OrderedSum.Tally<T>> implements Serializable {
  private static final long serialVersionUID = 1L;

  final List<String> names;
  final boolean probabilities;

  Evaluation(List<String> names, boolean probabilities) {
    this.names = names;
    this.probabilities = probabilities;
  }

  /** Evaluation of a classifier; labels and predictions are indexes of the classes. */
  public static Evaluation<?> ofClasses(List<String> classes, boolean probabilities) {
    return new OfClasses(classes, probabilities);
  }

  /** Evaluation of yes-or-no answers, 1 or 0, to several labels. */
  public static Evaluation<?> ofLabels(List<String> labels, boolean probabilities) {
    return new OfLabels(labels, probabilities);
  }

  /** Evaluation of a regression with one output or several. */
  public static Evaluation<?> ofNumbers(List<String> outputs) {
    return new OfNumbers(outputs);
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

  abstract T zero();

  abstract void count(T sum, Predicted row);

  /** The first numbers, by name. */
  abstract Map<String, Double> metrics(T sum);

  abstract ObjectNode report(T sum, JavaRDD<Predicted> rows);

  /**
   * Evaluates parts of the rows, all in one Spark job where there are not many partitions.
   *
   * @param reported the part with a report, or −1 for none
   */
  public List<Result> of(List<JavaRDD<Predicted>> parts, int reported) {
    List<Result> results = new ArrayList<>();
    List<T> sums = OrderedSum.ofEach(parts, this::zero, this::counted);
    for (int i = 0; i < parts.size(); i++) {
      ObjectNode report = i == reported ? report(sums.get(i), parts.get(i)) : null;
      results.add(new Result(metrics(sums.get(i)), report));
    }
    return results;
  }

  /** Evaluates predictions in the columns of a frame. */
  public Result of(Dataset<Row> predictions, Columns columns) {
    return of(List.of(rows(predictions, columns)), 0).get(0);
  }

  /** The metrics alone of predictions in the columns of a frame. */
  public Map<String, Double> metrics(Dataset<Row> predictions, Columns columns) {
    return of(List.of(rows(predictions, columns)), -1).get(0).metrics();
  }

  private T counted(java.util.Iterator<Predicted> rows) {
    T sum = zero();
    while (rows.hasNext()) {
      Predicted row = rows.next();
      if (row.weight > 0) {
        count(sum, row);
      }
    }
    return sum;
  }

  private static JavaRDD<Predicted> rows(Dataset<Row> predictions, Columns columns) {
    Column weight =
        columns.weight() == null ? functions.lit(1.0) : quoted(columns.weight()).cast("double");
    Column probability =
        columns.probability() == null ? functions.lit(null) : quoted(columns.probability());
    return predictions
        .select(quoted(columns.label()), quoted(columns.prediction()), weight, probability)
        .toJavaRDD()
        .map(
            row ->
                new Predicted(
                    numbers(row.get(0)),
                    numbers(row.get(1)),
                    row.isNullAt(3) ? null : ((Vector) row.get(3)).toArray(),
                    row.getDouble(2)));
  }

  private static Column quoted(String column) {
    return functions.col("`" + column.replace("`", "``") + "`");
  }

  private static double[] numbers(Object value) {
    return value instanceof Vector vector
        ? vector.toArray()
        : new double[] {value instanceof Number given ? given.doubleValue() : Double.NaN};
  }

  private static final class OfClasses extends Evaluation<ClassTally> {
    private static final long serialVersionUID = 1L;

    OfClasses(List<String> names, boolean probabilities) {
      super(names, probabilities);
    }

    @Override
    ClassTally zero() {
      return new ClassTally(names.size(), probabilities);
    }

    @Override
    void count(ClassTally sum, Predicted row) {
      sum.count(
          index("label", row.label[0]),
          index("prediction", row.prediction[0]),
          probabilities ? row.probability : null,
          row.weight);
    }

    private int index(String what, double number) {
      int index = (int) number;
      if (index != number || index < 0 || index >= names.size()) {
        throw new DataException(
            "a "
                + what
                + " must be the index of one of "
                + names.size()
                + " classes, got "
                + number);
      }
      return index;
    }

    @Override
    Map<String, Double> metrics(ClassTally sum) {
      return ClassReport.metrics(sum, names, probabilities);
    }

    @Override
    ObjectNode report(ClassTally sum, JavaRDD<Predicted> rows) {
      return ClassReport.of(sum, names);
    }
  }

  private static final class OfLabels extends Evaluation<LabelTally> {
    private static final long serialVersionUID = 1L;

    OfLabels(List<String> names, boolean probabilities) {
      super(names, probabilities);
    }

    @Override
    LabelTally zero() {
      return new LabelTally(names.size(), probabilities);
    }

    @Override
    void count(LabelTally sum, Predicted row) {
      requireWidth(row);
      sum.count(row.label, row.prediction, probabilities ? row.probability : null, row.weight);
    }

    @Override
    Map<String, Double> metrics(LabelTally sum) {
      return LabelReport.metrics(sum, names);
    }

    @Override
    ObjectNode report(LabelTally sum, JavaRDD<Predicted> rows) {
      return LabelReport.of(sum, names);
    }
  }

  private static final class OfNumbers extends Evaluation<NumberTally> {
    private static final long serialVersionUID = 1L;

    OfNumbers(List<String> names) {
      super(names, false);
    }

    @Override
    NumberTally zero() {
      return new NumberTally(names.size());
    }

    @Override
    void count(NumberTally sum, Predicted row) {
      requireWidth(row);
      sum.count(row.label, row.prediction, row.weight);
    }

    @Override
    Map<String, Double> metrics(NumberTally sum) {
      return NumberReport.metrics(sum);
    }

    /** A second pass, since bins follow from the ranges that the first has found. */
    @Override
    ObjectNode report(NumberTally sum, JavaRDD<Predicted> rows) {
      int outputs = names.size();
      Bins[] actual = new Bins[outputs];
      Bins[] predicted = new Bins[outputs];
      Bins[] residuals = new Bins[outputs];
      for (int o = 0; o < outputs; o++) {
        actual[o] = NumberReport.actual(sum, o);
        predicted[o] = NumberReport.predicted(sum, o);
        residuals[o] = NumberReport.residuals(sum, o);
      }
      NumberBins bins =
          OrderedSum.of(
              rows,
              new NumberBins(outputs),
              part -> {
                NumberBins all = new NumberBins(outputs);
                while (part.hasNext()) {
                  Predicted row = part.next();
                  if (row.weight > 0) {
                    all.count(row, actual, predicted, residuals);
                  }
                }
                return all;
              });
      return NumberReport.of(sum, bins, names);
    }
  }

  void requireWidth(Predicted row) {
    if (row.label.length != names.size() || row.prediction.length != names.size()) {
      throw new DataException(
          "a row must have "
              + names.size()
              + " labels and predictions, got "
              + Math.min(row.label.length, row.prediction.length));
    }
  }
}
