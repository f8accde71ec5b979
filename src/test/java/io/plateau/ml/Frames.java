package io.plateau.ml;

import io.plateau.LocalSpark;
import io.plateau.math.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Small data frames for tests. */
public final class Frames {
  private Frames() {}

  /** Rows of these columns, {@code name, type, name, type …}, in one partition. */
  static Dataset<Row> of(List<Row> rows, Object... columns) {
    StructType schema = new StructType();
    for (int i = 0; i < columns.length; i += 2) {
      schema = schema.add((String) columns[i], (DataType) columns[i + 1]);
    }
    return LocalSpark.session().createDataFrame(rows, schema).coalesce(1);
  }

  /** Rows of features and a label, and of more columns {@code name, type, name, type …}. */
  public static Dataset<Row> labeled(List<Row> rows, Object... more) {
    List<Object> columns = new ArrayList<>();
    columns.addAll(List.of("features", SQLDataTypes.VectorType(), "label", DataTypes.DoubleType));
    columns.addAll(Arrays.asList(more));
    return of(rows, columns.toArray());
  }

  /** Points around three centers in four dimensions, with some overlap, like iris. */
  public static List<Row> blobs(int rows) {
    double[][] centers = {{-1, 0, 1, 0.5}, {1, 0.5, -1, 0}, {0, -1, 0, -1.5}};
    Key key = Key.of(3);
    List<Row> made = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int label = i % 3;
      double[] x = new double[4];
      for (int j = 0; j < 4; j++) {
        x[j] = centers[label][j] + 0.6 * key.normal(4L * i + j);
      }
      made.add(RowFactory.create(Vectors.dense(x), (double) label));
    }
    return made;
  }

  /** A noisy curve: label = 100 + 20·sin(2·x₀) + 10·x₁. */
  static List<Row> curve(int rows) {
    Key key = Key.of(5);
    List<Row> made = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double a = key.normal(3L * i);
      double b = key.normal(3L * i + 1);
      double label = 100 + 20 * Math.sin(2 * a) + 10 * b + key.normal(3L * i + 2);
      made.add(RowFactory.create(Vectors.dense(a, b), label));
    }
    return made;
  }

  /** The same rows in this many partitions, in order. */
  static Dataset<Row> split(Dataset<Row> frame, int partitions) {
    return LocalSpark.session()
        .createDataFrame(
            LocalSpark.context().parallelize(frame.collectAsList(), partitions), frame.schema());
  }

  static Row row(Object... cells) {
    return RowFactory.create(cells);
  }

  static List<Row> rows(Row... rows) {
    return Arrays.asList(rows);
  }
}
