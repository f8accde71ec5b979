package io.plateau.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ColumnNameTest {
  private static StructType columns(int n) {
    return new StructType(
        IntStream.range(0, n)
            .mapToObj(i -> DataTypes.createStructField("c" + i, DataTypes.LongType, true))
            .toArray(StructField[]::new));
  }

  @Test
  void aNameThatIsNotThereIsToldWithTheFirstOfThoseThatAre() {
    assertThat(ColumnName.type(columns(20), "c19")).isEqualTo(DataTypes.LongType);
    assertThatThrownBy(() -> ColumnName.type(columns(20), "label"))
        .hasMessageEndingWith(
            "; there are: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12,"
                + " c13, c14, c15, c16, c17, c18, c19");
    assertThatThrownBy(() -> ColumnName.type(columns(10_000), "label"))
        .hasMessageEndingWith(", c18, c19, … (10000 in all)");
  }
}
