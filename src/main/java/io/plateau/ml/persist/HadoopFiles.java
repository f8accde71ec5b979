package io.plateau.ml.persist;

import io.plateau.model.FileTree;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Files below a folder of any file system that Hadoop knows. */
public record HadoopFiles(FileSystem fs, Path folder) implements FileTree {
  private Path at(String name) {
    return name.isEmpty() ? folder : new Path(folder, name);
  }

  @Override
  public OptionalLong length(String name) throws IOException {
    if (!fs.exists(at(name))) {
      return OptionalLong.empty();
    }
    FileStatus status = fs.getFileStatus(at(name));
    return status.isFile() ? OptionalLong.of(status.getLen()) : OptionalLong.empty();
  }

  @Override
  public byte[] read(String name, long length) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(length)];
    try (FSDataInputStream in = fs.open(at(name))) {
      in.readFully(bytes);
    }
    return bytes;
  }

  @Override
  public List<String> list(String name) throws IOException {
    if (!fs.exists(at(name))) {
      return List.of();
    }
    return Arrays.stream(fs.listStatus(at(name)))
        .map(status -> status.getPath().getName())
        .sorted()
        .toList();
  }

  @Override
  public String path(String name) {
    return at(name).toString();
  }
}
