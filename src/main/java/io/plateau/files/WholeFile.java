package io.plateau.files;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** File that is written as a whole. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes a file; nothing is left where that fails.
   *
   * @param overwrite whether a file that is there is replaced
   */
  public static void write(FileSystem files, Path file, boolean overwrite, byte[] bytes)
      throws IOException {
    OutputStream out = LocalErrors.unwrapped(() -> files.create(file, overwrite));
    try {
      LocalErrors.unwrapped(
          () -> {
            try (out) {
              out.write(bytes);
            }
            return file;
          });
    } catch (Throwable first) {
      try {
        files.delete(file, false);
      } catch (IOException | RuntimeException second) {
        first.addSuppressed(second);
      }
      throw first;
    }
  }
}
