package io.plateau.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.table.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class BlockScanTest {
  private static final int ROWS = 3000;

  private static InternalRow row(String text) {
    return new GenericInternalRow(
        new Object[] {
          UTF8String.fromString(text), false, false, false, UTF8String.fromString("file"), 0L
        });
  }

  /** Texts of 10 000 characters, of which a block has fewer rows than of words. */
  @Test
  void aBlockHasAFewMegabytesOfTexts() {
    String filler = "x".repeat(10_000);
    List<String> read = new ArrayList<>();
    int blocks = 0;
    BlockScan scan =
        new BlockScan(
            IntStream.range(0, ROWS).mapToObj(i -> row(i + filler)).iterator(),
            List.of(new Slot("review", Form.TEXT)),
            0);
    while (scan.hasNext()) {
      ColumnBlock block = scan.next();
      blocks++;
      TextColumn texts = block.texts(0);
      assertThat(Arrays.stream(texts.dictionary()).mapToLong(String::length).sum())
          .isLessThan(9_000_000);
      IntStream.range(0, block.rows)
          .forEach(at -> read.add(texts.dictionary()[texts.code(at)].replace(filler, "")));
    }
    assertThat(blocks).isGreaterThan(2);
    assertThat(read).isEqualTo(IntStream.range(0, ROWS).mapToObj(String::valueOf).toList());
  }

  @Test
  void columnsShareTheMegabytes() {
    String filler = "x".repeat(5_000);
    Iterator<InternalRow> rows =
        IntStream.range(0, ROWS)
            .<InternalRow>mapToObj(
                i -> {
                  Object text = UTF8String.fromString(i + filler);
                  Object file = UTF8String.fromString("file");
                  return new GenericInternalRow(
                      new Object[] {text, text, text, false, false, false, file, 0L});
                })
            .iterator();
    List<Slot> slots =
        Stream.of("good", "bad", "else").map(name -> new Slot(name, Form.TEXT)).toList();
    BlockScan scan = new BlockScan(rows, slots, 0);
    int read = 0;
    while (scan.hasNext()) {
      ColumnBlock block = scan.next();
      read += block.rows;
      assertThat(
              IntStream.range(0, 3)
                  .flatMap(s -> Arrays.stream(block.texts(s).dictionary()).mapToInt(String::length))
                  .sum())
          .isLessThan(9_000_000);
    }
    assertThat(read).isEqualTo(ROWS);
  }

  @Test
  void textsThatOccurAgainTakeNoRoom() {
    BlockScan scan =
        new BlockScan(
            IntStream.range(0, ROWS).mapToObj(i -> row("x".repeat(10_000))).iterator(),
            List.of(new Slot("review", Form.TEXT)),
            0);
    assertThat(scan.next().rows).isEqualTo(ROWS);
    assertThat(scan.hasNext()).isFalse();
  }
}
