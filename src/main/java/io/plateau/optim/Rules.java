package io.plateau.optim;

import java.util.List;

/** The table of update rules. */
public final class Rules {
  private Rules() {}

  /** By the name in job files, with its default settings. */
  public static Rule named(String name) {
    throw new UnsupportedOperationException(name);
  }

  /** All names. */
  public static List<String> names() {
    throw new UnsupportedOperationException();
  }

  /** The learning rate used unless one is given. */
  public static double defaultRate(String name) {
    throw new UnsupportedOperationException(name);
  }

  /**
   * The whole chain: clipping by value, clipping by norm, elastic net, the rule, decoupled decay.
   *
   * @param penalised pairs of first index and index after the last
   * @param clipNorm or null
   * @param clipValue or null
   */
  public static Optimizer chain(
      Rule rule,
      double l1,
      double l2,
      double weightDecay,
      Double clipNorm,
      Double clipValue,
      int[] penalised) {
    throw new UnsupportedOperationException();
  }
}
