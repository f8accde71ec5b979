package io.plateau.checkpoint;

import io.plateau.store.DamagedFileException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints of a folder. Not for several threads at a time. */
public final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  private final FileSystem files;
  private final Path directory;

  /** Those that were written or verified here. */
  private final Set<Folder> valid = new HashSet<>();

  /** The newest that was begun here, or null: its name is not used again. */
  private Folder begun;

  private Checkpoints(FileSystem files, Path directory) {
    this.files = files;
    this.directory = directory;
  }

  /** Those of any Hadoop URI; the folder need not be there yet. */
  public static Checkpoints at(String directory, Configuration configuration) throws IOException {
    Path path = new Path(directory);
    FileSystem files = path.getFileSystem(configuration);
    return new Checkpoints(files, files.makeQualified(path));
  }

  /**
   * @param checkpoint the newest that verifies, or null where none was ever written
   * @param skipped folders of newer ones that do not, each with the reason
   */
  public record Found(Checkpoint checkpoint, List<String> skipped) {}

  /**
   * The newest checkpoint that verifies.
   *
   * @throws CheckpointException.Damaged where there are checkpoints and none verifies
   */
  public Found newest() throws IOException {
    List<String> skipped = new ArrayList<>();
    boolean committed = false;
    for (Folder folder : newestFirst()) {
      try {
        Checkpoint checkpoint = new CheckpointReader(files).read(directory, folder);
        valid.add(folder);
        return new Found(checkpoint, List.copyOf(skipped));
      } catch (IOException e) {
        boolean complete = committed(folder);
        committed |= complete;
        String why = complete ? Objects.toString(e.getMessage(), e.toString()) : "never completed";
        skipped.add(folder.name() + " (" + why + ")");
      }
    }
    if (committed) {
      throw new CheckpointException.Damaged(
          "no checkpoint in " + directory + " can be used: " + skipped);
    }
    return new Found(null, List.copyOf(skipped));
  }

  /** Whether any checkpoint was ever completed here, good or bad. */
  public boolean any() throws IOException {
    for (Folder folder : newestFirst()) {
      if (committed(folder)) {
        return true;
      }
    }
    return false;
  }

  /** Writes a checkpoint into a folder of a new name, of which nothing is left where that fails. */
  public void save(Checkpoint checkpoint) throws IOException {
    boolean again = begun != null && begun.epoch() == checkpoint.epoch();
    int attempt = again ? begun.attempt() + 1 : 0;
    for (Folder folder : newestFirst()) {
      if (folder.epoch() == checkpoint.epoch()) {
        attempt = Math.max(attempt, folder.attempt() + 1);
      }
    }
    Folder folder = new Folder(checkpoint.epoch(), attempt);
    begun = folder;
    try {
      new CheckpointWriter(files).write(directory, folder, checkpoint);
    } catch (Throwable e) {
      discard(folder);
      throw e;
    }
    valid.add(folder);
  }

  /** Deletes what was begun, which may take the room that the next attempt needs. */
  private void discard(Folder folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      LOG.warn("{} in {} could not be deleted: {}", folder.name(), directory, Saving.reason(e));
    }
  }

  /**
   * Deletes what is older than the newest {@code keep} that verify, what was begun and never
   * completed, and, when there are so many that verify, what is damaged: a driver that was killed
   * while it wrote a commit file leaves a part of one. Failing is no harm: the next call tries
   * again.
   */
  public void prune(int keep) {
    try {
      int good = 0;
      List<Folder> damaged = new ArrayList<>();
      for (Folder folder : newestFirst()) {
        if (good == keep || !committed(folder)) {
          delete(folder);
        } else if (verifies(folder, damaged)) {
          good++;
        }
      }
      if (good == keep) {
        for (Folder folder : damaged) {
          delete(folder);
        }
      }
    } catch (IOException e) {
      LOG.warn("old checkpoints in {} could not be deleted: {}", directory, Saving.reason(e));
    }
  }

  /** <em>Adds</em> to {@code damaged} what can be read and is wrong. */
  private boolean verifies(Folder folder, List<Folder> damaged) {
    if (valid.contains(folder)) {
      return true;
    }
    try {
      new CheckpointReader(files).read(directory, folder);
      return valid.add(folder);
    } catch (DamagedFileException e) {
      damaged.add(folder);
      LOG.warn("{} in {} is no good checkpoint: {}", folder.name(), directory, e.getMessage());
    } catch (IOException e) {
      LOG.warn("{} in {} cannot be read: {}", folder.name(), directory, Saving.reason(e));
    }
    return false;
  }

  /** The manifest goes first, so that what is left of a deletion cut short is no checkpoint. */
  private void delete(Folder folder) throws IOException {
    Path path = new Path(directory, folder.name());
    valid.remove(folder);
    files.delete(new Path(path, Folder.MANIFEST), false);
    files.delete(path, true);
  }

  private boolean committed(Folder folder) throws IOException {
    return files.exists(new Path(new Path(directory, folder.name()), Folder.MANIFEST));
  }

  private List<Folder> newestFirst() throws IOException {
    try {
      return Arrays.stream(files.listStatus(directory))
          .flatMap(status -> Folder.of(status.getPath().getName()).stream())
          .sorted(Folder.NEWEST_FIRST)
          .toList();
    } catch (FileNotFoundException none) {
      return List.of();
    }
  }

  /** The folder, with its scheme. */
  @Override
  public String toString() {
    return directory.toString();
  }
}
