package io.plateau.scan;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import io.plateau.engine.shard.TaskRdds;
import io.plateau.frame.Conditions;
import io.plateau.table.RawColumn;
import io.plateau.table.TableRules;
import io.plateau.table.fit.ColumnStatistics;
import io.plateau.table.fit.TableFit;
import io.plateau.table.fit.TextStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Rows of a dataset that are not skipped, in training and validation part, after the first pass
 * over the training rows.
 *
 * @param identifiers that are strings in the survey
 * @param written by strings of columns, in all surveys; rows with other strings are skipped
 */
public record DatasetRows(
    Plan plan,
    TableSurvey survey,
    TableFit fit,
    Identifiers identifiers,
    List<TableFit.Written> written)
    implements KeptRows<DatasetRows> {
  /**
   * What is read of a dataset, and how.
   *
   * @param columns that may become features
   * @param slots of the columns whose values are read, behind them that of the label, if any
   * @param classes whether the label is one of classes
   * @param least of so many rows or more, those that are drawn are validation rows; empty where a
   *     column names them
   */
  public record Plan(
      List<RawColumn> columns,
      TableRules rules,
      List<Slot> slots,
      boolean classes,
      OptionalLong least) {
    /** How many slots are features. */
    int features() {
      return (int) columns.stream().filter(column -> column.form().isPresent()).count();
    }

    private boolean labeled() {
      return slots.size() > features();
    }

    /** The slot of a label of classes, or −1. */
    private int label() {
      return classes ? features() : -1;
    }

    /** The plan in which identifiers are strings. */
    private Plan with(Identifiers identifiers) {
      return new Plan(identifiers.in(columns), rules, identifiers.named(slots), classes, least);
    }

    /** Whether rows are skipped that miss a value of a column that is read. */
    public boolean skips() {
      return rules.missing() == TableRules.Missing.SKIP;
    }
  }

  /** The survey of cached blocks. */
  public static DatasetRows of(JavaRDD<ColumnBlock> blocks, Plan plan) {
    return KeptRows.of(surveyed(blocks, plan, Identifiers.NONE, List.of()).named());
  }

  /** The survey in which identifiers are categories. */
  private DatasetRows named() {
    if (!plan.labeled()) {
      return this;
    }
    Identifiers found = Identifiers.of(survey, fit, plan.features(), plan.classes);
    return found.isEmpty()
        ? this
        : surveyed(found.in(survey.blocks()), plan.with(found), found, written);
  }

  private static DatasetRows surveyed(
      JavaRDD<ColumnBlock> blocks,
      Plan plan,
      Identifiers identifiers,
      List<TableFit.Written> written) {
    TableSurvey survey = survey(blocks, plan);
    List<ColumnStatistics> first = survey.first().statistics().subList(0, plan.features());
    TableFit fit = TableFit.of(plan.columns, first, plan.rules).because(identifiers.found());
    return new DatasetRows(plan, survey, fit, identifiers, written);
  }

  private static TableSurvey survey(JavaRDD<ColumnBlock> blocks, Plan plan) {
    TableSurvey survey = TableSurvey.of(blocks, plan.slots, new DrawnParts(true), plan.label());
    if (plan.least.isEmpty()) {
      return survey;
    }
    long rows = survey.first().rows(RowParts.TRAINING) + survey.first().rows(RowParts.VALIDATION);
    return rows < plan.least.getAsLong()
        ? TableSurvey.of(blocks, plan.slots, new DrawnParts(false))
        : plan.classes ? survey.keepingClasses(plan.slots, plan.label()) : survey;
  }

  @Override
  public DatasetRows with(List<TableFit.Written> more) {
    if (!plan.skips()) {
      return this;
    }
    DatasetRows left =
        surveyed(
            TaskRdds.mapPartitions(
                survey.blocks(), cached -> new WrittenBlocks(cached, more, true)),
            plan,
            identifiers,
            Stream.concat(written.stream(), more.stream()).distinct().toList());
    return left.rows(RowParts.SKIPPED) == rows(RowParts.SKIPPED) ? this : left;
  }

  /** How many rows a part has. */
  public long rows(byte part) {
    return survey.first().rows(part);
  }

  /** Statistics of the labels: of the training rows, and of the validation rows beside them. */
  public List<TextStatistics> labels() {
    return Stream.concat(
            Stream.of(survey.first().statistics().get(plan.label())),
            survey.first().heldOut().stream())
        .map(TextStatistics.class::cast)
        .toList();
  }

  /**
   * Condition of the rows of the dataset that are not skipped, for what the fitted table does not
   * look at: columns that it ignores, and strings that former surveys have skipped.
   */
  public Column kept(Dataset<?> dataset) {
    if (rows(RowParts.SKIPPED) == 0) {
      return lit(true);
    }
    List<Column> kept = new ArrayList<>();
    for (int i = 0; i < fit.read().length; i++) {
      if (fit.read()[i] >= 0 && !fit.uses(i)) {
        kept.add(TableSlots.present(plan.slots.get(fit.read()[i]), dataset));
      }
    }
    List<TableFit.Written> read = fit.written();
    for (TableFit.Written each : written) {
      if (!read.contains(each)) {
        UDF1<String, Boolean> by = text -> text != null && each.by(text);
        Column text = TableSlots.value(plan.slots.get(each.slot()), dataset);
        kept.add(udf(by, DataTypes.BooleanType).apply(text));
      }
    }
    return Conditions.all(kept);
  }
}
