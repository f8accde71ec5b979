package io.plateau.data.column;

import io.plateau.data.source.Table;
import io.plateau.job.Job;
import io.plateau.nn.loss.Losses;
import io.plateau.table.ValueType;
import io.plateau.train.DataException;
import java.util.List;
import java.util.Optional;

/** What a network is asked for. */
public enum Task {
  /** One of several classes, which the label names. */
  CLASSIFICATION,
  /** One number or several. */
  REGRESSION,
  /** Yes or no for each of several labels. */
  MULTI_LABEL;

  /**
   * The task that a job and the types of its labels tell; empty where the values of the label have
   * to decide.
   *
   * @param loss {@code auto} or the name of a loss
   * @param classIndexes whether whole numbers are classes, whatever their values
   * @throws DataException where the task cannot be taken of such a label
   */
  public static Optional<Task> known(
      Job.TaskWord said,
      String loss,
      List<String> labels,
      List<ValueType> types,
      boolean classIndexes) {
    boolean auto = loss.equals("auto");
    boolean classes =
        auto ? said == Job.TaskWord.CLASSIFICATION : Losses.named(loss).target().isCategorical();
    for (int i = 0; i < labels.size(); i++) {
      requireLabel(labels, i, types.get(i));
    }
    if (labels.size() > 1) {
      boolean booleans = types.stream().allMatch(type -> type == ValueType.BOOLEAN);
      if (auto && said == Job.TaskWord.CLASSIFICATION && !booleans) {
        throw new DataException(
            "task classification needs one label that names the class, or several of booleans, but data.label lists %d columns, not all of which are booleans; for yes or no of each, set loss: sigmoidCrossEntropy"
                .formatted(labels.size()));
      }
      boolean assumed = auto && said == Job.TaskWord.AUTO && booleans;
      return Optional.of(classes || assumed ? MULTI_LABEL : REGRESSION);
    }
    if (!auto || said != Job.TaskWord.AUTO) {
      return Optional.of(classes ? CLASSIFICATION : REGRESSION);
    }
    boolean decided = !types.get(0).isNumber() || classIndexes;
    return decided ? Optional.of(CLASSIFICATION) : Optional.empty();
  }

  /**
   * Checks that the labels of a regression are numbers.
   *
   * @param loss {@code auto} or the name of a loss
   * @throws DataException where one is text
   */
  public static void requireNumbers(Table table, JobColumns columns, String loss) {
    for (String label : columns.labels()) {
      if (columns.types().get(label) == ValueType.TEXT) {
        throw new DataException(
            "%s needs a number as label, but column \"%s\" is text; for classes set %s%s"
                .formatted(
                    loss.equals("auto") ? "task regression" : "loss " + loss,
                    label,
                    loss.equals("auto") ? "task: classification" : "loss: softmaxCrossEntropy",
                    TextsAmong.numbers(table, label)));
      }
    }
  }

  /** What is said of the task of several labels where a job does not say it. */
  public String noteOfSeveral() {
    return this == MULTI_LABEL
        ? "task classification, yes or no for each label, because all are booleans; to say otherwise, set task: regression"
        : "task regression, because not all labels are booleans; for yes or no of each, set loss: sigmoidCrossEntropy";
  }

  private static void requireLabel(List<String> labels, int i, ValueType type) {
    if (type == ValueType.TEXT && labels.size() > 1) {
      throw new DataException(
          "several labels must be numbers, but column \"%s\" is text; train it as the only label"
              .formatted(labels.get(i)));
    }
    String other =
        switch (type) {
          case VECTOR -> "a vector";
          case DATE -> "a date";
          case OTHER -> "of another type";
          default -> "";
        };
    if (!other.isEmpty()) {
      throw new DataException(
          "a label must be a number, a boolean or a text, but column \"%s\" is %s; make one of it, or choose another label"
              .formatted(labels.get(i), other));
    }
  }
}
