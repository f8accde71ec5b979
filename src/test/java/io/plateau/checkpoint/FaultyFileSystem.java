package io.plateau.checkpoint;

import io.plateau.run.folder.PosixFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local file system under {@code faulty://}, which fails at its n-th call: once, or from then
 * on, as a process that is dead. A write that fails may have been made in part.
 */
public final class FaultyFileSystem extends FilterFileSystem {
  /** Calls still to succeed before one fails. */
  static long left = Long.MAX_VALUE;

  /** Whether all calls after it fail, too. */
  static boolean dead;

  /** Share of the bytes of the failing write that are written all the same. */
  static double written;

  /** Whether writes fail as those of Hadoop's local file systems do on a full disk. */
  static boolean full;

  /** Calls so far. */
  static long calls;

  public FaultyFileSystem() {
    super(new PosixFiles.Raw());
  }

  private static final Configuration CONFIGURATION = new Configuration();

  static {
    CONFIGURATION.setClass("fs.faulty.impl", FaultyFileSystem.class, FaultyFileSystem.class);
    CONFIGURATION.setBoolean("fs.faulty.impl.disable.cache", true);
  }

  public static Configuration configuration() {
    return CONFIGURATION;
  }

  /** Lets so many calls succeed, then fails. */
  public static void failAt(long call, boolean forEver, double share) {
    calls = 0;
    left = call;
    dead = forEver;
    written = share;
    full = false;
  }

  /** Lets all writes fail as on a full disk. */
  public static void fill() {
    full = true;
  }

  public static void failNever() {
    failAt(Long.MAX_VALUE, false, 0);
  }

  /** Calls since the last {@link #failAt}. */
  public static long calls() {
    return calls;
  }

  /** Counts a call; whether it fails. */
  private static boolean fails() {
    calls++;
    if (left > 0) {
      left--;
      return false;
    }
    left = dead ? 0 : Long.MAX_VALUE;
    return true;
  }

  private static void call(String what) throws IOException {
    if (fails()) {
      throw new IOException("injected fault at " + what + "\n\tat a server, as of HDFS");
    }
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(URI.create("file:///"), conf);
  }

  @Override
  public URI getUri() {
    return URI.create("faulty:///");
  }

  private static Path local(Path path) {
    return new Path("file", "", path.toUri().getPath());
  }

  @Override
  protected void checkPath(Path path) {
    // Every path is good.
  }

  @Override
  public Path makeQualified(Path path) {
    return new Path("faulty", "", path.toUri().getPath());
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    call("open");
    return fs.open(local(path), buffer);
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
    call("create");
    OutputStream out = fs.create(local(path), overwrite);
    return new FSDataOutputStream(new FaultyStream(out), null);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    call("rename");
    return fs.rename(local(from), local(to));
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    call("delete");
    return fs.delete(local(path), recursive);
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    call("mkdirs");
    return fs.mkdirs(local(path));
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    return mkdirs(path, null);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    call("listStatus");
    return fs.listStatus(local(path));
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    call("getFileStatus");
    return fs.getFileStatus(local(path));
  }

  /** Made as only Hadoop makes it. */
  private static FSError noSpace() {
    try {
      Constructor<FSError> constructor = FSError.class.getDeclaredConstructor(Throwable.class);
      constructor.setAccessible(true);
      return constructor.newInstance(new IOException("No space left on device"));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class FaultyStream extends OutputStream {
    private final OutputStream to;

    FaultyStream(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (full) {
        throw noSpace();
      }
      if (fails()) {
        to.write(bytes, from, (int) (length * written));
        throw new IOException("injected fault at write");
      }
      to.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      // The descriptor must go, whatever the caller is told.
      to.close();
      call("close");
    }
  }
}
