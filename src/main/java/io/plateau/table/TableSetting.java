package io.plateau.table;

import io.plateau.math.Word;
import java.util.List;
import java.util.function.Function;

/** Setting of {@link TableRules}: its word, values and documentation for job files and params. */
public enum TableSetting implements Word {
  MISSING(
      "what happens to a missing value: median or mean replace a missing"
          + " number, and an input tells the network so; a missing category is the"
          + " category of unknown values; skip leaves the row out; error refuses it",
      Word.all(TableRules.Missing.class),
      rules -> rules.missing().word()),
  UNSEEN(
      "what happens to a category that no training row has: other is one"
          + " category for all unknown values; skip leaves the row out; error refuses"
          + " it",
      Word.all(TableRules.Unseen.class),
      rules -> rules.unseen().word()),
  SCALE(
      "scaling of numbers: robust by median and quartiles with a soft limit,"
          + " and elements of vectors to mean 0 and variance 1; standard to mean 0"
          + " and variance 1; none leaves numbers as they are",
      Word.all(TableRules.Scale.class),
      rules -> rules.scale().word()),
  MAX_CATEGORIES(
      "number of categories of a column that have a code of their own, the"
          + " most frequent ones (>= 1); the others share codes by hash",
      List.of(),
      TableRules::maxCategories);

  private final String doc;
  private final List<String> words;
  private final Function<TableRules, Object> of;

  TableSetting(String doc, List<String> words, Function<TableRules, Object> of) {
    this.doc = doc;
    this.words = words;
    this.of = of;
  }

  /** What it does, in a line. */
  public String doc() {
    return doc;
  }

  /** The values it may have; empty where these are integers of at least 1. */
  public List<String> words() {
    return words;
  }

  /** The value in rules: one of the {@link #words}, or an Integer. */
  public Object of(TableRules rules) {
    return of.apply(rules);
  }

  /**
   * The rules with a value of each setting.
   *
   * @throws IllegalArgumentException for a value that a setting may not have
   */
  public static TableRules rules(Function<TableSetting, ?> values) {
    return new TableRules(
        rule(TableRules.Missing.class, MISSING, values),
        rule(TableRules.Unseen.class, UNSEEN, values),
        rule(TableRules.Scale.class, SCALE, values),
        (Integer) values.apply(MAX_CATEGORIES));
  }

  private static <E extends Enum<E> & Word> E rule(
      Class<E> type, TableSetting setting, Function<TableSetting, ?> values) {
    return Word.named(type, setting.word(), (String) values.apply(setting));
  }
}
