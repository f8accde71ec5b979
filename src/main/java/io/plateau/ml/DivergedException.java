package io.plateau.ml;

import io.plateau.train.History;

/**
 * A training whose loss or gradient stopped being finite. No model comes of it; the history tells
 * how it went.
 */
public class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient History history;

  DivergedException(String message, History history) {
    super(message);
    this.history = history;
  }

  /** The epochs until then. */
  public History history() {
    return history;
  }
}
