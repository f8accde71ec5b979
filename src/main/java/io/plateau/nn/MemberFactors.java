package io.plateau.nn;

import io.plateau.math.Key;
import java.util.List;

/**
 * Products of members' factors and of numbers: {@code Y_m = r_m ⊙ X_m} for each member m. Columns
 * are in the order of the members: those of member m are {@code m·n … (m+1)·n}. Factors {@code r
 * (width×members)} are column-major.
 *
 * @param apart whether each member has inputs of its own; all have the same n otherwise
 */
record MemberFactors(int members, int width, boolean apart) {
  static void requireMembers(int members) {
    if (members < 2) {
      throw new IllegalArgumentException("members must be at least 2, got " + members);
    }
  }

  /** Examples among the columns of members. */
  static int examples(int columns, int members) {
    if (columns % members != 0) {
      throw new IllegalArgumentException(
          "%d members take as many columns each, got %d in all".formatted(members, columns));
    }
    return columns / members;
  }

  /** The group of the factors from an index on. */
  static ParameterGroup group(int from, int members, int width) {
    return new ParameterGroup(ParameterGroup.Role.MEMBER, from, from + members * width);
  }

  private int input(int m, int n) {
    return apart ? m * n * width : 0;
  }

  /** <em>Overwrites</em> {@code y (width × members·n)}. */
  void multiply(float[] theta, int at, float[] x, int n, float[] y) {
    for (int m = 0; m < members; m++) {
      int r = at + m * width;
      for (int j = 0; j < n; j++) {
        int from = input(m, n) + j * width;
        int to = (m * n + j) * width;
        for (int i = 0; i < width; i++) {
          y[to + i] = theta[r + i] * x[from + i];
        }
      }
    }
  }

  /** <em>Adds into</em> the factors' range of the gradient: {@code dr_m += Σ dY_m ⊙ X_m}. */
  void addFactors(float[] dy, float[] x, int n, float[] gradient, int at) {
    for (int m = 0; m < members; m++) {
      int r = at + m * width;
      for (int j = 0; j < n; j++) {
        int from = input(m, n) + j * width;
        int of = (m * n + j) * width;
        for (int i = 0; i < width; i++) {
          gradient[r + i] += dy[of + i] * x[from + i];
        }
      }
    }
  }

  /**
   * <em>Overwrites</em> factors with draws: ±1 where each input is a feature of its own, else
   * standard normal and one for all inputs of a feature.
   *
   * @param features the feature of each input
   */
  static void draw(float[] theta, int at, int members, List<Integer> features, Key key) {
    int width = features.size();
    boolean shared = features.stream().distinct().count() < width;
    for (int m = 0; m < members; m++) {
      Key own = key.with(m);
      for (int i = 0; i < width; i++) {
        int feature = features.get(i);
        theta[at + m * width + i] =
            shared ? own.normal(feature) : own.uniform(feature) < 0.5f ? -1 : 1;
      }
    }
  }
}
