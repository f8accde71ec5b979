package io.plateau.spec;

import java.util.List;

/**
 * Defaults that belong together. {@code tabular} is RealMLP-TD, the network of Holzmüller,
 * Grinsztajn and Steinwart (2024, "Better by Default: Strong Pre-Tuned MLPs and Boosted Trees on
 * Tabular Data", NeurIPS), with piecewise linear functions of numbers in place of periodic ones,
 * vectors of days, dropout of categories, 64 epochs in place of 256 and a weight decay that does
 * not fall, by measurement (the page tables.md); {@code plain} a classical network.
 */
public final class Recipe {
  static final String AUTO = "auto";
  static final String TABULAR = "tabular";
  static final String PLAIN = "plain";

  public static final Setting<String> NAME =
      Setting.of(
          new Setting.Name("recipe", "recipe"),
          Domain.oneOf(List.of(AUTO, TABULAR, PLAIN)),
          AUTO,
          "defaults of all other settings: tabular, made for columns of a table, or plain, a"
              + " classical network; auto is tabular for the columns of a table, plain for vectors"
              + " and images");

  private Recipe() {}

  /** The recipe of values; never auto. */
  static String of(Values values) {
    String name = values.get(NAME);
    return !name.equals(AUTO) ? name : values.facts().table() ? TABULAR : PLAIN;
  }

  /** Whether the defaults are those for tables. */
  public static boolean isTabular(Values values) {
    return of(values).equals(TABULAR);
  }

  /** A default of each recipe. */
  static <T> Setting.Fallback<T> by(T tabular, T plain) {
    return new Setting.Derived<>(
        "%s; %s with recipe plain".formatted(Domain.plain(tabular), Domain.plain(plain)),
        values -> isTabular(values) ? tabular : plain);
  }

  /** A default of recipe tabular, and one for where there is nothing to leave out of a step. */
  static <T> Setting.Fallback<T> dropout(T tabular, T without) {
    return new Setting.Derived<>(
        "%s; %s with recipe plain or l-bfgs"
            .formatted(Domain.plain(tabular), Domain.plain(without)),
        values -> drops(values) ? tabular : without);
  }

  /** The same with a default for classes and one for a regression. */
  static <T> Setting.Fallback<T> dropout(T classes, T regression, T without) {
    return new Setting.Derived<>(
        "%s, in a regression %s; %s with recipe plain or l-bfgs"
            .formatted(Domain.plain(classes), Domain.plain(regression), Domain.plain(without)),
        values -> !drops(values) ? without : values.facts().classes() ? classes : regression);
  }

  private static boolean drops(Values values) {
    return isTabular(values) && !OptimizerSpec.isQuasiNewton(values);
  }

  /** Defaults of recipe tabular for classes and for a regression, and of recipe plain. */
  static <T> Setting.Fallback<T> by(T classes, T regression, T plain) {
    return new Setting.Derived<>(
        "%s, in a regression %s; %s with recipe plain"
            .formatted(Domain.plain(classes), Domain.plain(regression), Domain.plain(plain)),
        values -> !isTabular(values) ? plain : values.facts().classes() ? classes : regression);
  }
}
