package io.plateau.ml;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Folders on the disk of the driver for the clients of Spark Connect, which know no path there. A
 * client names a folder, so that it can release it whether or not it was told of it; what is left
 * is deleted once there are many others, or with the end of the driver.
 */
final class ConnectFolders {
  /** The most that are kept. */
  private static final int CAPACITY = 200;

  /** The folders by name, in the order in which they were made. */
  private static final Map<String, java.nio.file.Path> MADE = new LinkedHashMap<>();

  private ConnectFolders() {}

  /** Hadoop's path of a new folder that does not exist, in one that does; one made so goes. */
  static String make(String name) throws IOException {
    release(name);
    java.nio.file.Path folder = Files.createTempDirectory("plateau-connect").resolve("model");
    local().deleteOnExit(parent(folder));
    String eldest = null;
    synchronized (MADE) {
      MADE.put(name, folder);
      if (MADE.size() > CAPACITY) {
        eldest = MADE.keySet().iterator().next();
      }
    }
    if (eldest != null) {
      release(eldest);
    }
    return new Path(parent(folder), "model").toString();
  }

  private static Path parent(java.nio.file.Path folder) {
    return new Path(folder.getParent().toUri());
  }

  private static FileSystem local() throws IOException {
    return FileSystem.getLocal(new Configuration(false));
  }

  /**
   * A folder that was made here and is not released.
   *
   * @throws IllegalArgumentException for any other one
   */
  static java.nio.file.Path of(String name) {
    synchronized (MADE) {
      java.nio.file.Path folder = MADE.get(name);
      if (folder == null) {
        throw new IllegalArgumentException(
            "there is no folder \"" + name + "\" (any more); make one by the call \"folder\"");
      }
      return folder;
    }
  }

  /** Deletes a folder and all that is in it, where there is one. */
  static void release(String name) throws IOException {
    java.nio.file.Path folder;
    synchronized (MADE) {
      folder = MADE.remove(name);
    }
    if (folder != null && local().delete(parent(folder), true)) {
      local().cancelDeleteOnExit(parent(folder));
    }
  }
}
