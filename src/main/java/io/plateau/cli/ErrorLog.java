package io.plateau.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.lang3.exception.ExceptionUtils;

/**
 * The file a stack trace goes to: beside the user, not in a run, which may be remote or not begun.
 */
final class ErrorLog {
  private static final String NAME = "plateau-error.log";

  private ErrorLog() {}

  /** Writes it to {@code folder}, or to the temporary one, and says where it is. */
  static String write(Path folder, Throwable thrown) {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    String reason = "";
    for (Path place : new Path[] {folder, temporary}) {
      Path file = place.resolve(NAME);
      try {
        Files.write(file, ExceptionUtils.getStackTrace(thrown).getBytes(StandardCharsets.UTF_8));
        return "stack trace in " + file;
      } catch (IOException e) {
        reason = e.toString();
      }
    }
    return "the stack trace cannot be written: " + reason;
  }
}
