package io.plateau.run.folder;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Folder for predictions at any Hadoop URI, which loses all that is in it when it is written. */
public record PredictionsTarget(RunStorage storage) {
  /** What Spark's writers of files leave in a folder once it is complete. */
  private static final String COMPLETE = "_SUCCESS";

  /** The history of a Delta table, which keeps what is replaced. */
  private static final String DELTA = "_delta_log";

  /** What a writer leaves that was killed. */
  private static final Set<String> BEGUN = Set.of("_temporary");

  /**
   * A folder that may or may not exist.
   *
   * @param uri without a scheme, of the configuration's default file system
   */
  public static PredictionsTarget at(String uri, Configuration configuration) {
    return new PredictionsTarget(RunStorage.at(uri, configuration));
  }

  /**
   * Fails with exit status 5 where the folder cannot be written, or holds what must not be lost:
   * the rows that are read, the run, or anything but predictions.
   *
   * @param data URI of the rows, or a pattern of such
   */
  public void requireFree(RunFolder run, String data, boolean overwrite) {
    if (!storage.exists()) {
      return;
    }
    if (holds(data)) {
      throw refused("holds the rows of " + data + ", which are read; choose another output");
    }
    if (holds(run.uri())) {
      throw refused("holds the run " + run.uri() + "; choose another output");
    }
    if (at(run.model(), storage.configuration()).holds(storage.root().toString())) {
      throw refused("is a part of the run " + run.uri() + "; choose another output");
    }
    if (storage.isFile()) {
      throw refused("is a file; choose a folder");
    }
    if (!storage.exists(COMPLETE) && !storage.exists(DELTA) && storage.hasOthersThan(BEGUN)) {
      throw refused(
          "exists and holds no predictions (there is no %s in it); choose another output,"
                  .formatted(COMPLETE)
              + " or remove it first");
    }
    if (!overwrite) {
      throw refused("exists already; replace it with --overwrite, or choose another output");
    }
  }

  /**
   * Fails with exit status 1 where the folder cannot be written.
   *
   * @throws OutputFailedException with what to do
   */
  public void requireWritable() {
    storage.requireWritable("choose another --output");
  }

  /** Whether there is anything at the folder's place. */
  public boolean exists() {
    return storage.exists();
  }

  /** Removes the folder where it is empty, as Spark leaves it when rows cannot be written. */
  public void removeEmpty() {
    try {
      if (storage.exists() && !storage.hasOthersThan(Set.of())) {
        storage.files().delete(storage.root(), false);
      }
    } catch (IOException | RuntimeException e) {
      // What has failed before is what to tell.
    }
  }

  private OutputExistsException refused(String why) {
    return new OutputExistsException(storage.root() + " " + why);
  }

  /** Whether this is, or has in it, something that a URI or a pattern of URIs names. */
  private boolean holds(String uri) {
    Path path;
    FileSystem files;
    try {
      path = new Path(uri);
      files = path.getFileSystem(storage.configuration());
    } catch (IllegalArgumentException | IOException noFile) {
      return false;
    }
    return isOf(files)
        && RunStorage.reading(
            () -> {
              Stream<Path> named = Stream.concat(Stream.of(path), matches(files, path));
              return named.anyMatch(
                  each ->
                      place(each).startsWith(place(storage.root()))
                          || real(each).startsWith(real(storage.root())));
            });
  }

  /** What a pattern matches; nothing where names have colons, of which Hadoop makes no patterns. */
  private static Stream<Path> matches(FileSystem files, Path pattern) throws IOException {
    try {
      FileStatus[] matches = files.globStatus(pattern);
      return matches == null ? Stream.empty() : Stream.of(matches).map(FileStatus::getPath);
    } catch (IllegalArgumentException noPattern) {
      return Stream.empty();
    }
  }

  private boolean isOf(FileSystem others) {
    String service = others.getCanonicalServiceName();
    return others.getUri().equals(storage.files().getUri())
        || service != null && service.equals(storage.files().getCanonicalServiceName());
  }

  private java.nio.file.Path place(Path path) {
    FileSystem files = storage.files();
    Path whole = path.makeQualified(files.getUri(), files.getWorkingDirectory());
    return java.nio.file.Path.of(whole.toUri().getPath());
  }

  /** Without symbolic links, which local files may have. */
  private java.nio.file.Path real(Path path) {
    try {
      boolean local = "file".equals(storage.files().getUri().getScheme());
      return local ? place(path).toRealPath() : place(path);
    } catch (IOException isNotThere) {
      return place(path);
    }
  }
}
