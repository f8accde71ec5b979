package io.plateau.data.check;

import io.plateau.data.column.JobColumns;
import io.plateau.data.column.ScanPlan;
import io.plateau.data.column.Task;
import io.plateau.data.source.Table;
import io.plateau.job.Job;
import io.plateau.job.JobWriter;
import io.plateau.scan.Identifiers;
import io.plateau.scan.Slot;
import io.plateau.spec.LossSpec;
import io.plateau.table.ColumnKind;
import io.plateau.table.Form;
import io.plateau.table.TableRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks of the rows of a table, with a message for each thing that may be wrong.
 *
 * @param all malformed rows first, then missing values of each feature, then the others in the
 *     order in which they are reported
 * @param expected widths of vectors by slot, 0 where the first vector tells
 */
public record TableChecks(Table table, ScanPlan plan, List<Check> all, int[] expected) {

  /** The checks for a job's columns. */
  public static TableChecks of(
      Table table, JobColumns columns, ScanPlan plan, Optional<Task> task, Job.Data data) {
    List<Check> all = new ArrayList<>();
    all.add(Check.none(-1, Check.Test.MALFORMED, "{}"));
    addMissing(all, table, plan, data.treatment().rules().missing());
    for (int f = 0; f < plan.features(); f++) {
      addTypeChecks(all, table, plan.slots().get(f), f);
    }
    if (data.treatment().rules().scale() == TableRules.Scale.NONE) {
      addUnscaled(all, table, plan, data);
    }
    all.addAll(LabelChecks.of(table, columns.labels(), plan, task));
    if (plan.weight() >= 0) {
      addWeight(all, table, columns.weight(), plan.weight());
    }
    int labeled = plan.features() + plan.labels() + (plan.weight() >= 0 ? 1 : 0);
    for (int slot = labeled; slot < plan.slots().size(); slot++) {
      all.add(
          Check.none(
              slot,
              Check.Test.MISSING,
              "column \"%s\" (data.split) of %s is missing in {}; data.split.test and data.split.validation need a value in every row"
                  .formatted(plan.slots().get(slot).column(), table.place())));
    }
    return new TableChecks(table, plan, all, new int[plan.slots().size()]);
  }

  /** The same checks, and that of labels which a loss of counts cannot take. */
  public TableChecks and(LossSpec loss) {
    return loss.takesCounts() ? and(LabelChecks.ofCounts(table, plan, loss)) : this;
  }

  /** The same checks with vectors of given widths by slot. */
  public TableChecks expecting(int[] widths) {
    return new TableChecks(table, plan, all, widths);
  }

  /** The checks of rows in which identifiers are strings: as numbers they were finite. */
  public TableChecks with(Identifiers identifiers) {
    List<Check> kept =
        all.stream()
            .filter(
                check ->
                    check.test() == Check.Test.MISSING
                        || !identifiers.slots().contains(check.slot()))
            .toList();
    return new TableChecks(table, plan.with(identifiers), kept, expected);
  }

  /** The same checks and more. */
  public TableChecks and(List<Check> more) {
    List<Check> both = new ArrayList<>(all);
    both.addAll(more);
    return new TableChecks(table, plan, both, expected);
  }

  /** That a feature is missing, with a place for how often. */
  public static String missing(Slot feature, String place) {
    return "column \"%s\" of %s is missing (%s) in {}; data.missing may be %s"
        .formatted(
            feature.column(),
            place,
            feature.form() == Form.TEXT
                ? "null, or a string that is not of its kind"
                : "null or NaN",
            feature.form() == Form.VECTOR ? "skip" : "median, mean or skip");
  }

  /** What to do about a column with values that cannot be learned from. */
  static String ignoring(String column) {
    return "leave these rows out, or train with data.columns: {%s: ignore}"
        .formatted(JobWriter.scalar(column));
  }

  private static void addMissing(
      List<Check> checks, Table table, ScanPlan plan, TableRules.Missing policy) {
    for (int f = 0; f < plan.features(); f++) {
      Slot feature = plan.slots().get(f);
      boolean vector = feature.form() == Form.VECTOR; // has no mean to fill in
      boolean allowed = policy == TableRules.Missing.SKIP || policy.fills() && !vector;
      checks.add(
          new Check(
              f,
              Check.Test.MISSING,
              text -> true,
              (bad, rows) -> bad == 0 || allowed,
              missing(feature, table.place())));
    }
  }

  private static void addTypeChecks(List<Check> checks, Table table, Slot feature, int slot) {
    String named = "\"%s\" of %s".formatted(feature.column(), table.place());
    switch (feature.form()) {
      case NUMBER ->
          checks.add(
              value(feature, slot, Check.Test.INFINITE, "column %s is infinite".formatted(named)));
      case DATE -> {
        String far = "column %s is infinite, or too far from 1970 for a date,".formatted(named);
        checks.add(value(feature, slot, Check.Test.FAR, far));
      }
      case VECTOR -> {
        if (!table.format().equals("idx")) { // bytes are finite
          String holes = "vector %s has missing (null or NaN) or infinite values".formatted(named);
          checks.add(value(feature, slot, Check.Test.NOT_FINITE, holes));
        }
      }
      case TEXT -> {
        String leftOut =
            "; data.columns: {%s: ignore} leaves it out"
                .formatted(JobWriter.scalar(feature.column()));
        checks.addAll(TextChecks.of(table, named, slot, leftOut));
      }
    }
  }

  /** That numbers which are not scaled are finite as floats, unless they are said to be others. */
  private static void addUnscaled(List<Check> all, Table table, ScanPlan plan, Job.Data data) {
    for (int f = 0; f < plan.features(); f++) {
      Slot feature = plan.slots().get(f);
      boolean number =
          data.treatment().said(feature.column()).orElse(ColumnKind.NUMBER) == ColumnKind.NUMBER;
      if (feature.form() == Form.NUMBER && number) {
        all.add(
            Check.none(
                f,
                Check.Test.BEYOND_FLOATS,
                "column \"%s\" of %s is not finite as a 32-bit float in {}; leave these rows out, or train with data.scale: robust, or with data.columns: {%s: ignore}"
                    .formatted(
                        feature.column(), table.place(), JobWriter.scalar(feature.column()))));
      }
    }
  }

  /** That no value is one which cannot be learned from; what one is comes before how often. */
  private static Check value(Slot feature, int slot, Check.Test test, String what) {
    return Check.none(slot, test, "%s in {}; %s".formatted(what, ignoring(feature.column())));
  }

  private static void addWeight(List<Check> checks, Table table, String weight, int slot) {
    checks.add(
        Check.none(
            slot,
            Check.Test.NO_WEIGHT,
            "weight \"%s\" of %s must be at least 0 and finite, but is not in {}; data.weight may be null"
                .formatted(weight, table.place())));
    checks.add(
        Check.none(
            slot,
            Check.Test.BEYOND_FLOATS,
            "weight \"%s\" of %s is not finite as a 32-bit float in {}; divide the weights by a number"
                .formatted(weight, table.place())));
  }
}
