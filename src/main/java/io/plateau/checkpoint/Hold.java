package io.plateau.checkpoint;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Hold of a folder by one fit of this process. Other processes are kept out by the {@link Lease},
 * which is waited for; a second fit of this one is refused at once.
 */
final class Hold implements AutoCloseable {
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private boolean closed;

  private Hold(Path folder) {
    this.folder = folder;
  }

  /**
   * Takes hold of a folder.
   *
   * @param folder qualified
   * @throws CheckpointException.InUse where another fit of this process holds it
   */
  static Hold of(Path folder) {
    if (!HELD.add(folder)) {
      throw new CheckpointException.InUse(
          "%s is in use by another fit of this driver; a folder serves one fit: give each fit its own, and leave checkpointDir out of a CrossValidator"
              .formatted(folder));
    }
    return new Hold(folder);
  }

  /**
   * Takes the lease of the folder; lets go of it where that fails.
   *
   * @throws CheckpointException.InUse where another driver lives
   */
  Lease lease(FileSystem files, Timers timers) throws IOException {
    try {
      return Lease.take(files, folder, Owner.here(), timers);
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /** Lets go of the folder. */
  @Override
  public synchronized void close() {
    if (!closed) {
      HELD.remove(folder);
      closed = true;
    }
  }
}
