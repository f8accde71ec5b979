package io.plateau.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The codec of a checkpoint as one array of bytes, to be sent between processes. */
public final class StateBytes {
  private StateBytes() {}

  /** The content of a checkpoint's files, one behind the other. */
  public static byte[] write(Checkpoint checkpoint) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      byte[] state = StateFile.of(checkpoint).bytes();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(state.length);
      out.write(state);
      StateFile.writeTensors(checkpoint.state(), out);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The checkpoint that was written. */
  public static Checkpoint read(byte[] bytes) {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      StateFile state = StateFile.read(in.readNBytes(in.readInt()));
      return new Checkpoint(state.identity(), state.readTensors(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
