package io.plateau.checkpoint;

import io.plateau.files.LocalErrors;
import io.plateau.store.DamagedFileException;
import io.plateau.store.Manifest;
import io.plateau.store.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reader of one checkpoint, which believes nothing that the digests do not confirm. */
record CheckpointReader(FileSystem files) {

  /**
   * The checkpoint of a folder.
   *
   * @throws DamagedFileException where the checkpoint is not what was written
   * @throws IOException where it cannot be read
   */
  Checkpoint read(Path directory, Folder folder) throws IOException {
    return LocalErrors.unwrapped(() -> checkpoint(directory, folder));
  }

  private Checkpoint checkpoint(Path directory, Folder folder) throws IOException {
    Path path = new Path(directory, folder.name());
    Manifest manifest = manifest(path);
    if (manifest.epoch().getAsInt() != folder.epoch()) {
      throw new DamagedFileException(
          path + " is of epoch " + manifest.epoch().getAsInt() + " by its manifest");
    }
    StateFile state = state(path, manifest.files().get(0));
    if (state.history().size() != folder.epoch()) {
      throw new DamagedFileException(
          path + " has a history of " + state.history().size() + " epochs");
    }
    return tensors(path, manifest.files().get(1), state);
  }

  private Manifest manifest(Path folder) throws IOException {
    Path path = new Path(folder, Folder.MANIFEST);
    long bytes = length(path);
    if (bytes > Folder.LARGEST_MANIFEST) {
      throw new DamagedFileException(
          "%s has %d bytes, a manifest at most %d".formatted(path, bytes, Folder.LARGEST_MANIFEST));
    }
    byte[] content = content(path, bytes);
    try {
      Manifest manifest = Manifest.read(Folder.FORMAT, content);
      if (!manifest.files().stream().map(Manifest.Entry::name).toList().equals(Folder.FILES)) {
        throw new DamagedFileException("it must list " + Folder.FILES + " and nothing else");
      }
      if (!Arrays.equals(content, manifest.bytes())) {
        throw new DamagedFileException("it is not as Plateau writes it");
      }
      return manifest;
    } catch (DamagedFileException e) {
      throw e.in(path);
    }
  }

  private StateFile state(Path folder, Manifest.Entry entry) throws IOException {
    Path path = new Path(folder, entry.name());
    byte[] content = content(path, expected(path, entry));
    entry.require(path, Sha256.of(content));
    try {
      return StateFile.read(content);
    } catch (DamagedFileException e) {
      throw e.in(path);
    }
  }

  private Checkpoint tensors(Path folder, Manifest.Entry entry, StateFile state)
      throws IOException {
    Path path = new Path(folder, entry.name());
    if (expected(path, entry) != state.tensorBytes()) {
      throw new DamagedFileException(
          "%s must have the %d bytes of its tensors, has %d"
              .formatted(path, state.tensorBytes(), entry.bytes()));
    }
    MessageDigest digest = Sha256.start();
    try (InputStream in = new DigestInputStream(files.open(path), digest)) {
      Checkpoint checkpoint = new Checkpoint(state.identity(), state.readTensors(in));
      requireEnd(path, in);
      entry.require(path, Sha256.hex(digest.digest()));
      return checkpoint;
    } catch (DamagedFileException e) {
      throw e.in(path);
    }
  }

  /** The length a file has, which must be that of the manifest. */
  private long expected(Path path, Manifest.Entry entry) throws IOException {
    long bytes = length(path);
    if (bytes != entry.bytes()) {
      throw new DamagedFileException(
          "%s must have %d bytes, has %d".formatted(path, entry.bytes(), bytes));
    }
    return bytes;
  }

  private long length(Path path) throws IOException {
    try {
      FileStatus status = files.getFileStatus(path);
      if (!status.isFile()) {
        throw new DamagedFileException(path + " must be a file");
      }
      return status.getLen();
    } catch (FileNotFoundException e) {
      throw new DamagedFileException(path + " is missing", e);
    }
  }

  private byte[] content(Path path, long bytes) throws IOException {
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new DamagedFileException(path + " has " + bytes + " bytes, too many to be one");
    }
    try (InputStream in = files.open(path)) {
      byte[] content = new byte[(int) bytes];
      if (in.readNBytes(content, 0, content.length) < content.length) {
        throw new DamagedFileException(path + " ends before its " + bytes + " bytes");
      }
      requireEnd(path, in);
      return content;
    }
  }

  private static void requireEnd(Path path, InputStream in) throws IOException {
    if (in.read() >= 0) {
      throw new DamagedFileException(path + " has more bytes after its end");
    }
  }
}
