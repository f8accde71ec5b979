package io.plateau.data;

import io.plateau.data.source.Subfolders;
import io.plateau.job.Job;
import io.plateau.job.JobWriter;
import io.plateau.scan.Slot;
import io.plateau.spec.LossSpec;
import io.plateau.table.Form;
import io.plateau.table.TableRules;
import io.plateau.train.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks of the rows of a table, with a message for each thing that may be wrong.
 *
 * @param all malformed rows first, then missing values of each feature, then the others in the
 *     order in which they are reported
 * @param expected widths of vectors by slot, 0 where the first vector tells
 */
record TableChecks(Table table, ScanPlan plan, List<Check> all, int[] expected) {

  /** The checks for a job's columns. */
  static TableChecks of(
      Table table, Columns columns, ScanPlan plan, Optional<Task> task, Job.Data data) {
    int[] expected = new int[plan.slots().size()];
    List<Check> all = new ArrayList<>();
    String place = table.place();
    all.add(Check.none(-1, Check.Test.MALFORMED, "{}"));
    for (int f = 0; f < plan.features(); f++) {
      boolean vector = plan.slots().get(f).form() == Form.VECTOR; // has no mean to fill in
      TableRules.Missing policy = data.treatment().rules().missing();
      boolean allowed = policy == TableRules.Missing.SKIP || policy.fills() && !vector;
      all.add(
          new Check(
              f,
              Check.Test.MISSING,
              text -> true,
              (bad, rows) -> bad == 0 || allowed,
              missing(plan.slots().get(f), place)));
    }
    for (int f = 0; f < plan.features(); f++) {
      addTypeChecks(all, table, plan.slots().get(f), f);
    }
    for (int l = 0; l < plan.labels(); l++) {
      all.add(
          Check.none(
              plan.label(l),
              Check.Test.NO_LABEL,
              "label \"%s\" of %s is missing%s in {}; leave these rows out of the data: data.label must have a value in every row"
                  .formatted(
                      columns.labels().get(l),
                      place,
                      plan.slots().get(plan.label(l)).form() == Form.TEXT
                          ? ""
                          : " or not finite")));
    }
    if (!task.equals(Optional.of(Task.CLASSIFICATION))) {
      for (int l = 0; l < plan.labels(); l++) {
        if (plan.slots().get(plan.label(l)).form() == Form.NUMBER) {
          all.add(
              Check.none(
                  plan.label(l),
                  Check.Test.BEYOND_FLOATS,
                  "label \"%s\" of %s is not finite as a 32-bit float in {}; leave these rows out of the data, or divide the label by a number%s"
                      .formatted(
                          columns.labels().get(l),
                          place,
                          task.isEmpty()
                              ? "; where each value is a class, set task: classification"
                              : "")));
        }
      }
    }
    for (int l = 0; l < plan.labels(); l++) {
      if (plan.slots().get(plan.label(l)).form() == Form.TEXT) {
        String named = "\"%s\" of %s".formatted(columns.labels().get(l), place);
        all.addAll(TextChecks.of(table, named, plan.label(l)));
      }
    }
    for (int l = 0; l < plan.labels() && task.equals(Optional.of(Task.MULTI_LABEL)); l++) {
      all.add(
          Check.none(
              plan.label(l),
              Check.Test.NO_PROBABILITY,
              "label \"%s\" of %s must be from 0 to 1, but is not in {}; another loss takes other numbers"
                  .formatted(columns.labels().get(l), place)));
    }
    if (plan.weight() >= 0) {
      all.add(
          Check.none(
              plan.weight(),
              Check.Test.NO_WEIGHT,
              "weight \"%s\" of %s must be at least 0 and finite, but is not in {}; data.weight may be null"
                  .formatted(columns.weight(), place)));
      all.add(
          Check.none(
              plan.weight(),
              Check.Test.BEYOND_FLOATS,
              "weight \"%s\" of %s is not finite as a 32-bit float in {}; divide the weights by a number"
                  .formatted(columns.weight(), place)));
    }
    int labeled = plan.features() + plan.labels() + (plan.weight() >= 0 ? 1 : 0);
    for (int slot = labeled; slot < plan.slots().size(); slot++) {
      all.add(
          Check.none(
              slot,
              Check.Test.MISSING,
              "column \"%s\" (data.split) of %s is missing in {}; data.split.test and data.split.validation need a value in every row"
                  .formatted(plan.slots().get(slot).column(), place)));
    }
    return new TableChecks(table, plan, all, expected);
  }

  /** That a feature is missing, with a place for how often. */
  static String missing(Slot feature, String place) {
    return "column \"%s\" of %s is missing (%s) in {}; data.missing may be %s"
        .formatted(
            feature.column(),
            place,
            feature.form() == Form.TEXT
                ? "null, or a string that is not of its kind"
                : "null or NaN",
            feature.form() == Form.VECTOR ? "skip" : "median, mean or skip");
  }

