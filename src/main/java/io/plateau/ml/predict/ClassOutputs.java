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
 * @param decision from logits and probabilities to what is appended
 * @param spread whether the standard deviation over the members is wanted, of the probability of
 *     the predicted class, or of each label
 */
public record ClassOutputs(
    boolean raw, boolean probability, boolean prediction, Decision decision, boolean spread)
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
    boolean labels = decision.labels();
    boolean pair = k == 1 && !labels;
    if (raw && k <= 2 && !labels) {
      cells.vector(decision.raw(z, k, j));
    } else if (raw) {
      cells.vector(z, j * k, k);
    }
    if (probability && pair) {
      cells.vector(decision.probabilities(p, k, j));
    } else if (probability) {
      cells.vector(p, j * k, k);
    }
    if (prediction && labels) {
      cells.vector(labels(p, k, j));
    } else if (prediction) {
      cells.number(decision.predicted(z, p, k, j));
    }
    if (spread && labels) {
      cells.vector(block.members().spreads(j));
    } else if (spread) {
      // Of two classes with one output, the probabilities of both have the same
      cells.number(block.members().spread(pair ? 0 : decision.predicted(z, p, k, j), j));
    }
  }

  @Override
  public void writeInvalid(int k, Cells cells) {
    boolean labels = decision.labels();
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

  private double[] labels(float[] p, int k, int j) {
    double[] decided = new double[k];
    for (int i = 0; i < k; i++) {
      decided[i] = decision.applies(p[j * k + i], i) ? 1 : 0;
    }
    return decided;
  }
}
