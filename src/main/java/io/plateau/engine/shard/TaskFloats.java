package io.plateau.engine.shard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Codec of float arrays in messages: bytes, since Java's serializer goes through an array float by
 * float and takes twice as long. Long arrays stay as they are, so that nobody holds them twice.
 */
public final class TaskFloats {
  /** Longer arrays (16 MB) are not converted. */
  private static final int LONG = 4 << 20;

  private TaskFloats() {}

  /** The message of an array. */
  public static Object write(float[] array) {
    if (array.length > LONG) {
      return array;
    }
    byte[] bytes = new byte[Float.BYTES * array.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(array);
    return bytes;
  }

  /** The array of a message. */
  public static float[] read(Object message) {
    if (message instanceof float[] array) {
      return array;
    }
    byte[] bytes = (byte[]) message;
    float[] array = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(array);
    return array;
  }
}
