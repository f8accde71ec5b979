package io.plateau.files;

import java.io.IOException;
import org.apache.hadoop.fs.FSError;

/**
 * Errors of Hadoop's local file systems as the exceptions that other file systems throw: a full
 * disk is an {@link FSError} there, which nobody who expects an {@link IOException} catches.
 */
public final class LocalErrors {
  private LocalErrors() {}

  /** Reads or writes files. */
  public interface Access<T> {
    T run() throws IOException;
  }

  /** Writes or deletes files. */
  public interface Action {
    void run() throws IOException;
  }

  /**
   * What an access gives.
   *
   * @throws IOException where a local file system throws an error, too, also within a Spark job
   */
  public static <T> T unwrapped(Access<T> access) throws IOException {
    try {
      return access.run();
    } catch (Throwable thrown) {
      for (Throwable t = thrown; t != null; t = t.getCause()) {
        if (t instanceof FSError && t.getCause() instanceof IOException cause) {
          throw cause;
        }
      }
      throw thrown;
    }
  }
}
