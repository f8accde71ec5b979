package io.plateau.checkpoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reads one checkpoint, and believes nothing that its digests do not confirm. */
record CheckpointReader(FileSystem files) {

  /**
   * The checkpoint of a folder.
   *
   * @throws CheckpointException.Damaged where it is not what was written
   * @throws IOException where it cannot be read
   */
  Checkpoint read(Path directory, Folder folder) throws IOException {
    Path path = new Path(directory, folder.name());
    Manifest manifest = manifest(path);
    if (manifest.epoch() != folder.epoch()) {
      throw new CheckpointException.Damaged(
          path + " is of epoch " + manifest.epoch() + " by its manifest");
    }
    StateFile state = state(path, manifest.file(Manifest.STATE));
    if (state.history().size() != folder.epoch()) {
      throw new CheckpointException.Damaged(
          path + " has a history of " + state.history().size() + " epochs");
    }
    return tensors(path, manifest.file(Manifest.TENSORS), state);
  }

  private Manifest manifest(Path folder) throws IOException {
    Path path = new Path(folder, Manifest.NAME);
    long bytes = length(path);
    if (bytes > Manifest.LARGEST) {
      throw new CheckpointException.Damaged(
          "%s has %d bytes, a manifest at most %d".formatted(path, bytes, Manifest.LARGEST));
    }
    byte[] content = content(path, bytes);
    try {
      return Manifest.read(content);
    } catch (CheckpointException.Damaged e) {
      throw at(path, e);
    }
  }

  private StateFile state(Path folder, Manifest.Entry entry) throws IOException {
    Path path = new Path(folder, entry.name());
    byte[] content = content(path, expected(path, entry));
    require(path, entry, Sha256.of(content));
    try {
      return StateFile.read(content);
    } catch (CheckpointException.Damaged e) {
      throw at(path, e);
    }
  }

  private Checkpoint tensors(Path folder, Manifest.Entry entry, StateFile state)
      throws IOException {
    Path path = new Path(folder, entry.name());
    if (expected(path, entry) != state.tensorBytes()) {
      throw new CheckpointException.Damaged(
          "%s must have the %d bytes of its tensors, has %d"
              .formatted(path, state.tensorBytes(), entry.bytes()));
    }
    MessageDigest digest = Sha256.start();
    try (InputStream in = new DigestInputStream(files.open(path), digest)) {
      Checkpoint checkpoint = new Checkpoint(state.job(), state.readTensors(in));
      requireEnd(path, in);
      require(path, entry, Sha256.hex(digest.digest()));
      return checkpoint;
    } catch (CheckpointException.Damaged e) {
      throw at(path, e);
    }
  }

  /** The length a file has, which must be that of the manifest. */
  private long expected(Path path, Manifest.Entry entry) throws IOException {
    long bytes = length(path);
    if (bytes != entry.bytes()) {
      throw new CheckpointException.Damaged(
          "%s must have %d bytes, has %d".formatted(path, entry.bytes(), bytes));
    }
    return bytes;
  }

  private long length(Path path) throws IOException {
    try {
      FileStatus status = files.getFileStatus(path);
      if (!status.isFile()) {
        throw new CheckpointException.Damaged(path + " must be a file");
      }
      return status.getLen();
    } catch (FileNotFoundException e) {
      throw new CheckpointException.Damaged(path + " is missing", e);
    }
  }

  private byte[] content(Path path, long bytes) throws IOException {
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new CheckpointException.Damaged(path + " has " + bytes + " bytes, too many to be one");
    }
    try (InputStream in = files.open(path)) {
      byte[] content = new byte[(int) bytes];
      if (in.readNBytes(content, 0, content.length) < content.length) {
        throw new CheckpointException.Damaged(path + " ends before its " + bytes + " bytes");
      }
      requireEnd(path, in);
      return content;
    }
  }

  private static void requireEnd(Path path, InputStream in) throws IOException {
    if (in.read() >= 0) {
      throw new CheckpointException.Damaged(path + " goes on after its end");
    }
  }

  private static void require(Path path, Manifest.Entry entry, String sha256) {
    if (!sha256.equals(entry.sha256())) {
      throw new CheckpointException.Damaged(
          "%s is damaged: its SHA-256 is %s, the manifest says %s"
              .formatted(path, sha256, entry.sha256()));
    }
  }

  private static CheckpointException.Damaged at(Path path, CheckpointException.Damaged cause) {
    return cause.getMessage().startsWith(path.toString())
        ? cause
        : new CheckpointException.Damaged(path + ": " + cause.getMessage(), cause);
  }
}
