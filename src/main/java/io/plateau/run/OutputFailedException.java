package io.plateau.run;

import java.io.IOException;

/** A run's file cannot be written. */
public final class OutputFailedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file that is not written
   */
  public OutputFailedException(String file, IOException cause) {
    this(file, cause, "");
  }

  /**
   * @param file that is not written
   * @param advice what to do, a clause
   */
  OutputFailedException(String file, IOException cause, String advice) {
    super(
        "cannot write %s: %s%s"
            .formatted(file, cause.getMessage(), advice.isEmpty() ? "" : "; " + advice),
        cause);
  }
}
