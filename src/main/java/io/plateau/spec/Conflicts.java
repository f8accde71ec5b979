package io.plateau.spec;

import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Values that do not fit together, each a readable message. */
public final class Conflicts {
  /**
   * One conflict.
   *
   * @param settings all that take part, the one to change first
   */
  public record Conflict(String message, List<Setting<?>> settings) {}

  private final Values values;
  private final Function<Setting<?>, String> name;
  private final List<Conflict> found = new ArrayList<>();

  private Conflicts(Values values, Function<Setting<?>, String> name) {
    this.values = values;
    this.name = name;
  }

  /**
   * All conflicts among values.
   *
   * @param name of a setting where the values were given, such as {@link Setting#key}
   */
  public static List<Conflict> of(Values values, Function<Setting<?>, String> name) {
    Conflicts conflicts = new Conflicts(values, name);
    conflicts.warmup();
    conflicts.cycles();
    conflicts.quasiNewton();
    Settings.FAMILIES.forEach(conflicts::own);
    conflicts.realLabels(LossSpec.STANDARDIZE_LABEL);
    conflicts.realLabels(NetworkSpec.CLAMP_OUTPUT);
    conflicts.localSteps();
    conflicts.residual();
    conflicts.smoothing();
    conflicts.calibration();
    conflicts.monitor();
    return conflicts.found;
  }

  private void warmup() {
    double warmup = values.get(ScheduleSpec.WARMUP);
    int epochs = values.get(StoppingSpec.MAX_EPOCHS);
    if (warmup > 0 && warmup >= epochs) {
      add(
          "warmup must be shorter than %s, %d; got %s"
              .formatted(name.apply(StoppingSpec.MAX_EPOCHS), epochs, Domain.plain(warmup)),
          ScheduleSpec.WARMUP,
          StoppingSpec.MAX_EPOCHS);
    }
  }

  /** Rows may still turn out to be of a table, whose recipe has cycles. */
  private void cycles() {
    if (values.get(StoppingSpec.MIN_CYCLE_GAIN) > 0
        && !ScheduleSpec.hasCycles(values)
        && !ScheduleSpec.hasCycles(values.on(DataFacts.TABLE))) {
      add(
          "%s judges cycles of the learning rate, which %s %s has not; it must be 0 or left out, or the schedule %s"
              .formatted(
                  name.apply(StoppingSpec.MIN_CYCLE_GAIN),
                  name.apply(ScheduleSpec.FAMILY.name()),
                  values.get(ScheduleSpec.FAMILY.name()),
                  ScheduleSpec.CYCLES),
          StoppingSpec.MIN_CYCLE_GAIN,
          ScheduleSpec.FAMILY.name());
    }
  }

  /** L-BFGS steps along exact gradients of all rows, with a line search instead of a rate. */
  private void quasiNewton() {
    if (OptimizerSpec.isQuasiNewton(values)) {
      unused(RoundsSpec.BATCH_SIZE, 0);
      unused(RoundsSpec.LOCAL_STEPS, 1);
      unused(OptimizerSpec.LEARNING_RATE, Double.NaN);
      unused(OptimizerSpec.WEIGHT_DECAY, 0.0);
      unused(OptimizerSpec.CLIP_NORM, Double.POSITIVE_INFINITY);
      unused(OptimizerSpec.CLIP_VALUE, Double.POSITIVE_INFINITY);
      unused(OptimizerSpec.AVERAGING, 0.0);
      unused(ScheduleSpec.FAMILY.name(), "constant");
      unused(ScheduleSpec.WARMUP, 0.0);
      unused(ScheduleSpec.WEIGHT_DECAY, "constant");
      RateFactors.SETTINGS.forEach(factor -> unused(factor, 1.0));
      unused(NetworkSpec.DROPOUT, 0.0);
      unused(NetworkSpec.INPUT_DROPOUT, 0.0);
      unused(NetworkSpec.DROPOUT_SCHEDULE, "constant");
      unused(ColumnSpec.CATEGORY_DROPOUT, 0.0);
      unused(ColumnSpec.DATE_DROPOUT, 1.0);
    }
  }

  private <T> void unused(Setting<T> setting, T neutral) {
    T value = values.get(setting);
    if (!value.equals(neutral) && !isDefault(setting, value)) {
      // Keywords such as "all" are of job files alone.
      boolean keyword = setting.domain().isKeyword(neutral);
      add(
          "l-bfgs makes full steps over all rows with a line search, so %s must be %sleft out"
              .formatted(
                  name.apply(setting), keyword ? "" : setting.domain().text(neutral) + " or "),
          setting,
          OptimizerSpec.FAMILY.name());
    }
  }

