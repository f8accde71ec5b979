package io.plateau.ml;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Folders on the disk of the driver for the clients of Spark Connect, which know no path there. A
 * client releases its folder; what it leaves ends with the driver.
 */
final class ConnectFolders {
  /** The folders that were made, by what Hadoop calls them. */
  private static final Map<String, java.nio.file.Path> MADE = new ConcurrentHashMap<>();

  private ConnectFolders() {}

  /** Hadoop's path of a new folder that does not exist, in one that does. */
  static String make() throws IOException {
    java.nio.file.Path parent = Files.createTempDirectory("plateau-connect");
    Path made = new Path(parent.toUri());
    local().deleteOnExit(made);
    String folder = new Path(made, "model").toString();
    MADE.put(folder, parent.resolve("model"));
    return folder;
  }

  private static FileSystem local() throws IOException {
    return FileSystem.getLocal(new Configuration(false));
  }

  /**
   * A folder that was made here and is not released.
   *
   * @throws IllegalArgumentException for any other one
   */
  static java.nio.file.Path of(String folder) {
    java.nio.file.Path made = MADE.get(folder);
    if (made == null) {
      throw new IllegalArgumentException(
          folder + " is no folder that the call \"folder\" gave; ask for one");
    }
    return made;
  }

  /** Deletes a folder and all that is in it. */
  static void release(String folder) throws IOException {
    Path parent = new Path(of(folder).getParent().toUri());
    MADE.remove(folder);
    local().delete(parent, true);
    local().cancelDeleteOnExit(parent);
  }
}
