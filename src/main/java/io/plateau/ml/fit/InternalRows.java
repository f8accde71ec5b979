package io.plateau.ml.fit;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.catalyst.InternalRow;

/** Rows of a dataset in Spark's internal form, without an object made of every cell. */
public final class InternalRows {
  private InternalRows() {}

  /** The rows; each is good until the next of its partition is asked for. */
  public static JavaRDD<InternalRow> of(Dataset<?> dataset) {
    return ((org.apache.spark.sql.classic.Dataset<?>) dataset).queryExecution().toRdd().toJavaRDD();
  }
}
