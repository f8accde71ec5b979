package io.plateau.checkpoint;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folder that nobody else may work in until this is closed. Other processes are kept out by a
 * {@link Lease} with its heartbeats, which is waited for; a second fit of this process is refused
 * at once.
 */
public final class HeldFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeldFolder.class);

  /** The folders that this process holds. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final FileSystem files;
  private final Path folder;
  private final boolean made;
  private final Lease lease;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "lease");
            thread.setDaemon(true);
            return thread;
          });
  private boolean closed;

  private HeldFolder(FileSystem files, Path directory, boolean made, Timers timers)
      throws IOException {
    this.files = files;
    this.folder = files.makeQualified(directory);
    this.made = made;
    if (!HELD.add(folder)) {
      throw new CheckpointException.InUse(
          "%s is in use by another fit of this driver; a folder serves one fit: give each fit its own, and leave checkpointDir out of a CrossValidator"
              .formatted(folder));
    }
    try {
      lease = Lease.take(files, folder, Owner.here(), timers);
    } catch (Throwable e) {
      HELD.remove(folder);
      throw e;
    }
    long period = timers.heartbeat().toMillis();
    heart.scheduleWithFixedDelay(this::beat, period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes hold of a folder, which is made where there is none, and deleted again where it is empty
   * then.
   *
   * @throws CheckpointException.InUse where another driver is at work in it, or another fit of this
   *     one
   */
  public static HeldFolder of(Path directory, Configuration configuration) throws IOException {
    FileSystem files = directory.getFileSystem(configuration);
    return new HeldFolder(files, directory, !files.exists(directory), Timers.REAL);
  }

  /** Takes hold of a folder, which stays. */
  static HeldFolder of(FileSystem files, Path directory, Timers timers) throws IOException {
    return new HeldFolder(files, directory, false, timers);
  }

  /** Whether no other driver took this one for dead. */
  boolean held() throws IOException {
    return lease.held();
  }

  private void beat() {
    try {
      lease.beat();
    } catch (IOException | RuntimeException e) { // which would be the last heartbeat
      LOG.warn("no heartbeat to {}: {}", folder, Saving.reason(e));
    }
  }

  /** Lets go of the folder, also where the thread was interrupted. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    heart.shutdown(); // a heartbeat under way is completed: an interrupted one warns of itself
    boolean interrupted = Thread.interrupted(); // which would end what a file system sends
    try {
      lease.release();
      if (made && files.listStatus(folder).length == 0) {
        files.delete(folder, false);
      }
    } catch (IOException e) {
      LOG.warn("{} could not be given back and expires by itself: {}", folder, Saving.reason(e));
    } finally {
      HELD.remove(folder);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
