package io.plateau.engine.shard;

import io.plateau.store.LittleEndian;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/** The codec of arrays between processes: length and little-endian bytes; −1 stands for null. */
final class ArrayCodec {
  private ArrayCodec() {}

  static void writeFloats(ObjectOutput out, float[] array) throws IOException {
    out.writeInt(array == null ? -1 : array.length);
    if (array != null) {
      LittleEndian.write(out::write, array);
    }
  }

  static float[] readFloats(ObjectInput in) throws IOException {
    int length = in.readInt();
    return length < 0 ? null : LittleEndian.floats(in::readFully, length);
  }

  static void writeInts(ObjectOutput out, int[] array) throws IOException {
    out.writeInt(array == null ? -1 : array.length);
    if (array != null) {
      LittleEndian.write(out::write, array);
    }
  }

  static int[] readInts(ObjectInput in) throws IOException {
    int length = in.readInt();
    return length < 0 ? null : LittleEndian.ints(in::readFully, length);
  }
}
