package io.plateau.frame;

import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
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

  /** Of so many columns that Spark would compile a copy of each, and conversions beside them. */
  @Test
  void manyColumnsAreViewsWithWhatIsComputed() {
    Dataset<Row> rows = LocalSpark.session().range(0, 6, 1, 2).toDF("x");
    String[] columns =
        IntStream.range(0, 140)
            .mapToObj(i -> "if(x = %d, null, x + %d) c%d".formatted(i % 7, i, i))
            .toArray(String[]::new);
    Dataset<Row> wide = rows.selectExpr(columns).cache();
    try {
      String[] read =
          IntStream.range(0, 140)
              .mapToObj(i -> i % 3 == 0 ? "string(c%d + 1)".formatted(i) : "c" + (139 - i))
              .toArray(String[]::new);
      Dataset<Row> selected = wide.selectExpr(read);
      List<String> found =
          InternalRows.of(selected)
              .map(
                  row -> {
                    assertThat(row).isNotInstanceOf(UnsafeRow.class);
                    return IntStream.range(0, 140)
                        .mapToObj(
                            i ->
                                row.isNullAt(i)
                                    ? "null"
                                    : i % 3 == 0
                                        ? row.getUTF8String(i).toString()
                                        : Long.toString(row.getLong(i)))
                        .collect(Collectors.joining(","));
                  })
              .collect();
      assertThat(found)
          .isEqualTo(selected.collectAsList().stream().map(row -> row.mkString(",")).toList());
    } finally {
      wide.unpersist(true);
    }
  }

  /**
   * Which the tasks of a view would else not know: Spark's new parser refuses a month of one digit.
   */
  @Test
  void viewsFollowTheSettingsOfTheSession() {
    SparkSession spark = LocalSpark.session();
    String key = SQLConf.LEGACY_TIME_PARSER_POLICY().key();
    String before = spark.conf().get(key);
    spark.conf().set(key, "LEGACY");
    String[] columns =
        IntStream.range(0, 140).mapToObj(i -> "'2020-1-5' AS c" + i).toArray(String[]::new);
    Dataset<Row> wide = spark.range(0, 2, 1, 1).selectExpr(columns).cache();
    try {
      String[] read =
          IntStream.range(0, 140)
              .mapToObj(i -> i == 7 ? "to_timestamp(c7, 'yyyy-MM-dd')" : "c" + i)
              .toArray(String[]::new);
      Dataset<Row> selected = wide.selectExpr(read);
      List<Long> micros = InternalRows.of(selected).map(row -> row.getLong(7)).collect();
      long day = selected.first().getTimestamp(7).getTime() * 1000;
      assertThat(micros).containsExactly(day, day);
    } finally {
      wide.unpersist(true);
      spark.conf().set(key, before);
    }
  }
}
