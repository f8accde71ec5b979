package io.plateau.checkpoint;

import java.io.IOException;
import org.apache.hadoop.fs.FSError;

/**
 * Errors of Hadoop's local file systems as the exceptions that other file systems throw: a full
 * disk is an {@link FSError} there, which nobody who is patient with an {@link IOException}
 * catches.
 */
final class LocalErrors {
  private LocalErrors() {}

  /** Reads or writes files. */
  interface Access<T> {
    T run() throws IOException;
  }

  /**
   * What an access gives.
   *
   * @throws IOException where a local file system throws an error, too
   */
  static <T> T unwrapped(Access<T> access) throws IOException {
    try {
      return access.run();
    } catch (FSError e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e);
    }
  }
}
