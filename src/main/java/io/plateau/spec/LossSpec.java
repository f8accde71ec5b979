package io.plateau.spec;

import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Target;
import java.io.Serializable;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Loss that training minimizes.
 *
 * @param choice of {@link Losses}, or auto
 * @param standardizeLabel whether a regression trains on labels of mean 0 and variance 1
 */
public record LossSpec(Named choice, boolean standardizeLabel) implements Serializable {
  private static final String AUTO = "auto";
  static final String SMOOTHING = "smoothing";

  public static final Family FAMILY =
      new Family(
          Setting.of(
              new Setting.Name("loss.name", "loss"),
              Domain.oneOf(Stream.concat(Stream.of(AUTO), Losses.names().stream()).toList()),
              AUTO,
              "loss that training minimizes; auto is softmaxCrossEntropy for classes,"
                  + " sigmoidCrossEntropy for a vector of labels, squared for numbers"),
          name ->
              name.equals(AUTO)
                  ? Map.of(SMOOTHING, 0.0)
                  : Family.defaults(Losses.hyperparameters(name)),
          values ->
              Recipe.isTabular(values) && values.facts().classes()
                  ? Map.of(SMOOTHING, 0.1)
                  : Map.of(),
          Family.own(Losses.names(), Losses::hyperparameters));

  public static final Setting<Boolean> STANDARDIZE_LABEL =
      new Setting<>(
          new Setting.Name("data.standardizeLabel", "standardizeLabel"),
          Domain.bool(),
          new Setting.Derived<>(
              "true; false with a loss of classes or counts",
              v -> takesRealLabels(v.get(FAMILY.name()))),
          "whether a regression trains on labels of mean 0 and variance 1; predictions keep the"
              + " unit of the label, but the delta of huber is in its standard deviations");

  static LossSpec of(Values values) {
    return new LossSpec(FAMILY.of(values), values.get(STANDARDIZE_LABEL));
  }

  /** The part of each label that is spread over all classes. */
  double smoothing() {
    return choice.settings().getOrDefault(SMOOTHING, 0.0);
  }

  static boolean isAuto(String loss) {
    return loss.equals(AUTO);
  }

  static boolean takesRealLabels(String loss) {
    return isAuto(loss) || Losses.named(loss).target() == Target.REAL;
  }

  /** Whether labels must be counts, at least 0. */
  public boolean takesCounts() {
    return !isAuto(choice.name()) && Losses.named(choice.name()).target() == Target.COUNT;
  }

  /** Whether labels of that type are brought to mean 0 and variance 1 while training. */
  public boolean standardizes(LabelType labels) {
    return standardizeLabel && (labels == LabelType.NUMBER || labels == LabelType.NUMBERS);
  }

  /** The usual loss, whose labels are smoothed where they are classes. */
  private Loss usual(LabelType labels) {
    String name = labels.usualLoss().name();
    return Losses.named(
        name,
        Losses.hyperparameters(name).stream().anyMatch(one -> one.name().equals(SMOOTHING))
            ? choice.settings()
            : Map.of());
  }

  /**
   * The loss for labels of that type.
   *
   * @throws IllegalArgumentException where the loss does not take such labels
   */
  public Loss loss(LabelType labels) {
    String name = choice.name();
    Loss loss = name.equals(AUTO) ? usual(labels) : Losses.named(name, choice.settings());
    if (!labels.fits(loss)) {
      throw new IllegalArgumentException(
          "loss "
              + name
              + " does not fit "
              + switch (labels) {
                case CLASS -> "classes; softmaxCrossEntropy and sigmoidCrossEntropy do";
                case LABELS -> "a vector of labels; sigmoidCrossEntropy does";
                case NUMBER, NUMBERS ->
                    "a regression; squared, absolute, huber, quantile and poisson do";
              });
    }
    return loss;
  }
}
