package io.plateau.spec;

import io.plateau.math.Word;
import io.plateau.nn.Column;
import io.plateau.nn.Network;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Target;
import io.plateau.train.Guess;
import io.plateau.train.Monitor;
import io.plateau.train.Rates;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Specification of a training, with every setting at a value or a default. Two are equal where all
 * settings are.
 *
 * @param recipe that defaults are of; never auto
 * @param effort that defaults are of
 * @param calibration of probabilities, after training
 * @param seed of every random draw
 * @param given values that are no defaults
 */
public record TrainingSpec(
    String recipe,
    String effort,
    NetworkSpec network,
    LossSpec loss,
    OptimizerSpec optimizer,
    ScheduleSpec schedule,
    RoundsSpec rounds,
    StoppingSpec stopping,
    Calibration calibration,
    long seed,
    Values given) {
  public static final Setting<Long> SEED =
      Setting.of(new Setting.Name("seed", "seed"), Domain.seed(), 1L, "seed of every random draw");

  public static final Setting<String> CALIBRATION =
      new Setting<>(
          new Setting.Name("calibration", "calibration"),
          Domain.oneOf(Word.all(Calibration.class)),
          new Setting.Derived<>(
              "unsmooth with recipe tabular and smoothed labels of classes, if there are "
                  + DataFacts.TELLING
                  + " validation rows or more; or if there are none, neither rows nor classes are"
                  + " weighted, and of fewer than "
                  + HeldOut.LEAST
                  + " rows all classes but the most frequent together have a share below half of"
                  + " the smoothing; else none",
              v -> (sharpens(v) ? Calibration.UNSMOOTH : Calibration.NONE).word()),
          "calibration of probabilities after training; temperature divides the logits by the number"
              + " that minimizes the log loss of the validation rows, unsmooth also undoes the smoothing"
              + " of labels where that lowers it further, or where there are no validation rows");

  /**
   * Whether probabilities are calibrated by default: with smoothed labels none is to come near 0 or
   * 1, however rare a class is. Without rows to tell, a network of few rows is too sure by itself,
   * unless classes are rarer than smoothing makes the rarer of two.
   */
  private static boolean sharpens(Values values) {
    DataFacts facts = values.facts();
    double smoothing = LossSpec.of(values).smoothing();
    return Recipe.isTabular(values)
        && facts.labels().equals(Optional.of(LabelType.CLASS))
        && smoothing > 0
        && (facts.tellsProbabilities() || facts.haveClassesRarerThan(smoothing / 2));
  }

  /** The specification of these values. */
  public static TrainingSpec of(Values values) {
    List<Conflicts.Conflict> conflicts = Conflicts.of(values, Setting::key);
    if (!conflicts.isEmpty()) {
      throw new IllegalArgumentException(conflicts.get(0).message());
    }
    return new TrainingSpec(
        Recipe.of(values),
        values.get(Effort.NAME),
        NetworkSpec.of(values),
        LossSpec.of(values),
        OptimizerSpec.of(values),
        ScheduleSpec.of(values),
        RoundsSpec.of(values),
        StoppingSpec.of(values),
        calibration(values),
        values.get(SEED),
        values);
  }

  /** This specification with the defaults that follow from facts of the data. */
  public TrainingSpec on(DataFacts facts) {
    return of(given.on(facts));
  }

  /**
   * This specification on labels of a type, whatever else is true of the data.
   *
   * @throws IllegalArgumentException where a setting does not fit them, that says which
   */
  public TrainingSpec on(LabelType labels) {
    return of(given.on(labels));
  }

  /** Whether a training of these values calibrates by validation rows. */
  public static boolean calibratesByRows(Values values) {
    return calibration(values).needsRows(LossSpec.of(values).smoothing());
  }

  private static Calibration calibration(Values values) {
    return Word.named(Calibration.class, "calibration", values.get(CALIBRATION));
  }

  /** Whether a specification is this one on some data, on whose facts defaults depend. */
  public boolean resolvesTo(TrainingSpec resolved) {
    return DataFacts.SIZES.stream()
        .anyMatch(rows -> resolvesTo(resolved, rows, true) || resolvesTo(resolved, rows, false));
  }

  /**
   * Whether a specification is this one on data of such a size. Defaults that are in conflict on
   * some data are those of no training.
   *
   * @param rows to train on
   * @param validated whether there are validation rows
   */
  public boolean resolvesTo(TrainingSpec resolved, long rows, boolean validated) {
    return DataFacts.all(rows, validated)
        .map(given::on)
        .filter(values -> Conflicts.of(values, Setting::key).isEmpty())
        .anyMatch(values -> of(values).equals(resolved));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrainingSpec spec && parts().equals(spec.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  private List<Object> parts() {
    return List.of(
        recipe, effort, network, loss, optimizer, schedule, rounds, stopping, calibration, seed);
  }

  /** The value of a setting. */
  public <T> T get(Setting<T> setting) {
    return given.with(Recipe.NAME, recipe).get(setting);
  }

  /** Whether a training may end before its last epoch. */
  public boolean mayEndEarly() {
    return optimizer.isQuasiNewton() || stopping.mayEndEarly();
  }

  /**
   * The plan for data of these columns.
   *
   * @param columns of the features; a plain vector is {@code Numbers} of its width
   * @param outputs of an example
   * @param validation whether there are validation rows
   */
  public TrainingPlan plan(
      List<Column> columns, int outputs, LabelType labels, boolean validation) {
    Loss chosen = loss.loss(labels);
    Network built = NetworkPlan.of(network, columns, outputs, chosen.link());
    Monitor monitor = stopping.monitor(chosen, validation);
    requireCalibrated(chosen, validation);
    boolean real = chosen.target() == Target.REAL;
    Guess guess =
        real && !loss.standardizes(labels)
            ? Guess.UNKNOWN
            : new Guess(chosen.ofGuess(outputs), real);
    DoubleFunction<Rates> rates =
        rate -> schedule.rates(rate, network.dropout().schedule(), stopping, monitor);
    Solver solver = optimizer.solver(rates, built);
    return new TrainingPlan(
        built,
        network.initial().initialization(),
        chosen,
        stopping.metrics(chosen),
        solver,
        rounds,
        stopping.rule(monitor, schedule.rate(stopping), guess),
        monitor,
        seed,
        network.members().areSeparate()
            ? ofOneMember().plan(columns, outputs, labels, validation).trial()
            : new TrainingPlan.Trial(built, solver));
  }

  private TrainingSpec ofOneMember() {
    return of(given.with(MemberSpec.COUNT, 1).with(NetworkSpec.HIDDEN, network.hidden().widths()));
  }

  private void requireCalibrated(Loss chosen, boolean validation) {
    if (!validation && calibration.needsRows(chosen.smoothing())) {
      throw new IllegalArgumentException(
          "calibration \"%s\" is fitted to validation rows and there are none; give some or"
                  .formatted(calibration.word())
              + " leave calibration out");
    }
  }
}
