package io.plateau.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Folder at any Hadoop URI whose small files are read and written as whole texts. */
public final class TextFolder {
  /** No text is longer: the history of 100 000 epochs takes some 30 MB. */
  private static final long LONGEST = 256L << 20;

  private final Path root;
  private final FileSystem files;

  public TextFolder(Path root, Configuration configuration) throws IOException {
    this.root = root;
    this.files = DirectFiles.of(root, configuration);
  }

  /** The folder. */
  public Path root() {
    return root;
  }

  /** The text of a file, or empty where there is none. */
  public Optional<String> text(String name) throws IOException {
    Path path = new Path(root, name);
    try {
      long length = files.getFileStatus(path).getLen();
      if (length > LONGEST) {
        throw new IOException(
            path + " must have at most " + LONGEST + " bytes to be shown, got " + length);
      }
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
    try (InputStream in = files.open(path)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** The name of a file until it is whole. */
  public static String part(String name) {
    return "." + name + ".part";
  }

  /**
   * Writes a file under another name first, so that neither readers nor a killed process ever see a
   * part of it.
   */
  public Path write(String name, String text) throws IOException {
    Path path = new Path(root, name);
    Path part = new Path(root, part(name));
    WholeFile.write(files, part, true, text.getBytes(StandardCharsets.UTF_8));
    if (!replaced(part, path)) {
      files.delete(path, false);
      if (!files.rename(part, path)) {
        throw new IOException("cannot rename " + part + " to " + path);
      }
    }
    return path;
  }

  /** Renames at once where the file system can, as that of a POSIX machine. */
  private boolean replaced(Path part, Path path) throws IOException {
    try {
      return files.rename(part, path);
    } catch (FileAlreadyExistsException notOverAFile) {
      return false;
    }
  }
}
