package io.plateau.table;

import java.util.List;

/**
 * Task that a label suggests, with the reason.
 *
 * @param classes whether the label names classes; otherwise it is a quantity
 * @param counts whether the quantities are whole numbers from 0 on
 * @param why in a few words
 */
public record TaskChoice(boolean classes, boolean counts, String why) {
  /** With more different whole numbers than this, a label is a quantity. */
  private static final int CLASSES = 20;

  /** With fewer rows of a class on average, three classes or more are quantities. */
  private static final int ROWS = 3;

  /**
   * Decides by the values of the rows: strings and booleans are classes, and so are at most two
   * different whole numbers, and few of them without gaps that start at 0 or 1.
   */
  public static TaskChoice of(ValueType type, ColumnStatistics label) {
    if (!(label instanceof NumberStatistics numbers)) {
      return new TaskChoice(true, false, "its type is " + type.word());
    }
    List<Double> values = numbers.values();
    boolean counts = numbers.least() >= 0 && (numbers.integers() || type == ValueType.INTEGER);
    if (!numbers.integers() || values.isEmpty()) {
      return new TaskChoice(false, counts, "it has many different numbers");
    }
    String found = values.size() + " different whole numbers";
    if (values.size() <= 2) {
      return new TaskChoice(true, false, "it has " + found);
    }
    double first = values.get(0);
    double last = values.get(values.size() - 1);
    boolean gaps = last - first != values.size() - 1;
    boolean starts = first == 0 || first == 1;
    boolean few = values.size() <= CLASSES && ROWS * values.size() <= numbers.present();
    if (few && starts && !gaps) {
      return new TaskChoice(
          true, false, "it has the whole numbers %.0f to %.0f".formatted(first, last));
    }
    return new TaskChoice(false, counts, "it has " + found + (gaps ? " with gaps" : ""));
  }

  /** The choice in a line that says how to choose otherwise. */
  public String line(String label) {
    return "task %s, because of label \"%s\": %s; to say otherwise, set task: %s%s"
        .formatted(
            classes ? "classification" : "regression",
            label,
            why,
            classes ? "regression" : "classification",
            counts ? "; for counts, loss: poisson may fit better" : "");
  }
}
