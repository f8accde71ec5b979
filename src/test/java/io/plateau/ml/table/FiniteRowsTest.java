package io.plateau.ml.table;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.table.RawColumn;
import io.plateau.table.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class FiniteRowsTest {
  private static final int COLUMNS = 1_000;

  /** Bytes of the stack of a process's main thread. */
  private static final int STACK = 1 << 20;

  /** A condition in a condition for each column would overflow it. */
  @Test
  void rowsOfManyColumnsAreReadWithAnOrdinaryStack() throws Exception {
    StructType schema = new StructType().add("id", DataTypes.LongType);
    for (int i = 0; i < COLUMNS; i++) {
      schema = schema.add("c" + i, DataTypes.DoubleType);
    }
    Dataset<Row> rows =
        LocalSpark.session()
            .createDataFrame(
                LongStream.range(0, 10).mapToObj(FiniteRowsTest::row).toList(), schema);
    List<RawColumn> columns =
        IntStream.range(0, COLUMNS)
            .mapToObj(i -> new RawColumn("c" + i, ValueType.REAL, Optional.empty()))
            .toList();
    FutureTask<List<Row>> left =
        new FutureTask<>(
            () -> FiniteRows.of(rows, columns, col("id").gt(0)).toDF().collectAsList());
    new Thread(null, left, "reader", STACK).start();
    assertThat(left.get())
        .extracting(row -> row.getLong(0))
        .containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 6L, 7L, 8L, 9L);
  }

  /** A row that has, if it is the fifth, an infinite number in the last column. */
  private static Row row(long id) {
    Object[] cells = new Object[1 + COLUMNS];
    Arrays.fill(cells, 0.5);
    cells[0] = id;
    cells[COLUMNS] = id == 5 ? Double.NEGATIVE_INFINITY : Double.NaN;
    return RowFactory.create(cells);
  }
}
