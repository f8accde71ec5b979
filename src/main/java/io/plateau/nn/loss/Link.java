package io.plateau.nn.loss;

import io.plateau.math.FloatMath;
import io.plateau.math.VectorMath;
import java.util.Locale;

/** Function from a network's outputs (logits) {@code z} to predictions. */
public enum Link {
  /** The outputs are the predictions. */
  IDENTITY {
    @Override
    float mean(float z) {
      return z;
    }
  },
  /** Rates {@code eᶻ}. */
  EXP {
    @Override
    float mean(float z) {
      return FloatMath.exp(z);
    }
  },
  /** Probabilities {@code σ(z) = 1 / (1 + e⁻ᶻ)}, one of each label. */
  SIGMOID {
    @Override
    float mean(float z) {
      return FloatMath.sigmoid(z);
    }
  },
  /** Probabilities {@code exp(zᵢ) / Σⱼ exp(zⱼ)} of classes. */
  SOFTMAX {
    @Override
    float mean(float z) {
      throw new UnsupportedOperationException("softmax is a function of all outputs");
    }

    @Override
    public void predict(float[] z, int k, int n) {
      for (int from = 0; from < n * k; from += k) {
        float max = max(z, from, k);
        for (int i = from; i < from + k; i++) {
          z[i] -= max;
        }
      }
      VectorMath.map(VectorMath::exp, z, z, n * k);
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
  abstract float mean(float z);

  /** <em>Overwrites</em> the outputs {@code z (k×n)} with predictions. */
  public void predict(float[] z, int k, int n) {
    for (int i = 0; i < n * k; i++) {
      z[i] = mean(z[i]);
    }
  }

  /** The largest of {@code z[from … from + k)}. */
  static float max(float[] z, int from, int k) {
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
