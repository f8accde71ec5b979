package io.plateau.model;

import io.plateau.store.DamagedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Files of a zip file, in memory. A folder that holds all of them is left out of their names. */
public final class ZippedFiles implements FileTree {
  /** Bytes of all files, and number of files; more are no model but a bomb. */
  private static final long MOST_BYTES = 1L << 30;

  private static final int MOST_FILES = 10_000;

  /** Folder in which macOS keeps attributes of the files. */
  private static final String OF_FINDER = "__MACOSX/";

  private final String path;
  private final TreeMap<String, byte[]> files = new TreeMap<>();

  private ZippedFiles(String path) {
    this.path = path;
  }

  /**
   * Reads a zip file to its end; does not close it.
   *
   * @param path that messages name
   */
  public static ZippedFiles read(InputStream stream, String path) throws IOException {
    ZippedFiles zipped = new ZippedFiles(path);
    ZipInputStream zip = new ZipInputStream(stream);
    long bytes = 0;
    int entries = 0;
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      byte[] content = zip.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, MOST_BYTES - bytes));
      bytes += content.length;
      if (bytes >= MOST_BYTES || ++entries > MOST_FILES) {
        throw new DamagedFileException(
            "%s must hold fewer than %d bytes in at most %d files"
                .formatted(path, MOST_BYTES, MOST_FILES));
      }
      if (!entry.isDirectory() && !entry.getName().startsWith(OF_FINDER)) {
        zipped.files.put(entry.getName(), content);
      }
    }
    if (zipped.files.isEmpty()) {
      throw new DamagedFileException(
          path
              + " is not a zip file with a model in it; zip the folder of a run or of a saved model");
    }
    zipped.leaveOutFolder();
    return zipped;
  }

  private void leaveOutFolder() {
    String first = files.firstKey();
    String folder = first.substring(0, first.indexOf('/') + 1);
    if (!folder.isEmpty()
        && files.keySet().stream().allMatch(name -> name.startsWith(folder))
        && !folder.equals("metadata/")) {
      Map<String, byte[]> all = new TreeMap<>(files);
      files.clear();
      all.forEach((name, content) -> files.put(name.substring(folder.length()), content));
    }
  }

  @Override
  public OptionalLong length(String name) {
    byte[] content = files.get(name);
    return content == null ? OptionalLong.empty() : OptionalLong.of(content.length);
  }

  @Override
  public byte[] read(String name, long length) {
    return files.get(name);
  }

  @Override
  public List<String> list(String folder) {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    return files.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()).split("/", 2)[0])
        .distinct()
        .toList();
  }

  @Override
  public String path(String name) {
    return name.isEmpty() ? path : path + "!" + name;
  }
}
