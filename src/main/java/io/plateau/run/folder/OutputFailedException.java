package io.plateau.run.folder;

import io.plateau.files.LocalErrors;
import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** A run's file cannot be written. */
public final class OutputFailedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file that is not written
   * @param advice what to do, a clause
   */
  public OutputFailedException(String file, IOException cause, String advice) {
    super(
        "cannot write %s: %s%s"
            .formatted(file, cause.getMessage(), advice.isEmpty() ? "" : "; " + advice),
        cause);
  }

  /**
   * What an access that writes gives.
   *
   * @throws OutputFailedException where it cannot write
   */
  public static <T> T writing(Path file, LocalErrors.Access<T> access) {
    try {
      return LocalErrors.unwrapped(access);
    } catch (IOException e) {
      throw new OutputFailedException(file.toString(), e, "");
    }
  }

  /**
   * Writes.
   *
   * @throws OutputFailedException where that cannot be done
   */
  public static void writing(Path file, LocalErrors.Action action) {
    writing(
        file,
        () -> {
          action.run();
          return file;
        });
  }
}
