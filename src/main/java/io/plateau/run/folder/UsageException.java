package io.plateau.run.folder;

/** An argument of a command is not what it must be. */
public final class UsageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
