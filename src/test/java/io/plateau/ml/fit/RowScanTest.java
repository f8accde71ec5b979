package io.plateau.ml.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.nn.loss.LabelType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowScanTest {
  private static final RowCheck CHECK =
      new RowCheck(
          new FitColumns("x", "y", LabelType.NUMBERS, null, null),
          0,
          FeatureColumns.NUMBERS,
          false);

  /** Labels of few features are what takes the memory. */
  @ParameterizedTest
  @CsvSource({"1, 300, 300", "5000, 500, 210", "2000000, 3, 1"})
  void aBlockOfWideLabelsHasFewRows(int outputs, int rows, int most) {
    double[] label = new double[outputs];
    label[outputs - 1] = 7;
    InternalRow row =
        new GenericInternalRow(
            new Object[] {
              new VectorUDT().serialize(Vectors.dense(1, 2)),
              new VectorUDT().serialize(Vectors.dense(label)),
              1.0,
              null
            });
    RowScan scan = new RowScan(Collections.nCopies(rows, row).iterator(), CHECK, 0, outputs, false);
    List<Integer> blocks = new ArrayList<>();
    while (scan.hasNext()) {
      RowBlock block = scan.next();
      assertThat(block.problem).isNull();
      assertThat(block.labels).hasSize(block.rows * outputs).endsWith(7);
      blocks.add(block.rows);
    }
    assertThat(blocks).allMatch(each -> each <= most);
    assertThat(blocks.stream().mapToInt(each -> each).sum()).isEqualTo(rows);
  }
}
