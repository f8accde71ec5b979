package io.plateau.spec;

import io.plateau.nn.LabelType;
import io.plateau.nn.Loss;
import io.plateau.nn.Losses;
import io.plateau.nn.Network;
import io.plateau.nn.Target;
import io.plateau.train.Monitor;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * Specification of a training, with every setting at a value or a default.
 *
 * @param loss by name, or auto
 * @param standardizeLabel whether a regression trains on labels of mean 0 and variance 1
 * @param seed of every random draw
 */
public record TrainingSpec(
    NetworkSpec network,
    String loss,
    boolean standardizeLabel,
    OptimizerSpec optimizer,
    ScheduleSpec schedule,
    RoundsSpec rounds,
    StoppingSpec stopping,
    long seed)
    implements Serializable {
  private static final String AUTO = "auto";

  public static final Setting<Long> SEED =
      Setting.of(
          new Setting.Name("seed", "seed"),
          Domain.seed(),
          1L,
          "seed of every random draw",
          TrainingSpec::seed);

  public static final Setting<String> LOSS =
      Setting.of(
          new Setting.Name("loss", "loss"),
          Domain.oneOf(Stream.concat(Stream.of(AUTO), Losses.names().stream()).toList()),
          AUTO,
          "loss that training minimizes; auto is softmaxCrossEntropy for classes,"
              + " sigmoidCrossEntropy for a vector of labels, squared for numbers",
          TrainingSpec::loss);

  public static final Setting<Boolean> STANDARDIZE_LABEL =
      new Setting<>(
          new Setting.Name("data.standardizeLabel", "standardizeLabel"),
          Domain.truth(),
          new Setting.Derived<>(
              "true; false with a loss of classes or counts", v -> takesRealLabels(v.get(LOSS))),
          "whether a regression trains on labels of mean 0 and variance 1; predictions keep the"
              + " unit of the label",
          TrainingSpec::standardizeLabel);

  /** The specification of these values. */
  public static TrainingSpec of(Values values) {
    List<Conflicts.Conflict> conflicts = Conflicts.of(values, Setting::key);
    if (!conflicts.isEmpty()) {
      throw new IllegalArgumentException(conflicts.get(0).message());
    }
    return new TrainingSpec(
        NetworkSpec.of(values),
        values.get(LOSS),
        values.get(STANDARDIZE_LABEL),
        OptimizerSpec.of(values),
        ScheduleSpec.of(values),
        RoundsSpec.of(values),
        StoppingSpec.of(values),
        values.get(SEED));
  }

  static boolean takesRealLabels(String loss) {
    return loss.equals(AUTO) || Losses.named(loss).target() == Target.REAL;
  }

  /** This specification for labels that have the scale to train on already. */
  public TrainingSpec withoutLabelScale() {
    return new TrainingSpec(network, loss, false, optimizer, schedule, rounds, stopping, seed);
  }

  /** Whether labels of that type are brought to mean 0 and variance 1 while training. */
  public boolean standardizes(LabelType labels) {
    return standardizeLabel && (labels == LabelType.NUMBER || labels == LabelType.NUMBERS);
  }

  /**
   * The loss for labels of that type.
   *
   * @throws IllegalArgumentException where the loss cannot be taken of such labels
   */
  public Loss loss(LabelType labels) {
    Loss chosen = loss.equals(AUTO) ? labels.usualLoss() : Losses.named(loss);
    if (!labels.fits(chosen)) {
      throw new IllegalArgumentException(
          "loss "
              + loss
              + " does not fit "
              + switch (labels) {
                case CLASS -> "classes; softmaxCrossEntropy and sigmoidCrossEntropy do";
                case LABELS -> "a vector of labels; sigmoidCrossEntropy does";
                case NUMBER, NUMBERS -> "a regression; squared, absolute, huber and poisson do";
              });
    }
    return chosen;
  }

  /**
   * The plan for data of these widths.
   *
   * @param validation whether there are validation rows
   */
  public TrainingPlan plan(int inputs, int outputs, LabelType labels, boolean validation) {
    Network built = network.network(inputs, outputs);
    Loss chosen = loss(labels);
    Monitor monitor = stopping.monitor(chosen, validation);
    Solver solver =
        optimizer.solver(rate -> schedule.rates(rate, stopping, monitor), built.penalized());
    return new TrainingPlan(
        built,
        network.initializer(),
        chosen,
        solver,
        rounds,
        stopping.rule(monitor),
        monitor,
        seed);
  }
}
