package io.plateau.store;

import java.io.IOException;

/** A file that cannot be used: damaged, or of a version of its format that is not read here. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  public DamagedFileException(String message) {
    super(message);
  }

  /** A damaged file, and how that was noticed. */
  public DamagedFileException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The same problem with the file's name in front of the message, unless it stands there. */
  public DamagedFileException in(Object file) {
    return getMessage().startsWith(file.toString())
        ? this
        : new DamagedFileException(file + ": " + getMessage(), this);
  }
}
