package io.plateau.run;

import static io.plateau.run.folder.OutputFailedException.writing;

import io.plateau.data.source.SourceOptions;
import io.plateau.frame.ColumnName;
import io.plateau.job.Job;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.StructField;

/** Rows with their predictions, written where the format of the data can hold them. */
final class Predictions {
  /** Formats that hold nothing but plain values: vectors become texts such as [0.1,0.9]. */
  private static final Set<String> PLAIN = Set.of("csv", "text");

  /** Formats that can be read but not written, hold no further columns, or are not of files. */
  private static final Set<String> OTHERS = Set.of("idx", "libsvm", Job.Data.TABLE);

  private Predictions() {}

  /** Writes in the format of the data; what has no such files is written as parquet. */
  static void write(Dataset<Row> rows, Job.Data source, String output, SaveMode mode) {
    String format = OTHERS.contains(source.format()) ? "parquet" : source.format();
    DataFrameWriter<Row> writer =
        withoutVectors(rows, PLAIN.contains(format))
            .write()
            .format(format)
            .mode(mode)
            .options(SourceOptions.ofWritten(format, SourceOptions.of(format, source.options())));
    writing(new Path(output), () -> writer.save(output));
  }

  /** The rows with arrays, or texts, in place of the vectors, which are types of Spark alone. */
  static Dataset<Row> withoutVectors(Dataset<Row> rows, boolean plain) {
    Dataset<Row> writable = rows;
    for (StructField field : rows.schema().fields()) {
      if (field.dataType().equals(SQLDataTypes.VectorType())) {
        Column values = functions.vector_to_array(ColumnName.column(field.name()), "float64");
        writable = writable.withColumn(field.name(), plain ? values.cast("string") : values);
      }
    }
    return writable;
  }
}
