package io.plateau.nn.loss;

import io.plateau.math.FloatMath;
import io.plateau.math.VectorMath;
import java.util.Arrays;
import java.util.Locale;

/** Function from a network's outputs (logits) {@code z} to predictions, and its inverse. */
public enum Link {
  /** The outputs are the predictions. */
  IDENTITY {
    @Override
    float mean(float z) {
      return z;
    }

    @Override
    double meanLogit(float[] z, int at, int stride, int members) {
      double sum = 0;
      for (int m = 0; m < members; m++) {
        sum += z[at + m * stride];
      }
      return sum / members;
    }
  },
  /** Rates {@code eᶻ}. */
  EXP {
    @Override
    float mean(float z) {
      return FloatMath.exp(z);
    }

    @Override
    double meanLogit(float[] z, int at, int stride, int members) {
      double sum = 0;
      for (int m = 0; m < members; m++) {
        sum += FloatMath.exp((double) z[at + m * stride]);
      }
      return StrictMath.log(sum / members);
    }
  },
  /** Probabilities {@code σ(z) = 1 / (1 + e⁻ᶻ)}, one of each label. */
  SIGMOID {
    @Override
    float mean(float z) {
      return FloatMath.sigmoid(z);
    }

    @Override
    double meanLogit(float[] z, int at, int stride, int members) {
      double yes = 0;
      double no = 0;
      for (int m = 0; m < members; m++) {
        // Of both sides, so that neither is lost beside 1
        double e = FloatMath.exp(-(double) z[at + m * stride]);
        yes += 1 / (1 + e);
        no += e / (1 + e);
      }
      return StrictMath.log(yes) - StrictMath.log(no);
    }
  },
  /** Probabilities {@code exp(zᵢ) / Σⱼ exp(zⱼ)} of classes. */
  SOFTMAX {
    @Override
    public void meanLogits(
        float[] z, int k, int n, int members, float[] mean, VectorMath.Blocks blocks) {
      double[] e = blocks.doubles(0, k);
      double[] sums = blocks.doubles(1, k);
      for (int j = 0; j < n; j++) {
        Arrays.fill(sums, 0, k, 0);
        for (int m = 0; m < members; m++) {
          int from = (m * n + j) * k;
          double max = max(z, from, k);
          double sum = 0;
          for (int i = 0; i < k; i++) {
            e[i] = FloatMath.exp(z[from + i] - max);
            sum += e[i];
          }
          for (int i = 0; i < k; i++) {
            sums[i] += e[i] / sum;
          }
        }
        for (int i = 0; i < k; i++) {
          mean[j * k + i] = (float) StrictMath.log(sums[i] / members);
        }
      }
    }

    @Override
    public void predict(float[] z, int k, int n, VectorMath.Blocks blocks) {
      for (int from = 0; from < n * k; from += k) {
        float max = max(z, from, k);
        for (int i = from; i < from + k; i++) {
          z[i] -= max;
        }
      }
      VectorMath.map(VectorMath::exp, z, z, n * k, blocks);
      for (int from = 0; from < n * k; from += k) {
        double sum = 0;
        for (int i = from; i < from + k; i++) {
          sum += z[i];
        }
        float divisor = (float) sum;
        for (int i = from; i < from + k; i++) {
          z[i] /= divisor;
        }
      }
    }
  };

  /** The prediction of one output. */
  float mean(float z) {
    throw ofAllOutputs();
  }

  /** The logit of the mean of the predictions of logits {@code z[at + m·stride]}. */
  double meanLogit(float[] z, int at, int stride, int members) {
    throw ofAllOutputs();
  }

  private UnsupportedOperationException ofAllOutputs() {
    return new UnsupportedOperationException(this + " is a function of all outputs");
  }

  /**
   * <em>Overwrites</em> {@code mean (k×n)} with the logits whose predictions are the means of the
   * members' predictions. Logits beyond ±700 count as ±700.
   *
   * @param z logits {@code k×(members·n)}, member after member
   */
  public void meanLogits(float[] z, int k, int n, int members, float[] mean) {
    meanLogits(z, k, n, members, mean, new VectorMath.Blocks());
  }

  /** The same with scratch memory of the caller. */
  public void meanLogits(
      float[] z, int k, int n, int members, float[] mean, VectorMath.Blocks blocks) {
    for (int i = 0; i < k * n; i++) {
      mean[i] = (float) meanLogit(z, i, k * n, members);
    }
  }

  /** <em>Overwrites</em> the outputs {@code z (k×n)} with predictions. */
  public void predict(float[] z, int k, int n) {
    predict(z, k, n, new VectorMath.Blocks());
  }

  /** The same with scratch memory of the caller. */
  public void predict(float[] z, int k, int n, VectorMath.Blocks blocks) {
    for (int i = 0; i < n * k; i++) {
      z[i] = mean(z[i]);
    }
  }

  /** The largest of {@code z[from … from + k)}. */
  public static float max(float[] z, int from, int k) {
    float max = z[from];
    for (int i = from + 1; i < from + k; i++) {
      max = Math.max(max, z[i]);
    }
    return max;
  }

  /** The name in lower case, such as {@code softmax}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
