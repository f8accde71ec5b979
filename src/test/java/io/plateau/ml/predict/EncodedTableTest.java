package io.plateau.ml.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.scan.Slot;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedTable;
import io.plateau.table.Form;
import io.plateau.table.TableRules;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class EncodedTableTest {
  private static final int ROWS = 400;
  private static final long MEGABYTE = 1 << 20;

  private static InternalRow row(int i) {
    byte[] text = new byte[(int) MEGABYTE];
    Arrays.fill(text, (byte) ('a' + i % 26));
    text[i] = '.';
    return new GenericInternalRow(new Object[] {UTF8String.fromBytes(text)});
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Whose codes are looked up again where they are long. */
  @Test
  void textsOfAColumnTakeLittleMemory() {
    FittedCategory column = new FittedCategory("review", List.of("bad", "good"), 0);
    EncodedTable encoded =
        new EncodedTable(
            new FittedTable(List.of(column), List.of(), TableRules.DEFAULT),
            List.of(new Slot("review", Form.TEXT)),
            new int[] {0},
            "");
    Iterator<InternalRow> rows =
        encoded.call(IntStream.range(0, ROWS).mapToObj(EncodedTableTest::row).iterator());
    long before = used();
    for (int i = 0; i < ROWS - 1; i++) {
      rows.next();
    }
    assertThat(used() - before).as("bytes kept").isLessThan(ROWS / 4 * MEGABYTE);
    assertThat(rows.hasNext()).isTrue();
  }
}
