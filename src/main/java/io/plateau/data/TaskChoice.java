package io.plateau.data;

import io.plateau.table.ColumnStatistics;
import io.plateau.table.NumberStatistics;
import io.plateau.table.TextStatistics;
import io.plateau.table.ValueType;
import java.util.List;

/**
 * Task that a label suggests, with the reason.
 *
 * @param task classification of a label that names classes, or regression of a quantity
 * @param why in a few words
 * @param otherwise how to choose otherwise, a clause
 */
record TaskChoice(Task task, String why, String otherwise) {
  /** With more different whole numbers than this, a label is a quantity. */
  private static final int CLASSES = 20;

  /** With fewer rows of a class on average, three classes or more are quantities. */
  private static final int ROWS = 3;

  private static final String REGRESSION = "to say otherwise, set task: regression";

  /**
   * Decides by the values of the rows: strings and booleans are classes, and so are at most two
   * different whole numbers, and few of them without gaps that start at 0 or 1.
   */
  static TaskChoice of(ValueType type, ColumnStatistics label) {
    if (!(label instanceof NumberStatistics numbers)) {
      return ofNames(type, (TextStatistics) label);
    }
    List<Double> values = numbers.values();
    boolean counts = numbers.least() >= 0 && (numbers.integers() || type == ValueType.INTEGER);
    if (!numbers.integers() || values.isEmpty()) {
      return quantity(counts, "it has many different numbers");
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
        names.identifies()
            ? "nearly all values differ, as those of an identifier or a free text do, and each is a class: choose another data.label, or numbers alone for a regression"
            : "for a regression it must have numbers alone");
  }

  /** The choice in a line that says how to choose otherwise. */
  String line(String label) {
    return "task %s, because of label \"%s\": %s; %s"
        .formatted(
            task == Task.CLASSIFICATION ? "classification" : "regression", label, why, otherwise);
  }
}
