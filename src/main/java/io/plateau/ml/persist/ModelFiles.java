package io.plateau.ml.persist;

import io.plateau.store.DamagedFileException;
import io.plateau.store.Manifest;
import io.plateau.store.Sha256;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of a saved model and their manifest, which is written last: a folder without it is not
 * a model. The manifest has each file's length and SHA-256, and reading goes through it.
 */
final class ModelFiles {
  static final String MANIFEST = "manifest.json";
  private static final Manifest.Format FORMAT =
      new Manifest.Format("plateau-model", 1, "length", false);
  private static final long LARGEST_MANIFEST = 1 << 20;

  private ModelFiles() {}

  /** The URI of a folder of this machine, which no default file system changes. */
  static String local(String path) {
    return new Path(new File(path).toURI()).toString();
  }

  /** Writes files into a new folder, the manifest last. */
  static void write(FileSystem fs, Path folder, Map<String, byte[]> files) throws IOException {
    List<Manifest.Entry> entries = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      put(fs, new Path(folder, file.getKey()), file.getValue());
      entries.add(Manifest.Entry.of(file.getKey(), file.getValue()));
    }
    put(fs, new Path(folder, MANIFEST), Manifest.of(FORMAT, entries).bytes());
  }

  /** Whether there is a manifest and every file that it lists, as long as it says. */
  static boolean complete(FileSystem fs, Path folder) {
    try {
      manifest(fs, folder);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The files that the manifest lists, by name; checks that each file is there and as long as the
   * manifest says.
   */
  static Map<String, Entry> manifest(FileSystem fs, Path folder) throws IOException {
    Path path = new Path(folder, MANIFEST);
    if (!fs.exists(path)) {
      throw new DamagedFileException(
          folder + " is not a complete model: it has no " + MANIFEST + ", which is written last");
    }
    FileStatus status = fs.getFileStatus(path);
    if (status.getLen() > LARGEST_MANIFEST) {
      throw new DamagedFileException(
          path + " has " + status.getLen() + " bytes, too many for a manifest");
    }
    Manifest manifest;
    try {
      manifest = Manifest.read(FORMAT, get(fs, path, status.getLen()));
    } catch (DamagedFileException e) {
      throw e.in(path);
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Manifest.Entry listed : manifest.files()) {
      Entry entry = new Entry(new Path(folder, listed.name()), listed);
      entries.put(listed.name(), entry);
      if (!fs.exists(entry.path)) {
        throw new DamagedFileException(entry.path + " is missing, though the manifest lists it");
      }
      long length = fs.getFileStatus(entry.path).getLen();
      if (length != listed.bytes()) {
        throw new DamagedFileException(
            entry.path + " must have " + listed.bytes() + " bytes by the manifest, has " + length);
      }
    }
    return entries;
  }

  /** A file of the manifest. */
  record Entry(Path path, Manifest.Entry listed) {
    long length() {
      return listed.bytes();
    }

    /** The verified content. */
    byte[] read(FileSystem fs) throws IOException {
      byte[] bytes = get(fs, path, length());
      listed.require(path, Sha256.of(bytes));
      return bytes;
    }
  }

  private static void put(FileSystem fs, Path path, byte[] bytes) throws IOException {
    try (FSDataOutputStream out = fs.create(path, false)) {
      out.write(bytes);
    }
  }

  private static byte[] get(FileSystem fs, Path path, long length) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(length)];
    try (FSDataInputStream in = fs.open(path)) {
      in.readFully(bytes);
    }
    return bytes;
  }
}
