package io.plateau.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Arrays of numbers as little-endian bytes, without a header, in blocks: an array is never held
 * twice. Sinks and sources are method references such as {@code out::write} and {@code
 * in::readFully}.
 */
public final class LittleEndian {
  private static final int BLOCK = 1 << 16;

  private LittleEndian() {}

  /** Takes bytes {@code from … from + count} of an array that is used again afterwards. */
  @FunctionalInterface
  public interface Sink {
    void write(byte[] bytes, int from, int count) throws IOException;
  }

  /** Fills bytes {@code from … from + count} of an array, or fails where there are fewer. */
  @FunctionalInterface
  public interface Source {
    void fill(byte[] bytes, int from, int count) throws IOException;
  }

  private interface Copy {
    void run(ByteBuffer block, int at, int count);
  }

  public static void write(Sink out, float[] numbers) throws IOException {
    write(out, 4, numbers.length, (b, at, n) -> b.asFloatBuffer().put(numbers, at, n));
  }

  public static void write(Sink out, double[] numbers) throws IOException {
    write(out, 8, numbers.length, (b, at, n) -> b.asDoubleBuffer().put(numbers, at, n));
  }

  public static void write(Sink out, int[] numbers) throws IOException {
    write(out, 4, numbers.length, (b, at, n) -> b.asIntBuffer().put(numbers, at, n));
  }

  public static float[] floats(Source in, int length) throws IOException {
    float[] numbers = new float[length];
    read(in, 4, length, (b, at, n) -> b.asFloatBuffer().get(numbers, at, n));
    return numbers;
  }

  public static double[] doubles(Source in, int length) throws IOException {
    double[] numbers = new double[length];
    read(in, 8, length, (b, at, n) -> b.asDoubleBuffer().get(numbers, at, n));
    return numbers;
  }

  public static int[] ints(Source in, int length) throws IOException {
    int[] numbers = new int[length];
    read(in, 4, length, (b, at, n) -> b.asIntBuffer().get(numbers, at, n));
    return numbers;
  }

  private static void write(Sink out, int width, int length, Copy copy) throws IOException {
    ByteBuffer block = block(width, length);
    for (int at = 0, count; at < length; at += count) {
      count = Math.min(block.capacity() / width, length - at);
      copy.run(block, at, count);
      out.write(block.array(), 0, count * width);
    }
  }

  private static void read(Source in, int width, int length, Copy copy) throws IOException {
    ByteBuffer block = block(width, length);
    for (int at = 0, count; at < length; at += count) {
      count = Math.min(block.capacity() / width, length - at);
      in.fill(block.array(), 0, count * width);
      copy.run(block, at, count);
    }
  }

  private static ByteBuffer block(int width, int length) {
    int bytes = (int) Math.min(BLOCK, (long) width * length);
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
