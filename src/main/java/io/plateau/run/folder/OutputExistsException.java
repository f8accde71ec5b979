package io.plateau.run.folder;

/** There is something where the output should go. */
public final class OutputExistsException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public OutputExistsException(String message) {
    super(message);
  }
}
