package io.plateau.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.train.DataException;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class FlatColumnsTest {
  @Test
  void fieldsAreColumnsAndNumbersAreVectors() {
    Dataset<Row> rows =
        rows(
            "named_struct('b.`c`', 1, 'd', named_struct('e f', 'x')) as `a.z`",
            "array(1, null, 3L) as v",
            "cast(null as array<int>) as w",
            "array('s') as t",
            "2.5 as `n``m`");
    Dataset<Row> flat = FlatColumns.of(rows, "here");
    assertThat(flat.columns()).containsExactly("a.z.b.`c`", "a.z.d.e f", "v", "w", "t", "n`m");
    Row row = flat.first();
    assertThat(List.of(row.get(0), row.get(1))).containsExactly(1, "x");
    assertThat(row.get(2)).isEqualTo(Vectors.dense(1, Double.NaN, 3));
    assertThat(row.isNullAt(3)).isTrue();
    assertThat(row.getDecimal(5)).isEqualByComparingTo("2.5");
  }

  @Test
  void aMissingStructHasMissingFields() {
    Dataset<Row> rows = rows("cast(null as struct<b: int, c: string>) as a");
    assertThat(FlatColumns.of(rows, "here").first()).isEqualTo(RowFactory.create(null, null));
  }

  @Test
  void flatColumnsStay() {
    Dataset<Row> rows = rows("1 as a", "'x' as `b.c`");
    assertThat(FlatColumns.of(rows, "here")).isSameAs(rows);
  }

  @Test
  void oneNameIsOneColumn() {
    Dataset<Row> rows = rows("named_struct('b', 1) as a", "2 as `A.B`");
    assertThatThrownBy(() -> FlatColumns.of(rows, "here"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "here has two columns named \"A.B\", or two that differ only in capitals; rename one of them, or set spark.sql.caseSensitive=true for names that differ in capitals");
  }

  private static Dataset<Row> rows(String... columns) {
    return LocalSpark.session().range(1).selectExpr(columns);
  }
}
