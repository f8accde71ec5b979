package io.plateau.run.folder;

import static io.plateau.run.folder.OutputFailedException.writing;

import io.plateau.files.DirectFiles;
import io.plateau.files.Folders;
import io.plateau.files.LocalErrors;
import io.plateau.files.TextFolder;
import io.plateau.files.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Files of a run's folder by name, at any Hadoop URI. What cannot be written is an {@link
 * OutputFailedException}.
 */
record RunStorage(Path root, FileSystem files, Configuration configuration) {

  /**
   * A folder that may or may not exist.
   *
   * @param uri without a scheme, of the configuration's default file system
   */
  static RunStorage at(String uri, Configuration configuration) {
    try {
      Path root = new Path(uri);
      return new RunStorage(root, DirectFiles.of(root, configuration), configuration);
    } catch (IllegalArgumentException e) {
      if (e.getCause() instanceof UnknownHostException unknown) {
        throw new UncheckedIOException(unknown);
      }
      String why =
          e.getCause() instanceof URISyntaxException
              ? "names have no colon, and a URI has a / behind its scheme"
              : e.getMessage();
      throw new UsageException("\"" + uri + "\" is not a path or URI: " + why);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path of a file. */
  Path path(String name) {
    return new Path(root, name);
  }

  boolean exists(String name) {
    return reading(() -> files.exists(path(name)));
  }

  /** Whether a folder has a part file, as Spark names them, that is not empty. */
  boolean hasPart(String name) {
    return reading(
        () ->
            files.exists(path(name))
                && Arrays.stream(files.listStatus(path(name)))
                    .filter(file -> file.getPath().getName().startsWith("part-"))
                    .anyMatch(file -> file.getLen() > 0));
  }

  /** Whether there is anything at the folder's place. */
  boolean exists() {
    return reading(() -> files.exists(root));
  }

  /** Whether there is a file at the folder's place. */
  boolean isFile() {
    return reading(() -> files.getFileStatus(root).isFile());
  }

  /** Whether there is a file at the folder's place, or anything of other names in the folder. */
  boolean hasOthersThan(Set<String> names) {
    return reading(
        () -> {
          if (!files.exists(root)) {
            return false;
          }
          return files.getFileStatus(root).isFile()
              || Arrays.stream(files.listStatus(root))
                  .anyMatch(entry -> !names.contains(entry.getPath().getName()));
        });
  }

  String read(String name) {
    return reading(
        () -> {
          try (InputStream in = files.open(path(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          }
        });
  }

  /** Writes a file of the folder as a whole, in place of what is there. */
  void write(String name, String text) {
    writing(path(name), () -> new TextFolder(root, configuration).write(name, text));
  }

  /** Writes a file in place of what is there; nothing is left where that fails. */
  void write(Path file, byte[] bytes) {
    writing(file, () -> WholeFile.write(files, file, true, bytes));
  }

  /** Opens a file that is written while training runs. */
  OutputStream open(String name) {
    return writing(path(name), () -> files.create(path(name), true));
  }

  /** Makes the folder, without files of these names. */
  void make(Iterable<String> removed) {
    writing(
        root,
        () -> {
          for (String name : removed) {
            files.delete(path(name), true);
          }
          Folders.make(files, root);
        });
  }

  /**
   * Fails where the folder cannot be written: before work is done that would be lost. It tries with
   * a file that is removed again, in the folder or in the nearest above that there is.
   *
   * @param advice what to do then, a clause
   */
  void requireWritable(String advice) {
    try {
      Path folder = files.makeQualified(root);
      Path place = folder;
      while (place.getParent() != null && !files.exists(place)) {
        place = place.getParent();
      }
      if (!place.equals(folder) && files.getFileStatus(place).isFile()) {
        throw new IOException(place + " is a file");
      }
      try {
        probe(place);
      } catch (IOException e) {
        if (place.equals(folder) || !isWritableBelow(folder)) {
          throw e;
        }
      }
    } catch (IOException e) {
      throw new OutputFailedException(root.toString(), e, advice);
    }
  }

  /** Whether a folder may be written that is not there, as below a prefix of an object store. */
  private boolean isWritableBelow(Path folder) {
    try {
      try {
        probe(folder);
      } finally {
        files.delete(folder, false);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void probe(Path folder) throws IOException {
    Path probe = new Path(folder, "_plateau_" + UUID.randomUUID());
    WholeFile.write(files, probe, false, new byte[1]); // an empty file fits on a full disk
    files.delete(probe, false);
  }

  static <T> T reading(LocalErrors.Access<T> access) {
    try {
      return access.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
