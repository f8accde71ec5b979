package io.plateau.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.engine.shard.TaskResults;
import io.plateau.table.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockScanTest {
  private static final int ROWS = 3000;

  private static final DataType[] TEXTS = {DataTypes.StringType};

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
            TEXTS,
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
    BlockScan scan = new BlockScan(rows, slots, TEXTS, 0);
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
            TEXTS,
            0);
    assertThat(scan.next().rows).isEqualTo(ROWS);
    assertThat(scan.hasNext()).isFalse();
  }

  /** Spark's casts are the oracle; of many columns, rows are views of those that Spark reads. */
  @ParameterizedTest
  @ValueSource(ints = {1, 15})
  void numbersOfEachTypeAreReadAsACastGivesThem(int times) {
    SparkSession spark = LocalSpark.session();
    Dataset<Row> few =
        spark
            .range(4)
            .selectExpr(
                "if(id = 3, null, id = 1) truth",
                "if(id = 3, null, cast(id - 1 as tinyint)) tiny",
                "if(id = 3, null, cast(32767 - id as smallint)) small",
                "if(id = 3, null, cast(-2147483648 + id as int)) whole",
                "if(id = 3, null, 9223372036854775807 - id) large",
                "if(id = 3, null, cast(0.1 * id as float)) narrow",
                "if(id = 3, double('nan'), 0.1D * id) wide",
                "if(id = 3, null, cast(0.1 * id as decimal(20, 5))) decimal");
    Dataset<Row> rows =
        spark
            .createDataFrame(few.collectAsList(), few.schema())
            .select(
                IntStream.range(0, times)
                    .boxed()
                    .flatMap(i -> Stream.of(few.columns()).map(c -> functions.col(c).as(c + i)))
                    .toArray(Column[]::new));
    List<Slot> slots =
        Stream.of(rows.columns()).map(column -> new Slot(column, Form.NUMBER)).toList();
    List<Column> read = new ArrayList<>(slots.stream().map(s -> TableSlots.read(s, rows)).toList());
    for (Object behind : new Object[] {false, false, false, "", 0L}) {
      read.add(functions.lit(behind));
    }
    Dataset<Row> selected = rows.select(read.toArray(Column[]::new));
    Column[] whole = read.subList(0, 7).toArray(Column[]::new);
    assertThat(rows.select(whole).schema().fields())
        .isEqualTo(Arrays.copyOf(rows.schema().fields(), 7));
    JavaRDD<ColumnBlock> cached = BlockScan.cached(selected, slots, 0, "numbers");
    List<ColumnBlock> blocks = TaskResults.elements(cached);
    cached.unpersist(true);
    List<Double> found =
        blocks.stream()
            .flatMap(
                block -> IntStream.range(0, block.rows).boxed().flatMap(row -> cells(block, row)))
            .toList();
    Column[] casts =
        Stream.of(rows.columns())
            .map(
                c -> functions.coalesce(functions.col(c).cast("double"), functions.lit(Double.NaN)))
            .toArray(Column[]::new);
    assertThat(found)
        .hasSize(4 * slots.size())
        .isEqualTo(
            rows.select(functions.array(casts)).collectAsList().stream()
                .flatMap(row -> row.<Double>getList(0).stream())
                .toList());
  }

  private static Stream<Double> cells(ColumnBlock block, int row) {
    return IntStream.range(0, block.columns.length).mapToObj(s -> block.numbers(s).at(row));
  }
}
