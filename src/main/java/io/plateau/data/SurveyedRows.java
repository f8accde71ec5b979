package io.plateau.data;

import io.plateau.job.Job;
import io.plateau.scan.FirstPass;
import io.plateau.scan.TableSurvey;
import java.util.function.Function;

/**
 * Rows of a job's table that are not skipped, in their parts, after the first pass over the
 * training rows.
 */
record SurveyedRows(TableScan scan, Task task, TableSurvey survey, Preparation preparation) {
  /**
   * What a job says of its rows.
   *
   * @param label slot of the label whose classes drawn validation rows must not lack; −1 for none
   */
  record Plan(Columns columns, Job.Data data, int label) {}

  /**
   * The survey of a scan. Which strings are missing values follows from the kinds of the columns,
   * and these from the training rows: where rows are skipped for such a string, those that are left
   * are surveyed anew.
   *
   * @param checks of the scan
   * @param task by what the first pass found
   * @throws io.plateau.train.DataException where a value is missing and none may be
   */
  static SurveyedRows of(
      TableScan scan, TableChecks checks, Plan plan, Function<FirstPass, Task> task) {
    ScanPlan slots = checks.plan();
    Parts drawn = Parts.of(scan.table(), scan.order(), plan.data().split());
    TableSurvey first = TableSurvey.of(scan.blocks(), slots.slots(), drawn, plan.label());
    Task chosen = task.apply(first.first());
    TableSurvey survey =
        plan.label() >= 0 && chosen == Task.CLASSIFICATION
            ? first.keepingClasses(slots.slots(), plan.label())
            : first;
    Preparation preparation = Preparation.of(plan.columns(), slots, survey, plan.data());
    TableScan left = scan.with(preparation.written(), checks);
    return left == scan
        ? new SurveyedRows(scan, chosen, survey, preparation)
        : of(left, checks, plan, found -> chosen);
  }
}
