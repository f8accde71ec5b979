package io.plateau.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.engine.shard.Counted;
import io.plateau.math.DatePart;
import io.plateau.math.DateUnit;
import io.plateau.table.DateOrder;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedDate;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import io.plateau.table.FittedVector;
import io.plateau.table.Form;
import io.plateau.table.TableRules;
import io.plateau.train.DataException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that a scan has read, against those that the table makes of the same values by name. */
class EncodedRowsTest {
  private static final int ROWS = 3000;
  private static final List<Slot> SLOTS =
      List.of(
          new Slot("n", Form.NUMBER),
          new Slot("c", Form.TEXT),
          new Slot("d", Form.DATE),
          new Slot("v", Form.VECTOR));
  private static final int ELEMENTS = 5;

  private final Random random = new Random(5);
  private final List<Map<String, Object>> named = new ArrayList<>();

  private ColumnBlock block(boolean sparse) {
    List<InternalRow> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double number = random.nextInt(20) == 0 ? Double.NaN : random.nextInt(50) - 25;
      String text = random.nextInt(20) == 0 ? null : "value " + random.nextInt(30);
      LocalDateTime date =
          LocalDateTime.of(1999, 1, 1, 0, 0)
              .plusDays(random.nextInt(4000))
              .plus(random.nextInt(), ChronoUnit.MICROS);
      double[] elements =
          IntStream.range(0, ELEMENTS)
              .mapToDouble(e -> random.nextInt(3) == 0 ? random.nextInt(9) : 0)
              .toArray();
      Vector vector = Vectors.dense(elements);
      Map<String, Object> values = new HashMap<>();
      values.put("n", Double.isNaN(number) ? null : number);
      values.put("c", text);
      values.put("d", date);
      values.put("t", date);
      values.put("v", elements);
      named.add(values);
      rows.add(
          new GenericInternalRow(
              new Object[] {
                number,
                UTF8String.fromString(text),
                ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), date),
                ((VectorUDT) SQLDataTypes.VectorType())
                    .serialize(sparse ? vector.toSparse() : vector),
                false,
                false,
                false,
                UTF8String.fromString(""),
                0L
              }));
    }
    BlockScan scan =
        new BlockScan(rows.iterator(), SLOTS, new DataType[] {DataTypes.DoubleType}, 0);
    ColumnBlock block = scan.next();
    assertThat(scan.hasNext()).isFalse();
    return block;
  }

  private static FittedTable table(double factor, boolean clip) {
    List<String> known = IntStream.range(0, 20).mapToObj(i -> "value " + i).toList();
    List<FittedColumn> columns =
        List.of(
            new FittedVector("v", ELEMENTS, new double[0], new double[0]),
            new FittedNumber("n", 3, factor, clip, new FittedNumber.Fill(3, false), List.of()),
            new FittedCategory("c", known, 0),
            new FittedDate(
                "d",
                DateOrder.YEAR_FIRST,
                EnumSet.of(DatePart.DAYS),
                new FittedDate.Days(0, 1, List.of()),
                false,
                DateUnit.QUARTER_HOURS),
            new FittedDate(
                "t",
                DateOrder.YEAR_FIRST,
                EnumSet.of(DatePart.DAYS),
                new FittedDate.Days(0, 1, List.of()),
                false,
                DateUnit.secondsSince(12)));
    return new FittedTable(columns, List.of(), TableRules.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theyAreThoseOfTheTable(boolean sparse) {
    FittedTable table = table(0.1, true);
    EncodedColumns columns = new EncodedColumns(block(sparse), table, new int[] {3, 0, 1, 2, 2});
    int[] rows = IntStream.range(0, ROWS).filter(row -> row % 7 < 3).toArray();
    EncodedRows encoded = new EncodedRows(columns, rows);
    float[] target = {1};
    long nonZeros = 0;
    for (int i = 0; i < rows.length; i++) {
      float[] expected = table.row(named.get(rows[i]));
      assertThat(Counted.features(encoded.example(i, target, 2), table.width()))
          .containsExactly(expected);
      nonZeros += IntStream.range(0, expected.length).filter(e -> expected[e] != 0).count();
    }
    assertThat(columns.nonZeros(rows)).isEqualTo(nonZeros);
  }

  @Test
  void aNumberThatNoFloatHoldsIsRefused() {
    EncodedColumns columns =
        new EncodedColumns(block(false), table(1e300, false), new int[] {3, 0, 1, 2, 2});
    int[] rows = IntStream.range(0, ROWS).toArray();
    assertThatThrownBy(() -> columns.nonZeros(rows))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column \"n\"");
    EncodedRows encoded = new EncodedRows(columns, rows);
    assertThatThrownBy(() -> encoded.example(0, new float[1], 1)).isInstanceOf(DataException.class);
  }
}
