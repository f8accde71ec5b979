package io.plateau.checkpoint;

import io.plateau.run.folder.PosixFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.Seekable;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** A file system that is a map from paths to bytes, so that tests measure the reader alone. */
final class MemoryFiles extends FilterFileSystem {
  static final Map<String, byte[]> CONTENT = new HashMap<>();

  MemoryFiles() throws IOException {
    super(new PosixFiles.Raw());
    fs.initialize(URI.create("file:///"), new Configuration());
  }

  private static byte[] of(Path path) throws IOException {
    byte[] content = CONTENT.get(path.toUri().getPath());
    if (content == null) {
      throw new FileNotFoundException(path.toString());
    }
    return content;
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return new FileStatus(of(path).length, false, 1, 1, 0, path);
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    return new FSDataInputStream(new Bytes(of(path)));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int buffer,
      short replication,
      long block,
      Progressable progress)
      throws IOException {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            CONTENT.put(path.toUri().getPath(), toByteArray());
          }
        };
    return new FSDataOutputStream(bytes, null);
  }

  /** What Hadoop asks of a stream. */
  private static final class Bytes extends ByteArrayInputStream
      implements Seekable, PositionedReadable {
    Bytes(byte[] bytes) {
      super(bytes);
    }

    @Override
    public void seek(long position) {
      pos = (int) position;
    }

    @Override
    public long getPos() {
      return pos;
    }

    @Override
    public boolean seekToNewSource(long target) {
      return false;
    }

    @Override
    public int read(long position, byte[] to, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void readFully(long position, byte[] to, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void readFully(long position, byte[] to) {
      throw new UnsupportedOperationException();
    }
  }
}
