package io.plateau.ml.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedTable;
import io.plateau.table.Form;
import io.plateau.table.TableRules;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodedTableTest {
  private static final int MEGABYTE = 1 << 20;

  private static InternalRow row(int i, int columns, int bytes) {
    Object[] cells = new Object[columns];
    for (int c = 0; c < columns; c++) {
      byte[] text = new byte[bytes];
      Arrays.fill(text, (byte) 'a');
      byte[] own = (i + "." + c + ".").getBytes(StandardCharsets.UTF_8);
      System.arraycopy(own, 0, text, 0, own.length);
      cells[c] = UTF8String.fromBytes(text);
    }
    return new GenericInternalRow(cells);
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Whose codes are looked up again where there are many, or long ones. */
  @ParameterizedTest
  @CsvSource({"400, 1, 1048576", "20000, 40, 200"})
  void differentTextsTakeLittleMemory(int rows, int columns, int bytes) {
    List<FittedColumn> table =
        IntStream.range(0, columns)
            .<FittedColumn>mapToObj(c -> new FittedCategory("c" + c, List.of("bad", "good"), 0))
            .toList();
    EncodedTable encoded =
        new EncodedTable(
            new FittedTable(table, List.of(), TableRules.DEFAULT),
            IntStream.range(0, columns)
                .mapToObj(c -> new EncodedTable.Source(Form.TEXT, c, DataTypes.StringType))
                .toList(),
            "");
    Iterator<InternalRow> appended =
        encoded.call(IntStream.range(0, rows).mapToObj(i -> row(i, columns, bytes)).iterator());
    long before = used();
    for (int i = 0; i < rows - 1; i++) {
      appended.next();
    }
    assertThat(used() - before).as("bytes kept").isLessThan(50 * MEGABYTE);
    assertThat(appended.hasNext()).isTrue();
  }
}
