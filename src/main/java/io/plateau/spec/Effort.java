package io.plateau.spec;

import java.util.List;

/**
 * How long a training may take for its quality. All defaults that it chooses are here, each a
 * setting of its own.
 */
public final class Effort {
  private static final String FULL = "full";
  private static final String QUICK = "quick";

  public static final Setting<String> NAME =
      Setting.of(
          new Setting.Name("effort", "effort"),
          Domain.oneOf(List.of(FULL, QUICK)),
          FULL,
          "effort of a training: full for the best model, quick for a first model"
              + " in fewer epochs; sets the defaults of stopping.maxEpochs and network.members");

  /** Largest number of epochs; l-bfgs, which ends by itself, has the same with either effort. */
  static final Setting.Fallback<Integer> MAX_EPOCHS =
      new Setting.Derived<>(
          "64; 24 for two classes with fewer than 2,000 rows and no validation"
              + " rows, unless optimizer.schedule.warmup is as long; 100 with recipe"
              + " plain; with effort quick 24, or 25 with recipe plain, but not with"
              + " l-bfgs",
          Effort::maxEpochs);

  /** Networks of not so many rows: to predict numbers, several are better than one. */
  static final Setting.Fallback<Integer> MEMBERS =
      new Setting.Derived<>(
          "4 in a regression with recipe tabular, hidden layers by default and fewer than 30,000"
              + " rows (with effort quick 1,000, and another loss than poisson), but not with"
              + " l-bfgs, nor memberLayers first or all; else 1",
          Effort::members);

  private static final int SEVERAL = 4;

  /** Epochs of a quick training on a table, and of one with labels that are soon learned. */
  private static final int FEW = 24;

  private Effort() {}

  private static int maxEpochs(Values values) {
    boolean tabular = Recipe.isTabular(values);
    boolean few = isQuick(values) || tabular && isSoonLearned(values);
    return few && !OptimizerSpec.isQuasiNewton(values) ? tabular ? FEW : 25 : tabular ? 64 : 100;
  }

  private static int members(Values values) {
    boolean several =
        values.facts().areSoonTrained()
            && Recipe.isTabular(values)
            && !values.facts().classes()
            && (!isQuick(values) || gainSoon(values))
            && !OptimizerSpec.isQuasiNewton(values)
            && values.get(MemberSpec.LAYERS).equals(MemberSpec.SEPARATE)
            && !values.gives(NetworkSpec.HIDDEN);
    return several ? SEVERAL : 1;
  }

  /** Whether several are better than one after few epochs, too; of counts they are not. */
  private static boolean gainSoon(Values values) {
    return values.facts().areFew() && LossSpec.takesRealLabels(values.get(LossSpec.FAMILY.name()));
  }

  private static boolean isSoonLearned(Values values) {
    return values.facts().isSoonLearned() && values.get(ScheduleSpec.WARMUP) < FEW;
  }

  private static boolean isQuick(Values values) {
    return values.get(NAME).equals(QUICK);
  }
}
