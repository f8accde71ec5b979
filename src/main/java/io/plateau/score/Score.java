package io.plateau.score;

import io.plateau.model.Decision;
import io.plateau.model.SavedModel;
import java.util.Arrays;
import java.util.List;

/** Prediction for one row, and what of the row it could not use. */
public final class Score {
  private final SavedModel model;
  private final int index;
  private final double[] predictions;
  private final double[] spreads;
  private final Unused unused;

  /**
   * Columns without a use.
   *
   * @param missing that have no value, or none that can be read
   * @param unseen with a category that no training row has
   */
  record Unused(List<String> missing, List<String> unseen) {
    static final Unused NONE = new Unused(List.of(), List.of());
  }

  Score(SavedModel model, int index, double[] predictions, double[] spreads, Unused unused) {
    this.model = model;
    this.index = index;
    this.predictions = predictions;
    this.spreads = spreads;
    this.unused = unused;
  }

  /**
   * The name of the predicted class; its {@link #index} as text where classes have no names, and
   * empty where the training rows had fewer labels than the network has outputs.
   *
   * @throws IllegalStateException unless one of several classes is predicted
   */
  public String label() {
    int predicted = index();
    if (model.labels().isEmpty()) {
      return Integer.toString(predicted);
    }
    return predicted < model.labels().size() ? model.labels().get(predicted) : "";
  }

  /**
   * The index of the predicted class, from 0.
   *
   * @throws IllegalStateException unless one of several classes is predicted
   */
  public int index() {
    require(model.predictsClass(), "predicts no class");
    return index;
  }

  /**
   * The probabilities of the classes or labels, by index.
   *
   * @throws IllegalStateException where numbers are predicted
   */
  public double[] probabilities() {
    require(model.predictsClass() || model.predictsLabels(), "predicts no probabilities");
    return predictions.clone();
  }

  /**
   * By label, whether it applies.
   *
   * @throws IllegalStateException unless each output is a label of its own
   */
  public boolean[] applying() {
    require(model.predictsLabels(), "predicts no labels that apply side by side");
    Decision decision = Decision.of(model);
    boolean[] applying = new boolean[predictions.length];
    for (int i = 0; i < applying.length; i++) {
      applying[i] = decision.applies(predictions[i], i);
    }
    return applying;
  }

  /**
   * The predicted number.
   *
   * @throws IllegalStateException unless one number is predicted
   */
  public double value() {
    double[] values = values();
    require(values.length == 1, "predicts " + values.length + " numbers");
    return values[0];
  }

  /**
   * The predicted numbers.
   *
   * @throws IllegalStateException where classes or labels are predicted
   */
  public double[] values() {
    require(!model.predictsClass() && !model.predictsLabels(), "predicts no numbers");
    return predictions.clone();
  }

  /**
   * The standard deviation of the members' predictions: of the probability of each class or label,
   * or of each number; zeros for a model without members.
   */
  public double[] spreads() {
    return spreads.length == 0 ? new double[predictions.length] : spreads.clone();
  }

  /** The columns that had no value, or none that can be read, in the order of the model. */
  public List<String> missing() {
    return unused.missing;
  }

  /** The columns with a category that no training row has, in the order of the model. */
  public List<String> unseen() {
    return unused.unseen;
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      String instead =
          model.predictsClass()
              ? "label() and probabilities()"
              : model.predictsLabels() ? "applying() and probabilities()" : "values()";
      throw new IllegalStateException("this model " + what + "; see " + instead);
    }
  }

  /** Such as {@code >50K [0.2, 0.8]}. */
  @Override
  public String toString() {
    String shown = Arrays.toString(predictions);
    return model.predictsClass() ? label() + " " + shown : shown;
  }
}
