package io.plateau.data;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.when;

import io.plateau.job.Job;
import io.plateau.train.DataException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.ImputerModel;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Fills missing numbers with the mean or the median of the training rows. Both are exact, where
 * Spark's own Imputer adds in the order tasks finish and takes an approximate median.
 */
final class Filling {
  private Filling() {}

  /**
   * The stages from columns to {@link #filled} ones.
   *
   * @throws DataException for a column without any value
   */
  static List<Transformer> of(List<String> columns, Job.Missing policy, Dataset<Row> training) {
    // A mean is no integer: filled columns are doubles.
    StringBuilder select = new StringBuilder("SELECT *");
    for (String name : columns) {
      select
          .append(", CAST(")
          .append(Hidden.sql(name))
          .append(" AS DOUBLE) AS ")
          .append(Hidden.sql(number(name)));
    }
    SQLTransformer cast = new SQLTransformer().setStatement(select + " FROM __THIS__");
    String[] inputs = columns.stream().map(Filling::number).toArray(String[]::new);
    Dataset<Row> numbers =
        cast.transform(training)
            .select(Arrays.stream(inputs).map(Hidden::quoted).toArray(Column[]::new));
    double[] fillings = policy == Job.Missing.MEAN ? means(numbers) : medians(numbers);
    for (int i = 0; i < inputs.length; i++) {
      if (Double.isNaN(fillings[i])) {
        throw new DataException(
            "column \"%s\" has no value in any training row, so none to fill in; list data.features without it"
                .formatted(columns.get(i)));
      }
    }
    return List.of(
        cast,
        new ImputerModel(Identifiable.randomUID("imputer"), inputs, fillings)
            .setInputCols(inputs)
            .setOutputCols(columns.stream().map(Filling::filled).toArray(String[]::new)));
  }

  /** The column that has a feature's values and no gaps. */
  static String filled(String feature) {
    return Hidden.named("filled_" + feature);
  }

  private static String number(String feature) {
    return Hidden.named("number_" + feature);
  }

  private static double[] means(Dataset<Row> numbers) {
    int width = numbers.columns().length;
    return VectorMoments.of(numbers.toJavaRDD().map(row -> vector(row, width)), width).mean();
  }

  private static double[] medians(Dataset<Row> numbers) {
    String[] names = numbers.columns();
    Column[] medians = new Column[names.length];
    for (int i = 0; i < names.length; i++) {
      Column value = Hidden.quoted(names[i]);
      numbers = numbers.withColumn(names[i], when(value.isNaN(), null).otherwise(value));
      medians[i] = expr("percentile(" + Hidden.sql(names[i]) + ", 0.5)");
    }
    return vector(
            numbers.agg(medians[0], Arrays.copyOfRange(medians, 1, medians.length)).first(),
            names.length)
        .toArray();
  }

  private static Vector vector(Row row, int width) {
    double[] values = new double[width];
    for (int i = 0; i < width; i++) {
      values[i] = row.isNullAt(i) ? Double.NaN : row.getDouble(i);
    }
    return Vectors.dense(values);
  }
}
