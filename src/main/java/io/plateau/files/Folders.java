package io.plateau.files;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Folders of Hadoop file systems, some of which only return that one cannot be made. */
public final class Folders {
  private Folders() {}

  /**
   * Makes a folder, and those above it, where there is none.
   *
   * @throws IOException where it cannot be made
   */
  public static void make(FileSystem files, Path folder) throws IOException {
    if (!files.mkdirs(folder)) {
      throw new IOException(
          "folder %s cannot be made; choose another place, or let this user write to the folder above it"
              .formatted(folder));
    }
  }
}
