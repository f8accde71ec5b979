package io.plateau.frame;

import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class InternalRowsTest {
  private static final UDF1<Integer, Boolean> IN_A_TASK = value -> TaskContext.get() != null;

  /** Spark's optimizer would compute columns of rows that the driver has on the driver. */
  @Test
  void columnsOfLocalRowsAreComputedInTasks() {
    SparkSession spark = LocalSpark.session();
    List<Row> rows = IntStream.range(0, 5).mapToObj(RowFactory::create).toList();
    Dataset<Row> local =
        spark.createDataFrame(rows, new StructType().add("x", DataTypes.IntegerType));
    Dataset<Row> told =
        local.select(local.col("x"), udf(IN_A_TASK, DataTypes.BooleanType).apply(local.col("x")));
    String key = SQLConf.OPTIMIZER_EXCLUDED_RULES().key();
    String before = spark.conf().get(key, "");

    List<String> found =
        InternalRows.of(told).map(row -> row.getInt(0) + " " + row.getBoolean(1)).collect();

    assertThat(found).containsExactly("0 true", "1 true", "2 true", "3 true", "4 true");
    assertThat(spark.conf().get(key, "")).isEqualTo(before);
  }
}
