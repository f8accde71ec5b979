package io.plateau.score;

import io.plateau.nn.loss.Link;

/**
 * Steps of networks of members. Between the first and the last of them there is an array for each
 * member of each example, member after member: that of member m of n examples is {@code m·n + j}.
 */
final class MemberSteps {
  private MemberSteps() {}

  /**
   * {@code y_m = r_m ⊙ x} for each member m of an example.
   *
   * @param factors r, an array a member
   */
  record Split(int id, float[][] factors) implements Step {
    @Override
    public float[][] run(float[][] x, int n, Memory memory) {
      float[][] y = memory.rows(id, examples(n), factors[0].length);
      for (int m = 0; m < factors.length; m++) {
        for (int j = 0; j < n; j++) {
          LayerSteps.Scale.multiply(factors[m], x[j], y[m * n + j]);
        }
      }
      return y;
    }

    @Override
    public int examples(int n) {
      return factors.length * n;
    }
  }

  /** {@code y_m = s_m ⊙ x_m + b_m}; without b where there is none. */
  record ScaleEach(int id, float[][] factors, float[][] biases) implements Step {
    @Override
    public float[][] run(float[][] x, int all, Memory memory) {
      int n = all / factors.length;
      float[][] y = memory.rows(id, all, factors[0].length);
      for (int e = 0; e < all; e++) {
        LayerSteps.Scale.multiply(factors[e / n], x[e], y[e]);
        if (biases.length > 0) {
          add(biases[e / n], y[e]);
        }
      }
      return y;
    }

    private static void add(float[] bias, float[] y) {
      for (int i = 0; i < bias.length; i++) {
        y[i] += bias[i];
      }
    }
  }

  /** {@code y_m = W_m x_m + b_m}. */
  record Heads(int id, Product[] products) implements Step {
    @Override
    public float[][] run(float[][] x, int all, Memory memory) {
      int n = all / products.length;
      float[][] y = memory.rows(id, all, products[0].outputs());
      for (int m = 0; m < products.length; m++) {
        products[m].multiply(x, m * n, n, y, memory);
      }
      return y;
    }
  }

  /**
   * The outputs of networks that share no weights.
   *
   * @param each steps a member
   */
  record Apart(int id, int outputs, Step[][] each) implements Step {
    @Override
    public float[][] run(float[][] x, int n, Memory memory) {
      float[][] y = memory.rows(id, examples(n), outputs);
      for (int m = 0; m < each.length; m++) {
        float[][] own = x;
        for (Step step : each[m]) {
          own = step.run(own, n, memory);
        }
        for (int j = 0; j < n; j++) {
          System.arraycopy(own[j], 0, y[m * n + j], 0, outputs);
        }
      }
      return y;
    }

    @Override
    public int examples(int n) {
      return each.length * n;
    }
  }

  /** The outputs whose prediction is the mean of the members' predictions. */
  record Mean(int id, int members, int outputs, Link link) implements Step {
    @Override
    public float[][] run(float[][] x, int all, Memory memory) {
      int n = all / members;
      float[][] y = memory.rows(id, n, outputs);
      float[] each = memory.array(id, members * outputs);
      for (int j = 0; j < n; j++) {
        for (int m = 0; m < members; m++) {
          System.arraycopy(x[m * n + j], 0, each, m * outputs, outputs);
        }
        link.meanLogits(each, outputs, 1, members, y[j], memory.blocks);
      }
      return y;
    }

    @Override
    public int examples(int all) {
      return all / members;
    }
  }
}
