package io.plateau.data;

import io.plateau.data.column.ScanPlan;
import io.plateau.engine.LabelRange;
import io.plateau.math.Moments;
import io.plateau.scan.ColumnBlock;
import io.plateau.scan.RowParts;
import io.plateau.scan.TableSurvey;
import java.util.List;

/**
 * Range and moments of labels that are numbers over the training rows of positive weight, for data
 * in which others weigh nothing.
 */
record WeightedLabels(LabelRange range, Moments moments) {

  /** Measures the labels in two passes over the blocks of a survey. */
  static WeightedLabels of(TableSurvey survey, ScanPlan plan) {
    Moments.Range range =
        TableSurvey.sum(
            survey.blocks(),
            survey.parts(),
            new TableSurvey.Pass<>(
                "range of labels",
                new Moments.Range(plan.labels()),
                (sum, block, parts) -> each(plan, block, parts, sum::add),
                Moments.Range::add));
    Moments.Sums sums =
        TableSurvey.sum(
            survey.blocks(),
            survey.parts(),
            new TableSurvey.Pass<>(
                "moments of labels",
                new Moments.Sums(range),
                (sum, block, parts) -> sum.rows(each(plan, block, parts, sum::add)),
                Moments.Sums::add));
    return new WeightedLabels(LabelRange.of(range), Moments.of(range, List.of(sums)));
  }

  @FunctionalInterface
  private interface Label {
    void is(int i, double value);
  }

  /** Tells the labels of all rows; returns how many rows there are. */
  private static long each(ScanPlan plan, ColumnBlock block, byte[] parts, Label label) {
    long rows = 0;
    for (int row = 0; row < parts.length; row++) {
      if (parts[row] == RowParts.TRAINING && plan.weight(block, row) > 0) {
        rows++;
        for (int i = 0; i < plan.labels(); i++) {
          label.is(i, block.numbers(plan.label(i)).at(row));
        }
      }
    }
    return rows;
  }
}
