package io.plateau.optim;

import java.util.List;
import java.util.Map;

/** The table of learning rate schedules. */
public final class Schedules {
  private Schedules() {}

  /**
   * By the name in job files.
   *
   * @param parameters named numbers of that schedule; those not given have defaults
   * @param epochs of the whole training
   * @param warmup epochs of linear warm-up in front
   */
  public static Schedule named(
      String name, Map<String, Double> parameters, double epochs, double warmup) {
    throw new UnsupportedOperationException(name);
  }

  /** All names. */
  public static List<String> names() {
    throw new UnsupportedOperationException();
  }
}