  /** Whether a value is that of a recipe, as in the files of runs, which have all values. */
  private <T> boolean isDefault(Setting<T> setting, T value) {
    return value.equals(setting.fallback().in(values))
        || value.equals(setting.fallback().in(values.on(DataFacts.TABLE)));
  }

  /** Settings that the chosen alternative does not take. */
  private void own(Family family) {
    String chosen = values.get(family.name());
    Map<String, Double> takes = family.defaults(chosen);
    for (Setting<Double> setting : family.own()) {
      if (!values.get(setting).isNaN() && !takes.containsKey(Family.leaf(setting))) {
        add(
            "%s does not use %s; it takes %s"
                .formatted(
                    chosen,
                    name.apply(setting),
                    takes.isEmpty()
                        ? "no settings of its own"
                        : String.join(", ", new TreeSet<>(takes.keySet()))),
            setting,
            family.name());
      }
    }
  }

  /** What needs labels that are any numbers, of which predictions are the outputs themselves. */
  private void realLabels(Setting<Boolean> setting) {
    Optional<Loss> other = loss().filter(loss -> loss.target() != Target.REAL);
    if (other.isPresent() && values.get(setting) && !setting.fallback().in(values)) {
      add(
          "%s needs a loss of real numbers, one of %s; got %s"
              .formatted(
                  name.apply(setting),
                  String.join(", ", Losses.names(Target.REAL)),
                  other.get().name()),
          setting,
          LossSpec.FAMILY.name());
    }
  }

  /** With loss auto it may be given before the labels are known. */
  private void smoothing() {
    boolean auto = LossSpec.isAuto(values.get(LossSpec.FAMILY.name()));
    Setting<Double> smoothing = LossSpec.FAMILY.own(LossSpec.SMOOTHING);
    if (auto && isRegression() && values.get(smoothing) > 0) {
      add(
          "%s applies to classes or labels, which a regression does not predict; it must be 0 or left out"
              .formatted(name.apply(smoothing)),
          smoothing,
          LossSpec.FAMILY.name());
    }
  }

  private boolean isRegression() {
    return loss().filter(loss -> !loss.target().isCategorical()).isPresent();
  }

  private void calibration() {
    String calibration = values.get(TrainingSpec.CALIBRATION);
    if (isRegression() && !calibration.equals(Calibration.NONE.word())) {
      add(
          "calibration \"%s\" applies to probabilities of classes or labels, which a regression does not predict; it must be none"
              .formatted(calibration),
          TrainingSpec.CALIBRATION,
          LossSpec.FAMILY.name());
    }
  }

  private void monitor() {
    loss()
        .flatMap(loss -> StoppingSpec.misfit(values.get(StoppingSpec.MONITOR), loss))
        .ifPresent(why -> add(why, StoppingSpec.MONITOR, LossSpec.FAMILY.name()));
  }

  /** The loss that is named, or that of labels whose type is known. */
  private Optional<Loss> loss() {
    String loss = values.get(LossSpec.FAMILY.name());
    return LossSpec.isAuto(loss)
        ? values.facts().labels().map(LabelType::usualLoss)
        : Optional.of(Losses.named(loss));
  }

  private void localSteps() {
    if (values.get(RoundsSpec.BATCH_SIZE) == 0
        && values.get(RoundsSpec.LOCAL_STEPS) > 1
        && !OptimizerSpec.isQuasiNewton(values)) {
      add(
          "localSteps needs mini-batches: with batchSize all an epoch is one step",
          RoundsSpec.LOCAL_STEPS,
          RoundsSpec.BATCH_SIZE);
    }
  }

  private void residual() {
    List<Integer> widths = values.get(NetworkSpec.HIDDEN);
    if (!NetworkSpec.isResidual(values)) {
      return;
    }
    if (widths.stream().distinct().count() > 1) {
      add(
          "residual blocks add to their inputs, so %s must be of one width, such as %s; got %s"
              .formatted(
                  name.apply(NetworkSpec.HIDDEN),
                  Collections.nCopies(widths.size(), widths.get(0)),
                  widths),
          NetworkSpec.HIDDEN,
          NetworkSpec.BLOCK);
    }
    if (values.get(MemberSpec.COUNT) > 1 && values.get(MemberSpec.LAYERS).equals(MemberSpec.ALL)) {
      add(
          "residual blocks have no factors of members; %s must be %s or %s, or %s plain"
              .formatted(
                  name.apply(MemberSpec.LAYERS),
                  MemberSpec.SEPARATE,
                  MemberSpec.FIRST,
                  name.apply(NetworkSpec.BLOCK)),
          MemberSpec.LAYERS,
          NetworkSpec.BLOCK);
    }
  }

  private void add(String message, Setting<?>... settings) {
    found.add(new Conflict(message, List.of(settings)));
  }
}
