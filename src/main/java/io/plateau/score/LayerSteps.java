package io.plateau.score;

import io.plateau.nn.Correction;
import io.plateau.nn.LayerNorm;
import io.plateau.nn.activation.Activation;
import java.util.List;

/** Steps of layers that treat each example alone. */
final class LayerSteps {
  private LayerSteps() {}

  /** {@code y = W x + b}. */
  record Multiply(int id, Product product) implements Step {
    @Override
    public float[][] run(float[][] x, int n, Memory memory) {
      float[][] y = memory.rows(id, n, product.outputs());
      product.multiply(x, 0, n, y, memory);
      return y;
    }
  }

  /** {@code y = f(x)}. */
  record Activate(int id, int width, Activation activation) implements Step {
    @Override
    public float[][] run(float[][] x, int n, Memory memory) {
      float[][] y = memory.rows(id, n, width);
      for (int j = 0; j < n; j++) {
        activation.apply(x[j], y[j], width, memory.blocks);
      }
      return y;
    }
  }

  /** {@code y = x + α ⊙ (f(x) − x)}. */
  record ActivateInPart(int id, Activation activation, float[] alpha) implements Step {
    @Override
    public float[][] run(float[][] x, int n, Memory memory) {
      float[][] y = memory.rows(id, n, alpha.length);
      for (int j = 0; j < n; j++) {
        activation.apply(x[j], y[j], alpha.length, memory.blocks);
        mix(x[j], alpha, y[j]);
      }
      return y;
    }

    private static void mix(float[] z, float[] alpha, float[] f) {
      for (int i = 0; i < alpha.length; i++) {
        f[i] = z[i] + alpha[i] * (f[i] - z[i]);
      }
    }
  }

  /** {@code y = s ⊙ x}. */
  record Scale(int id, float[] factors) implements Step {
    @Override
    public float[][] run(float[][] x, int n, Memory memory) {
      float[][] y = memory.rows(id, n, factors.length);
      for (int j = 0; j < n; j++) {
        multiply(factors, x[j], y[j]);
      }
      return y;
    }

    static void multiply(float[] factors, float[] x, float[] y) {
      for (int i = 0; i < factors.length; i++) {
        y[i] = factors[i] * x[i];
      }
    }
  }

  /** {@code y = g ⊙ x̂ + b}. */
  record Normalize(int id, LayerNorm norm, float[] gains, float[] biases) implements Step {
    @Override
    public float[][] run(float[][] x, int n, Memory memory) {
      float[][] y = memory.rows(id, n, gains.length);
      for (int j = 0; j < n; j++) {
        norm.normalize(x[j], 0, y[j]);
        float[] own = y[j];
        for (int i = 0; i < gains.length; i++) {
          own[i] = biases[i] + gains[i] * own[i];
        }
      }
      return y;
    }
  }

  /** {@code y = x + F(x)}. */
  record Add(int id, int width, List<Step> steps) implements Step {
    @Override
    public float[][] run(float[][] x, int n, Memory memory) {
      float[][] f = x;
      for (int s = 0; s < steps.size(); s++) {
        f = steps.get(s).run(f, n, memory);
      }
      float[][] y = memory.rows(id, n, width);
      for (int j = 0; j < n; j++) {
        add(x[j], f[j], y[j], width);
      }
      return y;
    }

    private static void add(float[] x, float[] f, float[] y, int width) {
      for (int i = 0; i < width; i++) {
        y[i] = x[i] + f[i];
      }
    }
  }

  /** Corrected outputs. */
  record Correct(Correction correction) implements Step {
    @Override
    public float[][] run(float[][] x, int n, Memory memory) {
      for (int j = 0; j < n; j++) {
        correction.apply(x[j], 1);
      }
      return x;
    }
  }
}
