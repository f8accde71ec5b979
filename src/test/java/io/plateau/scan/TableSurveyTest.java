package io.plateau.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.table.Form;
import io.plateau.table.fit.ColumnStatistics;
import io.plateau.table.fit.Measured;
import io.plateau.table.fit.SecondPass;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class TableSurveyTest {
  private static final int ROWS = 5000;

  /** Also over more partitions than sums that the driver adds. */
  @Test
  void aThirdPassOverManyNumbersChangesNothing() {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(0, ROWS, 1, 11)
            .selectExpr(
                "if(id % 7 = 0, null, 1000 + 100 * sin(id)) number",
                "id % 2 truth",
                "timestamp_seconds(id * 40000) time",
                "string(cos(id)) text",
                "false a",
                "false b",
                "false c",
                "'' file",
                "id");
    List<Slot> slots =
        List.of(
            new Slot("number", Form.NUMBER),
            new Slot("truth", Form.NUMBER),
            new Slot("time", Form.DATE),
            new Slot("text", Form.TEXT));
    Column[] read =
        Stream.concat(
                slots.stream().map(slot -> TableSlots.read(slot, rows)),
                Stream.of("a", "b", "c", "file", "id").map(functions::col))
            .toArray(Column[]::new);
    JavaRDD<ColumnBlock> blocks = BlockScan.cached(rows.select(read), slots, 0, "rows");
    try {
      TableSurvey survey = TableSurvey.of(blocks, slots, block -> new byte[block.rows]);
      List<Optional<ColumnStatistics>> learned =
          survey.first().statistics().stream().map(Optional::of).toList();
      Measured.Plan plan = Measured.Plan.of(learned);
      int jobs = LocalSpark.jobs(() -> survey.measured(plan.pass(Long.MAX_VALUE)));
      assertThat(LocalSpark.jobs(() -> survey.measured(plan.pass(10)))).isEqualTo(jobs + 1);
      SecondPass coarse = survey.measured(plan.pass(10));
      assertThat(coarse.isCoarse()).isFalse();
      assertThat(plan.measured(coarse))
          .usingRecursiveComparison()
          .isEqualTo(survey.measured(learned));
      Measured.Numbers numbers = survey.measured(learned).numbers().get(0).orElseThrow();
      assertThat(numbers.cuts()).hasSize(81);
      assertThat(Arrays.stream(numbers.histogram()).sum()).isEqualTo(ROWS - (ROWS + 6) / 7);
    } finally {
      blocks.unpersist(true);
    }
  }
}
