package io.plateau.train;

import java.util.Locale;

/** Which of several epochs with the same best value of the monitor is kept. */
public enum Ties {
  /** The first of them. */
  FIRST,
  /** The last of them, which has been trained longest. */
  LAST;

  /** The name in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
