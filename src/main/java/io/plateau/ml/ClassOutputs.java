package io.plateau.ml;

import java.util.Arrays;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/**
 * What a classifier appends: logits, probabilities and the predicted class, or with several labels
 * a vector of 0 and 1.
 *
 * @param raw whether logits are wanted
 * @param probability whether probabilities are wanted
 * @param prediction whether predictions are wanted
 * @param thresholds of the classes, or null for the likeliest
 * @param labels whether each output is a label of its own, not one of several classes
 */
record ClassOutputs(
    boolean raw, boolean probability, boolean prediction, double[] thresholds, boolean labels)
    implements Outputs {

  @Override
  public int count() {
    return (raw ? 1 : 0) + (probability ? 1 : 0) + (prediction ? 1 : 0);
  }

  @Override
  public void write(float[] z, float[] p, int k, int j, Object[] cells, int at) {
    int next = at;
    if (raw) {
      cells[next++] = Vectors.dense(raw(z, k, j));
    }
    double[] probabilities = probabilities(p, k, j);
    if (probability) {
      cells[next++] = Vectors.dense(probabilities);
    }
    if (prediction) {
      // Logits decide unless thresholds do: probabilities of unequal logits may round to equal.
      cells[next] =
          labels
              ? labels(probabilities)
              : (Object) best(thresholds == null ? raw(z, k, j) : probabilities);
    }
  }

  @Override
  public void writeInvalid(int k, Object[] cells, int at) {
    double[] nothing = new double[labels ? k : Math.max(2, k)];
    Arrays.fill(nothing, Double.NaN);
    Vector vector = Vectors.dense(nothing);
    Arrays.fill(cells, at, at + count(), vector);
    if (prediction && !labels) {
      cells[at + count() - 1] = Double.NaN;
    }
  }

  /** The logits; one logit z of a binary classifier is shown as (−z, z). */
  double[] raw(float[] z, int k, int j) {
    return k > 1 || labels ? Packing.doubles(z, j * k, k) : new double[] {-z[j], z[j]};
  }

  /** The probabilities; one p of a binary classifier is shown as (1 − p, p). */
  double[] probabilities(float[] p, int k, int j) {
    return k > 1 || labels ? Packing.doubles(p, j * k, k) : new double[] {1.0 - p[j], p[j]};
  }

  /** The class with the largest score / threshold, the first of equals. */
  private double best(double[] scores) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < scores.length; i++) {
      double score = thresholds == null ? scores[i] : scores[i] / thresholds[i];
      if (score > most) {
        most = score;
        best = i;
      }
    }
    return best;
  }

  private Vector labels(double[] probabilities) {
    double[] decided = new double[probabilities.length];
    for (int i = 0; i < decided.length; i++) {
      decided[i] = probabilities[i] > (thresholds == null ? 0.5 : thresholds[i]) ? 1 : 0;
    }
    return Vectors.dense(decided);
  }
}
