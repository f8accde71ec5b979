package io.plateau.model;

import io.plateau.nn.loss.ClassCounts;
import java.io.Serializable;

/**
 * What a classifier says, given the outputs of its network: scores and probabilities of the
 * classes, and the class or labels that are predicted.
 *
 * <p>Outputs are of a block of examples, {@code k×n} by columns: logits z, and probabilities p that
 * the loss makes of them. A single output tells two classes apart.
 *
 * @param thresholds of the classes or labels, or null for the likeliest and for 0.5
 * @param labels whether each output is a label of its own, not one of several classes
 */
public record Decision(double[] thresholds, boolean labels) implements Serializable {
  public static Decision of(SavedModel model) {
    double[] thresholds = new double[model.thresholds().size()];
    for (int i = 0; i < thresholds.length; i++) {
      thresholds[i] = model.thresholds().get(i);
    }
    return new Decision(thresholds.length == 0 ? null : thresholds, model.predictsLabels());
  }

  private static double[] doubles(float[] values, int from, int k) {
    double[] doubles = new double[k];
    for (int i = 0; i < k; i++) {
      doubles[i] = values[from + i];
    }
    return doubles;
  }

  /**
   * The scores of example j; one logit z of two classes is shown as (−z, z). Of two, their mean is
   * subtracted, which changes no probability: Spark's BinaryClassificationEvaluator ranks rows by
   * the second alone.
   */
  public double[] raw(float[] z, int k, int j) {
    if (k > 2 || labels) {
      return doubles(z, j * k, k);
    }
    double second = k == 1 ? z[j] : 0.5 * ((double) z[2 * j + 1] - z[2 * j]);
    return new double[] {-second, second};
  }

  /** The probabilities of example j; one p of two classes is shown as (1 − p, p). */
  public double[] probabilities(float[] p, int k, int j) {
    return k > 1 || labels ? doubles(p, j * k, k) : new double[] {1.0 - p[j], p[j]};
  }

  /**
   * The index of the class that is predicted for example j: the one with the largest score or, with
   * thresholds, probability / threshold; the first of equals. Logits decide where they can, since
   * probabilities of unequal logits may round to equal.
   */
  public int predicted(float[] z, float[] p, int k, int j) {
    if (thresholds != null) {
      return best(probabilities(p, k, j));
    }
    if (k == 1) {
      return z[j] > -z[j] ? 1 : 0;
    }
    return ClassCounts.likeliest(z, k, j);
  }

  private int best(double[] probabilities) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < probabilities.length; i++) {
      double score = probabilities[i] / thresholds[i];
      if (score > most) {
        most = score;
        best = i;
      }
    }
    return best;
  }

  /** Whether the label of an output applies, whose probability is p. */
  public boolean applies(double p, int label) {
    return p > (thresholds == null ? 0.5 : thresholds[label]);
  }
}
