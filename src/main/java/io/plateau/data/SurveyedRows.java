package io.plateau.data;

import io.plateau.data.check.TableChecks;
import io.plateau.data.column.JobColumns;
import io.plateau.data.column.ScanPlan;
import io.plateau.data.column.Task;
import io.plateau.job.Job;
import io.plateau.scan.FirstPass;
import io.plateau.scan.Identifiers;
import io.plateau.scan.KeptRows;
import io.plateau.scan.TableSurvey;
import io.plateau.table.fit.TableFit;
import io.plateau.train.DataException;
import java.util.List;
import java.util.function.Function;

/**
 * Rows of a job's table that are not skipped, in their parts, after the first pass over the
 * training rows.
 *
 * @param checks of the scan
 * @param identifiers that are strings in the scan
 */
record SurveyedRows(
    TableScan scan,
    TableChecks checks,
    Plan plan,
    Task task,
    TableSurvey survey,
    Identifiers identifiers,
    Preparation preparation)
    implements KeptRows<SurveyedRows> {
  /**
   * What a job says of its rows.
   *
   * @param label slot of the label whose classes drawn validation rows must not lack; −1 for none
   */
  record Plan(JobColumns columns, Job.Data data, int label) {}

  /**
   * The survey of a scan.
   *
   * @param checks of the scan
   * @param task by what the first pass found
   * @throws DataException where a value is missing and none may be, and where no row is left
   */
  static SurveyedRows of(
      TableScan scan, TableChecks checks, Plan plan, Function<FirstPass, Task> task) {
    return KeptRows.of(surveyed(scan, checks, plan, task, Identifiers.NONE).named());
  }

  private static SurveyedRows surveyed(
      TableScan scan,
      TableChecks checks,
      Plan plan,
      Function<FirstPass, Task> task,
      Identifiers identifiers) {
    if (scan.order().kept() == 0) {
      SkippedRows all = SkippedRows.of(scan, checks);
      throw new DataException(all.clause() + "; " + all.advice());
    }
    ScanPlan slots = checks.plan();
    Parts drawn = Parts.of(scan.table(), scan.order(), plan.data().split());
    TableSurvey first = TableSurvey.of(scan.blocks(), slots.slots(), drawn, plan.label());
    Task chosen = task.apply(first.first());
    TableSurvey survey =
        plan.label() >= 0 && chosen == Task.CLASSIFICATION
            ? first.keepingClasses(slots.slots(), plan.label())
            : first;
    Preparation preparation =
        Preparation.of(plan.columns(), slots, survey, plan.data(), identifiers);
    return new SurveyedRows(scan, checks, plan, chosen, survey, identifiers, preparation);
  }

  /** The survey in which identifiers are categories. */
  private SurveyedRows named() {
    if (task == Task.MULTI_LABEL || plan.columns().labels().size() > 1) {
      return this;
    }
    Identifiers found =
        Identifiers.of(survey, fit(), checks.plan().label(0), task == Task.CLASSIFICATION);
    return found.isEmpty()
        ? this
        : surveyed(scan.with(found), checks.with(found), plan, first -> task, found);
  }

  long count(byte part) {
    return survey.first().rows(part);
  }

  @Override
  public TableFit fit() {
    return preparation.fit();
  }

  @Override
  public SurveyedRows with(List<TableFit.Written> written) {
    TableScan left = scan.with(written, checks);
    return left == scan ? this : surveyed(left, checks, plan, found -> task, identifiers);
  }
}
