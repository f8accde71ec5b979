package io.plateau.job;

import io.plateau.job.Job.Part;
import io.plateau.nn.Losses;
import io.plateau.nn.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What keys must hold together. A rule of which a key is broken or missing already is left out, so
 * that nothing is complained about twice.
 */
final class CrossChecks {

  private final Settings settings;
  private final List<Problem> problems;

  private CrossChecks(Settings settings, List<Problem> problems) {
    this.settings = settings;
    this.problems = problems;
  }

  static void check(Settings settings, List<Problem> problems) {
    CrossChecks checks = new CrossChecks(settings, problems);
    checks.columns();
    checks.split();
    checks.stopping();
    checks.quasiNewton();
    checks.settingsOfNames();
    checks.rest();
  }

  private void columns() {
    for (String path : List.of("data.features", "data.weight")) {
      if (known(path, "data.label")) {
        List<String> columns =
            settings.get(path) instanceof String column ? List.of(column) : listOrEmpty(path);
        List<String> labels = settings.get("data.label");
        columns.stream()
            .filter(labels::contains)
            .forEach(
                column ->
                    complain(
                        "\"" + column + "\" is a label already; leave it out of " + path, path));
      }
    }
    String weight = settings.get("data.weight");
    if (known("data.features", "data.weight")
        && weight != null
        && listOrEmpty("data.features").contains(weight)) {
      complain(
          "\"" + weight + "\" is the weight already; leave it out of data.features",
          "data.features");
    }
  }

  private List<String> listOrEmpty(String path) {
    List<String> list = settings.get(path);
    return list == null ? List.of() : list;
  }

  private void split() {
    for (String path : List.of("data.split.test", "data.split.validation")) {
      if (known(path, "data.label", "data.features", "data.weight")
          && settings.get(path) instanceof Part.Column column) {
        List<String> used = new ArrayList<>(settings.<List<String>>get("data.label"));
        used.addAll(settings.<List<String>>get("data.features"));
        used.add(settings.get("data.weight"));
        if (used.contains(column.name())) {
          complain(
              path
                  + " splits by \""
                  + column.name()
                  + "\", which is a label, a feature or the weight already",
              path);
        }
      }
    }
    if (!known("data.split.test", "data.split.validation")) {
      return;
    }
    Part test = settings.get("data.split.test");
    Part validation = settings.get("data.split.validation");
    if (test instanceof Part.Fraction a
        && validation instanceof Part.Fraction b
        && a.share() + b.share() >= 1) {
      complain(
          "test "
              + Numbers.write(a.share())
              + " and validation "
              + Numbers.write(b.share())
              + " leave no rows to train on; their sum must be below 1",
          "data.split.validation");
    } else if (test.equals(validation)
        && (test instanceof Part.Column || test instanceof Part.Path)) {
      complain("test and validation must not be the same rows", "data.split.validation");
    }
  }

  private void stopping() {
    if (known("stopping.monitor", "data.split.validation")
        && settings.get("data.split.validation") instanceof Part.None
        && !settings.get("stopping.monitor").equals("trainLoss")) {
      complain(
          settings.get("stopping.monitor")
              + " is measured on validation rows and there are none; give data.split.validation or"
              + " watch trainLoss",
          "stopping.monitor");
    }
    if (known("optimizer.schedule.warmup", "stopping.maxEpochs")) {
      double warmup = settings.<Double>get("optimizer.schedule.warmup");
      int epochs = settings.<Integer>get("stopping.maxEpochs");
      if (warmup > 0 && warmup >= epochs) {
        complain(
            "warmup must be shorter than stopping.maxEpochs, "
                + epochs
                + "; got "
                + Numbers.write(warmup),
            "optimizer.schedule.warmup",
            "stopping.maxEpochs");
      }
    }
  }

  private void quasiNewton() {
    if (!known("optimizer.name") || !settings.get("optimizer.name").equals(Names.LBFGS)) {
      return;
    }
    unused("training.batchSize", 0, "all");
    unused("training.localSteps", 1, "1");
    unused("optimizer.learningRate", null, "null");
    unused("optimizer.weightDecay", 0.0, "0");
    unused("optimizer.clipNorm", null, "null");
    unused("optimizer.clipValue", null, "null");
    unused("optimizer.schedule.name", "constant", "constant");
    unused("optimizer.schedule.warmup", 0.0, "0");
    unused("network.dropout", 0.0, "0");
    unused("network.inputDropout", 0.0, "0");
  }

  /** L-BFGS steps along exact gradients of all rows, with a line search instead of a rate. */
  private void unused(String path, Object neutral, String written) {
    if (known(path) && !Objects.equals(settings.get(path), neutral)) {
      complain(
          "l-bfgs makes full steps over all rows with a line search, so "
              + path
              + " must be "
              + written
              + " or left out",
          path);
    }
  }

  private void settingsOfNames() {
    if (known("optimizer.name")) {
      String rule = settings.get("optimizer.name");
      refuse(
          "optimizer", rule, OptimizerKeys.ruleSettings(), Names.optimizerSettings(rule).keySet());
    }
    if (known("optimizer.schedule.name")) {
      String schedule = settings.get("optimizer.schedule.name");
      refuse(
          "optimizer.schedule",
          schedule,
          OptimizerKeys.scheduleSettings(),
          Names.scheduleSettings(schedule).keySet());
    }
  }

  /** Complains about settings in {@code group} that what is {@code name}d there does not take. */
  private void refuse(String group, String name, List<String> all, Set<String> taken) {
    for (String setting : all) {
      String path = group + "." + setting;
      if (known(path) && settings.get(path) != null && !taken.contains(setting)) {
        String takes = taken.isEmpty() ? "no settings of its own" : String.join(", ", taken);
        complain(name + " does not use " + path + "; it takes " + takes, path);
      }
    }
  }

  private void rest() {
    if (known("data.standardizeLabel", "loss")
        && settings.<Boolean>get("data.standardizeLabel")
        && !settings.get("loss").equals("auto")
        && Losses.named(settings.get("loss")).target() != Target.REAL) {
      complain(
          "standardizeLabel needs a loss of real numbers, one of "
              + String.join(", ", Losses.names(Target.REAL))
              + "; got "
              + settings.get("loss"),
          "data.standardizeLabel");
    }
    if (known("training.batchSize", "training.localSteps")
        && settings.<Integer>get("training.batchSize") == 0
        && settings.<Integer>get("training.localSteps") > 1
        && !Names.LBFGS.equals(settings.get("optimizer.name"))) {
      complain(
          "localSteps needs mini-batches: with batchSize all an epoch is one step",
          "training.localSteps");
    }
  }

  private boolean known(String... paths) {
    return List.of(paths).stream().noneMatch(settings::isBroken);
  }

  private void complain(String message, String... paths) {
    problems.add(new Problem(settings.position(List.of(paths)), message));
  }
}
