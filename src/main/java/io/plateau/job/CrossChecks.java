package io.plateau.job;

import io.plateau.job.Job.Part;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Target;
import io.plateau.spec.Conflicts;
import io.plateau.spec.LossSpec;
import io.plateau.spec.Setting;
import io.plateau.spec.StoppingSpec;
import io.plateau.spec.TrainingSpec;
import io.plateau.spec.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks of keys that must hold together. A check of which a key is broken or missing already is
 * left out, so that nothing is reported twice.
 */
record CrossChecks(Draft draft, List<Problem> problems) {
  static void check(Draft draft, List<Problem> problems) {
    CrossChecks checks = new CrossChecks(draft, problems);
    checks.columns();
    checks.split();
    checks.task();
    checks.monitor();
    checks.calibration();
    checks.training();
  }

  /**
   * Paths that a person wrote.
   *
   * @param written whether the file is a run's, whose paths may begin with {@code ~} as those of
   *     earlier versions do; overrides are a person's
   */
  static void paths(Draft draft, boolean written, List<Problem> problems) {
    CrossChecks checks = new CrossChecks(draft, problems);
    for (String key : List.of("output", "data.path", "data.split.test", "data.split.validation")) {
      Object value = draft.get(key);
      String path = value instanceof Part.Path part ? part.path() : String.valueOf(value);
      if (!written || draft.position(List.of(key)).line() == 0) {
        JobReader.home(key, path).ifPresent(problem -> checks.report(problem, key));
      }
    }
  }

  private void columns() {
    for (String path : List.of("data.features", "data.weight")) {
      if (known(path, "data.label")) {
        List<String> columns =
            draft.get(path) instanceof String column ? List.of(column) : listOrEmpty(path);
        List<String> labels = draft.get("data.label");
        columns.stream()
            .filter(labels::contains)
            .forEach(
                column ->
                    report("\"" + column + "\" is a label already; leave it out of " + path, path));
      }
    }
    String weight = draft.get("data.weight");
    if (known("data.features", "data.weight")
        && weight != null
        && listOrEmpty("data.features").contains(weight)) {
      report(
          "\"" + weight + "\" is the weight already; leave it out of data.features",
          "data.features");
    }
  }

  private List<String> listOrEmpty(String path) {
    List<String> list = draft.get(path);
    return list == null ? List.of() : list;
  }

  private void split() {
    for (String path : List.of("data.split.test", "data.split.validation")) {
      if (known(path, "data.label", "data.features", "data.weight")
          && draft.get(path) instanceof Part.Column column) {
        List<String> used = new ArrayList<>(draft.<List<String>>get("data.label"));
        used.addAll(draft.<List<String>>get("data.features"));
        used.add(draft.get("data.weight"));
        if (used.contains(column.name())) {
          report(
              "%s splits by \"%s\", which is a label, a feature or the weight already"
                  .formatted(path, column.name()),
              path);
        }
      }
    }
    if (!known("data.split.test", "data.split.validation")) {
      return;
    }
    Part test = draft.get("data.split.test");
    Part validation = draft.get("data.split.validation");
    if (test.equals(validation) && (test instanceof Part.Column || test instanceof Part.Path)) {
      report("test and validation must not be the same rows", "data.split.validation");
    }
  }

  /** The loss takes labels of the task, and as many as there are. */
  private void task() {
    String name = draft.training().get(LossSpec.FAMILY.name());
    if (!known("task", "loss.name", "data.label") || name.equals("auto")) {
      return;
    }
    Job.TaskWord task = draft.get("task");
    Target target = Losses.named(name).target();
    if (task != Job.TaskWord.AUTO
        && target.isCategorical() != (task == Job.TaskWord.CLASSIFICATION)) {
      report(
          "task %s cannot be trained with loss %s; leave one of them out, or set it to auto"
              .formatted(task.word(), name),
          "task",
          "loss.name");
    }
    int labels = draft.<List<String>>get("data.label").size();
    if (target == Target.CLASS_INDEX && labels > 1) {
      report(
          "loss %s needs one label that names the class, but data.label lists %d columns; use sigmoidCrossEntropy"
              .formatted(name, labels),
          "loss.name");
    }
  }

  private void calibration() {
    if (known("calibration", "loss.name", "loss.smoothing", "data.split.validation")
        && draft.get("data.split.validation") instanceof Part.None
        && TrainingSpec.calibratesByRows(onLabels())) {
      report(
          "calibration "
              + draft.training().get(TrainingSpec.CALIBRATION)
              + " is fitted to validation rows and there are none; give data.split.validation",
          "calibration");
    }
  }

  private void monitor() {
    if (!known("stopping.monitor", "data.split.validation")) {
      return;
    }
    String monitor = draft.training().get(StoppingSpec.MONITOR);
    if (draft.get("data.split.validation") instanceof Part.None
        && StoppingSpec.needsValidation(monitor)) {
      report(
          monitor
              + " is measured on validation rows and there are none; give data.split.validation or"
              + " watch trainLoss",
          "stopping.monitor");
    }
  }

  /** What the specification of a training finds; nothing about keys that are broken already. */
  private void training() {
    for (Conflicts.Conflict conflict : Conflicts.of(onLabels(), Setting::key)) {
      String[] paths = conflict.settings().stream().map(Setting::key).toArray(String[]::new);
      if (known(paths)) {
        report(conflict.message(), paths);
      }
    }
  }

  /** The settings, beside labels of their type where the job tells it. */
  private Values onLabels() {
    return labels().map(draft.training()::on).orElseGet(draft::training);
  }

  /** The type of the labels, where the job tells it; empty where the data have to. */
  private Optional<LabelType> labels() {
    Job.TaskWord task = draft.get("task");
    if (!known("task", "data.label") || task == Job.TaskWord.AUTO) {
      return Optional.empty();
    }
    boolean several = draft.<List<String>>get("data.label").size() > 1;
    return Optional.of(
        task == Job.TaskWord.CLASSIFICATION
            ? several ? LabelType.LABELS : LabelType.CLASS
            : several ? LabelType.NUMBERS : LabelType.NUMBER);
  }

  private boolean known(String... paths) {
    return List.of(paths).stream().noneMatch(draft::isBroken);
  }

  private void report(String message, String... paths) {
    problems.add(new Problem(draft.position(List.of(paths)), message));
  }
}
