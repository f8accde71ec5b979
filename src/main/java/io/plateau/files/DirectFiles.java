package io.plateau.files;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * File system of a path without side files of checksums, which hold back the latest lines of a file
 * that is being written, and which a killed process leaves behind the file.
 */
public final class DirectFiles {
  private DirectFiles() {}

  public static FileSystem of(Path path, Configuration configuration) throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
  }
}