  /** The same checks, and that of labels which a loss of counts cannot take. */
  TableChecks and(LossSpec loss) {
    List<Check> counts = new ArrayList<>();
    for (int l = 0; l < plan.labels() && loss.takesCounts(); l++) {
      counts.add(
          Check.none(
              plan.label(l),
              Check.Test.NEGATIVE,
              "label \"%s\" of %s must be at least 0, but is not in {}; loss %s is of counts, another loss takes other numbers"
                  .formatted(
                      plan.slots().get(plan.label(l)).column(),
                      table.place(),
                      loss.choice().name())));
    }
    return and(counts);
  }

  /** The same checks with vectors of given widths by slot. */
  TableChecks expecting(int[] widths) {
    return new TableChecks(table, plan, all, widths);
  }

  /** The same checks and more. */
  TableChecks and(List<Check> more) {
    List<Check> both = new ArrayList<>(all);
    both.addAll(more);
    return new TableChecks(table, plan, both, expected);
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
      case TEXT -> checks.addAll(TextChecks.of(table, named, slot));
    }
  }

  /** That no value is one which cannot be learned from; what one is comes before how often. */
  private static Check value(Slot feature, int slot, Check.Test test, String what) {
    return Check.none(slot, test, "%s in {}; %s".formatted(what, ignoring(feature.column())));
  }

  private static String ignoring(String column) {
    return "leave these rows out, or train with data.columns: {%s: ignore}"
        .formatted(JobWriter.scalar(column));
  }

  /**
   * Reports the first check that fails.
   *
   * @return widths of vectors by slot
   * @throws DataException for zero rows, and where a check fails
   */
  int[] judge(List<Findings> found, FileOrder order, long rows) {
    for (int c = 0; c < all.size(); c++) {
      Check check = all.get(c);
      int at = c;
      long bad = found.stream().mapToLong(block -> block.bad()[at][0]).sum();
      if (c == 0 && bad > 0) {
        throw Faults.malformed(table, first(found, order, b -> b.bad()[at]));
      }
      if (!check.tolerated().allows(bad, rows)) {
        throw new DataException(check.says(said(found, order, bad, rows, b -> b.bad()[at])));
      }
    }
    if (rows == 0) {
      throw new DataException(
          Subfolders.told(
                  table.rows().sparkSession(), table.format(), table.options(), table.place())
              .orElse("there are no rows in " + table.place() + " (data.path)"));
    }
    int[] widths = new int[plan.slots().size()];
    for (int slot = 0; slot < plan.features(); slot++) {
      if (plan.slots().get(slot).form() == Form.VECTOR) {
        widths[slot] = requireWidth(found, order, rows, slot);
      }
    }
    return widths;
  }

  private int requireWidth(List<Findings> found, FileOrder order, long rows, int slot) {
    int width =
        expected[slot] > 0
            ? expected[slot]
            : found.stream()
                .flatMap(
                    block ->
                        block.sizes().get(slot).entrySet().stream()
                            .sorted((a, b) -> Long.compare(a.getValue()[1], b.getValue()[1])))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(0);
    Function<Findings, long[]> others =
        block -> {
          long[] bad = {0, -1};
          block
              .sizes()
              .get(slot)
              .forEach(
                  (size, count) -> {
                    if (size != width) {
                      bad[0] += count[0];
                      bad[1] = bad[1] < 0 ? count[1] : Math.min(bad[1], count[1]);
                    }
                  });
          return bad;
        };
    long bad = found.stream().mapToLong(block -> others.apply(block)[0]).sum();
    if (bad > 0 && table.format().equals("libsvm")) { // whose files do not say how many they have
      int largest =
          found.stream()
              .flatMap(block -> block.sizes().get(slot).keySet().stream())
              .mapToInt(Integer::intValue)
              .max()
              .orElse(0);
      throw new DataException(
          "vector \"%s\" of %s has %d values by its largest index, but %d in training; set data.options.numFeatures: %d in the job, for all of its files"
              .formatted(
                  plan.slots().get(slot).column(),
                  table.place(),
                  largest,
                  width,
                  Math.max(largest, width)));
    }
    if (bad > 0) {
      throw new DataException(
          "vector \"%s\" of %s must have %d values as in the first row of training, but has another number in %s; %s"
              .formatted(
                  plan.slots().get(slot).column(),
                  table.place(),
                  width,
                  said(found, order, bad, rows, others),
                  ignoring(plan.slots().get(slot).column())));
    }
    return width;
  }

  private String said(
      List<Findings> found,
      FileOrder order,
      long bad,
      long rows,
      Function<Findings, long[]> counts) {
    String first = first(found, order, counts);
    return "%d of %d rows%s".formatted(bad, rows, first.isEmpty() ? "" : ", first " + first);
  }

  /** {@code row 17}, the first bad one; empty where that cannot be told. */
  private String first(List<Findings> found, FileOrder order, Function<Findings, long[]> counts) {
    return !table.ordered()
        ? ""
        : found.stream()
            .filter(block -> counts.apply(block)[1] >= 0)
            .map(block -> order.place(block.segments(), counts.apply(block)[1]))
            .min(FileOrder.Place::compareTo)
            .map(FileOrder.Place::toString)
            .orElse("");
  }
}
