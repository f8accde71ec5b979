package io.plateau.run.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.attribute.BasicFileAttributes;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.NativeCodeLoader;

/**
 * Local file system of Hadoop whose permissions are set and told by Java. Without its native
 * library Hadoop starts a process {@code chmod} for every file and folder it makes, and one more
 * for the file of checksums: about a hundred in a short training.
 */
public final class PosixFiles extends LocalFileSystem {
  private static final String PROPERTY = "spark.hadoop.fs.file.impl";
  private static final int SET_USER_AND_GROUP_ID = 06000;

  /** Made by Hadoop, from its configuration. */
  public PosixFiles() {
    super(new Raw());
  }

  /**
   * Makes this the local file system of a driver that is its own executor, unless its configuration
   * names one or Hadoop sets permissions without a process. Executors of a cluster keep Hadoop's:
   * they open files before they know the application's classes.
   */
  public static void install() {
    if (System.getProperty("spark.master", "local").matches("local(\\[.*])?")
        && System.getProperty(PROPERTY) == null
        && FileSystems.getDefault().supportedFileAttributeViews().contains("unix")
        && !NativeCodeLoader.isNativeCodeLoaded()) {
      System.setProperty(PROPERTY, PosixFiles.class.getName());
    }
  }

  /** The same without checksums. */
  public static class Raw extends RawLocalFileSystem {
    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
      exists(path);
      return super.getFileStatus(path);
    }

    /**
     * Whether there is a file; Hadoop says no where nobody may look, too.
     *
     * @throws AccessControlException where a folder above may not be searched
     */
    @Override
    public boolean exists(Path path) throws IOException {
      try {
        look(pathToFile(path).toPath());
        return true;
      } catch (AccessDeniedException denied) {
        throw new AccessControlException("no permission to read " + path.toUri().getPath());
      } catch (IOException | InvalidPathException none) {
        return false;
      }
    }

    void look(java.nio.file.Path file) throws IOException {
      Files.readAttributes(file, BasicFileAttributes.class);
    }

    /** As {@code chmod} with four digits does, which leaves a folder its set-group-ID bit. */
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      java.nio.file.Path file = pathToFile(path).toPath();
      int mode = permission.toShort();
      if (Files.isDirectory(file)) {
        mode |= (int) Files.getAttribute(file, "unix:mode") & SET_USER_AND_GROUP_ID;
      }
      Files.setAttribute(file, "unix:mode", mode);
    }
  }
}
