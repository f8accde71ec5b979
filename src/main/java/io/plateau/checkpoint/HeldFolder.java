package io.plateau.checkpoint;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folder that no other driver may work in until this is closed: a lease with its heartbeats. */
public final class HeldFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeldFolder.class);

  private final FileSystem files;
  private final Path directory;
  private final boolean made;
  private final Hold hold;
  private final Lease lease;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "lease");
            thread.setDaemon(true);
            return thread;
          });

  private HeldFolder(FileSystem files, Path directory, boolean made, Timers timers)
      throws IOException {
    this.files = files;
    this.directory = directory;
    this.made = made;
    hold = Hold.of(files.makeQualified(directory));
    lease = hold.lease(files, timers);
    long period = timers.heartbeat().toMillis();
    heart.scheduleWithFixedDelay(this::beat, period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes hold of a folder, which is made where there is none, and deleted again where it is empty
   * then.
   *
   * @throws CheckpointException.InUse where another driver is at work in it
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
      if (lease.held()) {
        lease.beat();
      }
    } catch (IOException | RuntimeException e) { // which would be the last heartbeat
      LOG.warn("no heartbeat to {}: {}", directory, e.toString());
    }
  }

  /** Lets go of the folder. */
  @Override
  public void close() {
    heart.shutdownNow();
    try {
      heart.awaitTermination(10, TimeUnit.SECONDS);
      lease.release();
      if (made && files.listStatus(directory).length == 0) {
        files.delete(directory, false);
      }
    } catch (IOException e) {
      LOG.warn("{} could not be given back and expires by itself: {}", directory, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      hold.close();
    }
  }
}
