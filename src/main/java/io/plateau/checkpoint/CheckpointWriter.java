package io.plateau.checkpoint;

import io.plateau.files.LocalErrors;
import io.plateau.store.Manifest;
import io.plateau.store.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writer of one checkpoint into a folder of its own: the data first, each file closed and its
 * length verified, then the manifest. The writer renames nothing and overwrites nothing, so it is
 * as safe on an object store as on HDFS: a folder whose writing was cut short is no checkpoint.
 */
record CheckpointWriter(FileSystem files) {
  private static final int BUFFER = 1 << 16;

  private interface Content {
    void write(OutputStream out) throws IOException;
  }

  void write(Path directory, Folder folder, Checkpoint checkpoint) throws IOException {
    Path path = new Path(directory, folder.name());
    byte[] state = StateFile.of(checkpoint).bytes();
    Manifest manifest =
        new Manifest(
            Folder.FORMAT,
            OptionalInt.of(checkpoint.epoch()),
            List.of(
                file(path, Folder.STATE, out -> out.write(state)),
                file(
                    path, Folder.TENSORS, out -> StateFile.writeTensors(checkpoint.state(), out))));
    byte[] bytes = manifest.bytes();
    file(path, Folder.MANIFEST, out -> out.write(bytes));
  }

  private Manifest.Entry file(Path folder, String name, Content content) throws IOException {
    Path path = new Path(folder, name);
    MessageDigest digest = Sha256.start();
    long written =
        LocalErrors.unwrapped(
            () -> {
              try (FSDataOutputStream to = files.create(path, false)) {
                OutputStream out =
                    new BufferedOutputStream(new DigestOutputStream(to, digest), BUFFER);
                content.write(out);
                out.flush();
                return to.getPos();
              }
            });
    long found = files.getFileStatus(path).getLen();
    if (found != written) {
      throw new IOException(
          "%s must have %d bytes after it was written, has %d".formatted(path, written, found));
    }
    return new Manifest.Entry(name, written, Sha256.hex(digest.digest()));
  }
}
