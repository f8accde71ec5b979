package io.plateau.data;

import io.plateau.nn.Losses;
import io.plateau.nn.Target;
import io.plateau.train.DataException;
import java.util.List;

/** What a network is asked for. */
public enum Task {
  /** One of several classes, which the label names. */
  CLASSIFICATION,
  /** One number or several. */
  REGRESSION,
  /** Yes or no for each of several labels. */
  MULTI_LABEL;

  /**
   * The task that a loss and the labels' kinds tell.
   *
   * @param loss {@code auto} or the name of a loss
   * @throws DataException where the loss cannot be taken of such a label
   */
  static Task of(String loss, List<String> labels, List<Kind> kinds, boolean classIndexes) {
    boolean auto = loss.equals("auto");
    boolean classes = !auto && Losses.named(loss).target().isCategorical();
    for (int i = 0; i < labels.size(); i++) {
      boolean names = kinds.get(i) == Kind.TEXT;
      if (names && labels.size() > 1) {
        throw new DataException(
            "several labels must be numbers, but column \"%s\" is text; train it alone"
                .formatted(labels.get(i)));
      }
      if (names && !classes && !auto) {
        throw new DataException(
            "loss %s needs a number as label, but column \"%s\" is text; use softmaxCrossEntropy or auto"
                .formatted(loss, labels.get(i)));
      }
      if (kinds.get(i) == Kind.VECTOR) {
        throw new DataException(
            "a label must be a number or a text, but column \"%s\" is a vector"
                .formatted(labels.get(i)));
      }
    }
    if (labels.size() > 1) {
      if (!auto && Losses.named(loss).target() == Target.CLASS_INDEX) {
        throw new DataException(
            "loss %s needs one label that names the class, but data.label lists %d columns; use sigmoidCrossEntropy"
                .formatted(loss, labels.size()));
      }
      return classes ? MULTI_LABEL : REGRESSION;
    }
    if (auto) {
      return kinds.get(0) == Kind.NUMBER && !classIndexes ? REGRESSION : CLASSIFICATION;
    }
    return classes ? CLASSIFICATION : REGRESSION;
  }
}
