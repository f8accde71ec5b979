package io.plateau.data.column;

import io.plateau.data.source.Table;
import io.plateau.frame.ColumnTypes;
import io.plateau.table.Parsing;
import io.plateau.table.ValueType;
import io.plateau.table.fit.ColumnStatistics;
import io.plateau.table.fit.NumberStatistics;
import io.plateau.table.fit.TextStatistics;
import io.plateau.train.DataException;
import java.util.List;

/**
 * Task that a label suggests, with the reason.
 *
 * @param task classification of a label that names classes, or regression of a quantity
 * @param why in a few words
 * @param otherwise how to choose otherwise, a clause
 */
public record TaskChoice(Task task, String why, String otherwise) {
  /** With more different whole numbers than this, a label is a quantity. */
  private static final int CLASSES = 20;

  /** With fewer rows of a class on average, three classes or more are quantities. */
  private static final int ROWS = 3;

  private static final String REGRESSION = "to say otherwise, set task: regression";

  /**
   * Decides by the values of the rows: strings and booleans are classes, and so are at most two
   * different whole numbers, and few of them without gaps that start at 0 or 1.
   */
  public static TaskChoice of(ValueType type, ColumnStatistics label) {
    if (!(label instanceof NumberStatistics numbers)) {
      return ofNames(type, (TextStatistics) label);
    }
    List<Double> values = numbers.values();
    boolean counts = numbers.least() >= 0 && (numbers.integers() || type == ValueType.INTEGER);
    if (values.isEmpty()) {
      return quantity(counts, "it has many different numbers");
    }
    if (!numbers.integers()) {
      return quantity(counts, "it has numbers with fractions");
    }
    String found = values.size() + " different whole numbers";
    if (values.size() <= 2) {
      return new TaskChoice(Task.CLASSIFICATION, "it has " + found, REGRESSION);
    }
    double first = values.get(0);
    double last = values.get(values.size() - 1);
    boolean gaps = last - first != values.size() - 1;
    boolean starts = first == 0 || first == 1;
    boolean few = values.size() <= CLASSES && ROWS * values.size() <= numbers.present();
    if (few && starts && !gaps) {
      return new TaskChoice(
          Task.CLASSIFICATION,
          "it has the whole numbers %.0f to %.0f".formatted(first, last),
          REGRESSION);
    }
    return quantity(counts, "it has " + found + (gaps ? " with gaps" : ""));
  }

  /**
   * Checks that the values leave no doubt: that no two of them may be one class, and that none is a
   * word among numbers.
   *
   * @param name of the label
   * @throws DataException where the job has to say the task, or to correct the label
   */
  public void requireClear(Table table, String name, ColumnStatistics label) {
    boolean merges =
        task == Task.CLASSIFICATION
            && label instanceof NumberStatistics numbers
            && ColumnTypes.of(table.rows().schema().apply(name).dataType()) == ValueType.INTEGER
            && numbers.values().stream().anyMatch(value -> Math.abs(value) >= Parsing.EXACT);
    if (merges) {
      throw new DataException(
          "label \"%s\" of %s has whole numbers of 2⁵³ or more, which are not exact as numbers, so that some may be the same class; set task: classification, or task: regression where they are no classes"
              .formatted(name, table.place()));
    }
    if (label instanceof TextStatistics texts
        && texts.isMostlyNumbers()
        && texts.numbers().present() < texts.present()) {
      throw new DataException(
          "label \"%s\" of %s is text%s; where each value is a class, set task: classification"
              .formatted(name, table.place(), TextsAmong.numbers(table, name)));
    }
  }

  private static TaskChoice quantity(boolean counts, String why) {
    return new TaskChoice(
        Task.REGRESSION,
        why,
        "to say otherwise, set task: classification"
            + (counts ? "; for counts, loss: poisson may fit better" : ""));
  }

  private static TaskChoice ofNames(ValueType type, TextStatistics names) {
    if (type != ValueType.TEXT) {
      return new TaskChoice(Task.CLASSIFICATION, "its type is " + type.word(), REGRESSION);
    }
    long numbers = names.numbers().present();
    String others =
        numbers == 0
            ? ""
            : "; %d of %d values are no numbers"
                .formatted(names.present() - numbers, names.present());
    return new TaskChoice(
        Task.CLASSIFICATION,
        "its type is text, with %d different values%s".formatted(names.distinct().value(), others),
        names
            .otherNumbers()
            .map(spelling -> spelling + " for a regression")
            .orElse(
                names.identifies()
                    ? TextStatistics.IDENTIFIER
                        + ", and each is a class: choose another data.label, or only numbers for a regression"
                    : "for a regression it must have only numbers"));
  }

  /** The choice in a line that says how to choose otherwise. */
  public String line(String label) {
    return "task %s, because of label \"%s\": %s; %s"
        .formatted(
            task == Task.CLASSIFICATION ? "classification" : "regression", label, why, otherwise);
  }
}
