package io.plateau.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A named array of numbers as it lies in a file: little-endian, without a header.
 *
 * @param type {@code float32} or {@code float64}
 * @param length numbers in it
 */
record Tensor(String name, String type, int length) {
  private static final int BLOCK = 1 << 13;

  static Tensor floats(String name, int length) {
    return new Tensor(name, "float32", length);
  }

  static Tensor doubles(String name, int length) {
    return new Tensor(name, "float64", length);
  }

  /** Bytes it takes. */
  long bytes() {
    return (long) width() * length;
  }

  private int width() {
    return type.equals("float32") ? 4 : 8;
  }

  static void write(OutputStream out, float[] numbers) throws IOException {
    ByteBuffer block = block(4, numbers.length);
    for (int at = 0; at < numbers.length; at += BLOCK) {
      int count = Math.min(BLOCK, numbers.length - at);
      block.asFloatBuffer().put(numbers, at, count);
      out.write(block.array(), 0, 4 * count);
    }
  }

  static void write(OutputStream out, double[] numbers) throws IOException {
    ByteBuffer block = block(8, numbers.length);
    for (int at = 0; at < numbers.length; at += BLOCK) {
      int count = Math.min(BLOCK, numbers.length - at);
      block.asDoubleBuffer().put(numbers, at, count);
      out.write(block.array(), 0, 8 * count);
    }
  }

  static float[] readFloats(InputStream in, int length) throws IOException {
    float[] numbers = new float[length];
    ByteBuffer block = block(4, length);
    for (int at = 0; at < length; at += BLOCK) {
      int count = Math.min(BLOCK, length - at);
      fill(in, block, 4 * count);
      block.asFloatBuffer().get(numbers, at, count);
    }
    return numbers;
  }

  static double[] readDoubles(InputStream in, int length) throws IOException {
    double[] numbers = new double[length];
    ByteBuffer block = block(8, length);
    for (int at = 0; at < length; at += BLOCK) {
      int count = Math.min(BLOCK, length - at);
      fill(in, block, 8 * count);
      block.asDoubleBuffer().get(numbers, at, count);
    }
    return numbers;
  }

  private static void fill(InputStream in, ByteBuffer block, int bytes) throws IOException {
    if (in.readNBytes(block.array(), 0, bytes) < bytes) {
      throw new CheckpointException.Damaged("it ends before its last number");
    }
  }

  private static ByteBuffer block(int width, int length) {
    return ByteBuffer.allocate(width * Math.min(BLOCK, length)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
