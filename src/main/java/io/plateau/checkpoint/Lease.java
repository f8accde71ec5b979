package io.plateau.checkpoint;

import io.plateau.files.Folders;
import io.plateau.files.LocalErrors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A lease of a folder, which keeps a second driver out. The lease is a file {@code lease-N.json},
 * created where there is none; its holder writes it anew with each heartbeat. Who wants it watches
 * the file: if it changes, somebody lives; if it stays the same for {@link Timers#expiry}, or its
 * process is gone from this very machine, {@code lease-(N+1).json} is created, which only one can,
 * and the highest number holds. Clocks of different machines are never compared.
 *
 * <p>Not a matter of correctness: two drivers of one job reach the same bits, and checkpoints are
 * never overwritten. The lease spares the cluster work that is done already.
 */
final class Lease {
  private static final Pattern NAME = Pattern.compile("lease-(\\d{1,9})\\.json");
  private static final int LARGEST = 4096;

  private final FileSystem files;
  private final Path directory;
  private final Owner owner;
  private final int number;
  private long heartbeats;
  private boolean released;

  private Lease(FileSystem files, Path directory, Owner owner, int number) {
    this.files = files;
    this.directory = directory;
    this.owner = owner;
    this.number = number;
  }

  /**
   * Takes the lease of a folder, which it creates.
   *
   * @throws CheckpointException.InUse where another driver lives
   */
  static Lease take(FileSystem files, Path directory, Owner owner, Timers timers)
      throws IOException {
    Folders.make(files, directory);
    while (true) {
      int held = highest(files, directory);
      if (held > 0 && !awaitStale(files, file(directory, held), timers)) {
        continue; // given back, and perhaps taken again since
      }
      Lease lease = new Lease(files, directory, owner, held + 1);
      if (lease.create()) {
        if (held > 0) {
          files.delete(file(directory, held), false);
        }
        return lease;
      }
    }
  }

  /**
   * Returns when nobody holds a folder, which may not exist.
   *
   * @throws CheckpointException.InUse where another driver lives
   */
  static void requireStale(FileSystem files, Path directory, Timers timers) throws IOException {
    int held = files.exists(directory) ? highest(files, directory) : 0;
    if (held > 0) {
      awaitStale(files, file(directory, held), timers);
    }
  }

  /** Returns when the lease is stale: true, or was given back: false. */
  private static boolean awaitStale(FileSystem files, Path file, Timers timers) throws IOException {
    byte[] seen = content(files, file);
    Owner holder = seen == null ? null : Owner.read(seen).orElse(null);
    Instant since = timers.clock().instant();
    while (seen != null
        && (holder == null || !holder.gone())
        && Duration.between(since, timers.clock().instant()).compareTo(timers.expiry()) < 0) {
      timers.pause().quietly(Duration.ofMillis(Math.max(1, timers.heartbeat().toMillis() / 4)));
      byte[] now = content(files, file);
      if (Thread.currentThread().isInterrupted()) {
        throw new CheckpointException.InUse("interrupted while waiting for " + file);
      }
      if (now != null && !Arrays.equals(now, seen)) {
        throw new CheckpointException.InUse(
            "%s is in use by %s, whose heartbeat was just seen; wait for it, stop it, or choose another folder"
                .formatted(file.getParent(), holder == null ? "another driver" : holder));
      }
      seen = now;
    }
    return seen != null;
  }

  /** Writes the heartbeat, unless the lease was given back or another driver took this for dead. */
  synchronized void beat() throws IOException {
    if (!released && held()) {
      write(true, ++heartbeats);
    }
  }

  /**
   * Whether this lease still holds the folder; false once another driver took it for dead. A file
   * that names nobody is what a heartbeat left that could not be written as a whole.
   */
  synchronized boolean held() throws IOException {
    byte[] content = content(files, file(directory, number));
    return highest(files, directory) == number
        && content != null
        && Owner.read(content).map(o -> o.id().equals(owner.id())).orElse(true);
  }

  /** Gives the lease back; no heartbeat follows. */
  synchronized void release() throws IOException {
    released = true;
    if (held()) {
      files.delete(file(directory, number), false);
    }
  }

  private boolean create() throws IOException {
    try {
      write(false, 0);
      return true;
    } catch (FileAlreadyExistsException somebodyWasFaster) {
      return false;
    }
  }

  private void write(boolean overwrite, long heartbeat) throws IOException {
    LocalErrors.unwrapped(
        () -> {
          try (var out = files.create(file(directory, number), overwrite)) {
            out.write(owner.bytes(heartbeat));
          }
          return number;
        });
  }

  private static Path file(Path directory, int number) {
    return new Path(directory, "lease-" + number + ".json");
  }

  private static int highest(FileSystem files, Path directory) throws IOException {
    return Arrays.stream(files.listStatus(directory))
        .map(status -> NAME.matcher(status.getPath().getName()))
        .filter(Matcher::matches)
        .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
        .max()
        .orElse(0);
  }

  /** What a lease file holds, nothing where it is just being written, or null where it is gone. */
  private static byte[] content(FileSystem files, Path file) throws IOException {
    try {
      return LocalErrors.unwrapped(
          () -> {
            try (InputStream in = files.open(file)) {
              return in.readNBytes(LARGEST);
            }
          });
    } catch (FileNotFoundException gone) {
      return null;
    } catch (ChecksumException betweenContentAndChecksum) {
      return new byte[0];
    }
  }
}
