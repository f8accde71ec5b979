package io.plateau.train;

/**
 * A failure because the data are not what they must be. The message says what was expected, what
 * came, and where (column, file, row), and holds no values of other rows.
 */
public class DataException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
