package io.plateau.ml.predict;

import io.plateau.model.Decision;
import java.util.Arrays;

/**
 * What a classifier appends: logits, probabilities and the predicted class, or with several labels
 * a vector of 0 and 1; and how far its members differ.
 *
 * @param raw whether logits are wanted
 * @param probability whether probabilities are wanted
 * @param prediction whether predictions are wanted
 * @param thresholds of the classes, or null for the likeliest
 * @param labels whether each output is a label of its own, not one of several classes
 * @param spread whether the standard deviation over the members is wanted, of the probability of
 *     the predicted class, or of each label
 */
public record ClassOutputs(
    boolean raw,
    boolean probability,
    boolean prediction,
    double[] thresholds,
    boolean labels,
    boolean spread)
    implements Outputs {

  @Override
  public int count() {
    return (raw ? 1 : 0) + (probability ? 1 : 0) + (prediction ? 1 : 0) + (spread ? 1 : 0);
  }

  @Override
  public void write(Block block, int j, Cells cells) {
    float[] z = block.z();
    float[] p = block.p();
    int k = block.k();
    boolean pair = k == 1 && !labels;
    if (raw && k <= 2 && !labels) {
      cells.vector(raw(z, k, j));
    } else if (raw) {
      cells.vector(z, j * k, k);
    }
    if (probability && pair) {
      cells.vector(probabilities(p, k, j));
    } else if (probability) {
      cells.vector(p, j * k, k);
    }
    if (prediction && labels) {
      cells.vector(labels(p, k, j));
    } else if (prediction) {
      cells.number(predicted(z, p, k, j));
    }
    if (spread && labels) {
      cells.vector(block.members().spreads(j));
    } else if (spread) {
      // Of two classes with one output, the probabilities of both have the same
      cells.number(block.members().spread(pair ? 0 : predicted(z, p, k, j), j));
    }
  }

  private int predicted(float[] z, float[] p, int k, int j) {
    return decision().predicted(z, p, k, j);
  }

  private Decision decision() {
    return new Decision(thresholds, labels);
  }

  @Override
  public void writeInvalid(int k, Cells cells) {
    double[] nothing = new double[labels ? k : Math.max(2, k)];
    Arrays.fill(nothing, Double.NaN);
    if (raw) {
      cells.vector(nothing);
    }
    if (probability) {
      cells.vector(nothing);
    }
    if (prediction && labels) {
      cells.vector(nothing);
    } else if (prediction) {
      cells.number(Double.NaN);
    }
    if (spread && labels) {
      cells.vector(nothing);
    } else if (spread) {
      cells.number(Double.NaN);
    }
  }

  /** The logits, as {@link Decision#raw} shows them. */
  public double[] raw(float[] z, int k, int j) {
    return decision().raw(z, k, j);
  }

  /** The probabilities, as {@link Decision#probabilities} shows them. */
  public double[] probabilities(float[] p, int k, int j) {
    return decision().probabilities(p, k, j);
  }

  private double[] labels(float[] p, int k, int j) {
    double[] decided = new double[k];
    for (int i = 0; i < k; i++) {
      decided[i] = decision().applies(p[j * k + i], i) ? 1 : 0;
    }
    return decided;
  }
}
