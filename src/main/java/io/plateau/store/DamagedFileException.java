package io.plateau.store;

import java.io.IOException;

/** A file that cannot be used: damaged, or of a version of its format that is not read here. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The three ways in which a file cannot be used. */
  public enum Problem {
    /** The content is not what Plateau wrote. */
    DAMAGED,
    /** An earlier Plateau wrote the file, and this one no longer reads its version. */
    TOO_OLD,
    /** A later Plateau wrote the file. */
    TOO_NEW
  }

  private final Problem problem;

  public DamagedFileException(Problem problem, String message, Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** A damaged file. */
  public DamagedFileException(String message) {
    this(Problem.DAMAGED, message, null);
  }

  /** A damaged file, and how that was noticed. */
  public DamagedFileException(String message, Throwable cause) {
    this(Problem.DAMAGED, message, cause);
  }

  /** In which way the file cannot be used. */
  public Problem problem() {
    return problem;
  }

  /** The same problem with the file's name in front of the message, unless it stands there. */
  public DamagedFileException in(Object file) {
    return getMessage().startsWith(file.toString())
        ? this
        : new DamagedFileException(problem, file + ": " + getMessage(), this);
  }
}
