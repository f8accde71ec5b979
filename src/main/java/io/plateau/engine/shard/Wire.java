package io.plateau.engine.shard;

import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Arrays as their length and their little-endian bytes, in blocks; −1 stands for null. */
public final class Wire {
  private static final int BLOCK = 16 << 10;

  private Wire() {}

  public static void writeFloats(ObjectOutput out, float[] array) throws IOException {
    if (array == null) {
      out.writeInt(-1);
      return;
    }
    out.writeInt(array.length);
    ByteBuffer block = block(array.length);
    for (int at = 0; at < array.length; at += BLOCK) {
      int count = Math.min(BLOCK, array.length - at);
      block.asFloatBuffer().put(array, at, count);
      out.write(block.array(), 0, count * Float.BYTES);
    }
  }

  public static float[] readFloats(ObjectInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    float[] array = new float[length];
    ByteBuffer block = block(length);
    for (int at = 0; at < length; at += BLOCK) {
      int count = Math.min(BLOCK, length - at);
      in.readFully(block.array(), 0, count * Float.BYTES);
      block.asFloatBuffer().get(array, at, count);
    }
    return array;
  }

  static void writeInts(ObjectOutput out, int[] array) throws IOException {
    if (array == null) {
      out.writeInt(-1);
      return;
    }
    out.writeInt(array.length);
    ByteBuffer block = block(array.length);
    for (int at = 0; at < array.length; at += BLOCK) {
      int count = Math.min(BLOCK, array.length - at);
      block.asIntBuffer().put(array, at, count);
      out.write(block.array(), 0, count * Integer.BYTES);
    }
  }

  static int[] readInts(ObjectInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    int[] array = new int[length];
    ByteBuffer block = block(length);
    for (int at = 0; at < length; at += BLOCK) {
      int count = Math.min(BLOCK, length - at);
      in.readFully(block.array(), 0, count * Integer.BYTES);
      block.asIntBuffer().get(array, at, count);
    }
    return array;
  }

  private static ByteBuffer block(int length) {
    return ByteBuffer.allocate(4 * Math.min(BLOCK, length)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
