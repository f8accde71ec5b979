package io.plateau.run;

import java.io.IOException;

/** A run's file cannot be written. */
public final class OutputFailedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file that is not written
   */
  public OutputFailedException(String file, IOException cause) {
    super("cannot write " + file + ": " + cause.getMessage(), cause);
  }
}
