package io.plateau.data.check;

import io.plateau.data.column.ScanPlan;
import io.plateau.data.column.Task;
import io.plateau.data.source.Table;
import io.plateau.scan.Slot;
import io.plateau.spec.LossSpec;
import io.plateau.table.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that the labels of a table are those of its task and loss. */
final class LabelChecks {
  private LabelChecks() {}

  /** The checks of all labels: of each kind of slip, all labels in the order of the job. */
  static List<Check> of(Table table, List<String> labels, ScanPlan plan, Optional<Task> task) {
    List<Check> checks = new ArrayList<>();
    for (int l = 0; l < plan.labels(); l++) {
      checks.add(
          Check.none(
              plan.label(l),
              Check.Test.NO_LABEL,
              "label \"%s\" of %s is missing%s in {}; leave these rows out of the data: data.label must have a value in every row"
                  .formatted(
                      labels.get(l), table.place(), isText(plan, l) ? "" : " or not finite")));
    }
    for (int l = 0; l < plan.labels() && !task.equals(Optional.of(Task.CLASSIFICATION)); l++) {
      if (plan.slots().get(plan.label(l)).form() == Form.NUMBER) {
        checks.add(beyondFloats(table, labels.get(l), plan.label(l), task));
      }
    }
    for (int l = 0; l < plan.labels(); l++) {
      if (isText(plan, l)) {
        String named = "\"%s\" of %s".formatted(labels.get(l), table.place());
        checks.addAll(TextChecks.of(table, named, plan.label(l), ""));
      }
    }
    for (int l = 0; l < plan.labels() && task.equals(Optional.of(Task.MULTI_LABEL)); l++) {
      checks.add(
          Check.none(
              plan.label(l),
              Check.Test.NO_PROBABILITY,
              "label \"%s\" of %s must be from 0 to 1, but is not in {}; another loss takes other numbers"
                  .formatted(labels.get(l), table.place())));
    }
    return checks;
  }

  static List<Check> ofCounts(Table table, ScanPlan plan, LossSpec loss) {
    List<Check> checks = new ArrayList<>();
    for (int l = 0; l < plan.labels(); l++) {
      Slot label = plan.slots().get(plan.label(l));
      checks.add(
          Check.none(
              plan.label(l),
              Check.Test.NEGATIVE,
              "label \"%s\" of %s must be at least 0, but is not in {}; loss %s is for counts, another loss takes other numbers"
                  .formatted(label.column(), table.place(), loss.choice().name())));
    }
    return checks;
  }

  private static boolean isText(ScanPlan plan, int label) {
    return plan.slots().get(plan.label(label)).form() == Form.TEXT;
  }

  private static Check beyondFloats(Table table, String label, int slot, Optional<Task> task) {
    String classes =
        task.isEmpty() ? "; where each value is a class, set task: classification" : "";
    return Check.none(
        slot,
        Check.Test.BEYOND_FLOATS,
        "label \"%s\" of %s is not finite as a 32-bit float in {}; leave these rows out of the data, or divide the label by a number%s"
            .formatted(label, table.place(), classes));
  }
}
