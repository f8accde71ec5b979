package io.plateau.onnx;

import io.plateau.store.ProtoWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Constant of a graph.
 *
 * @param dimensions with the last one running fastest; none for a single number
 * @param raw the elements one after the other, little-endian
 */
record Tensor(ElementType type, long[] dimensions, byte[] raw) {
  /** Numbers {@code values[from … from + size)} with the size of the dimensions. */
  static Tensor of(float[] values, int from, long... dimensions) {
    int size = size(dimensions);
    ByteBuffer raw = littleEndian(Float.BYTES * size);
    raw.asFloatBuffer().put(values, from, size);
    return new Tensor(ElementType.FLOAT, dimensions, raw.array());
  }

  static Tensor of(double[] values, long... dimensions) {
    ByteBuffer raw = littleEndian(Double.BYTES * size(dimensions));
    raw.asDoubleBuffer().put(values);
    return new Tensor(ElementType.DOUBLE, dimensions, raw.array());
  }

  static Tensor of(long[] values, long... dimensions) {
    ByteBuffer raw = littleEndian(Long.BYTES * size(dimensions));
    raw.asLongBuffer().put(values);
    return new Tensor(ElementType.INT64, dimensions, raw.array());
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int size(long... dimensions) {
    return Math.toIntExact(Arrays.stream(dimensions).reduce(1, Math::multiplyExact));
  }

  ProtoWriter proto(String name) {
    ProtoWriter proto = new ProtoWriter();
    for (long dimension : dimensions) {
      proto.integer(1, dimension);
    }
    return proto.integer(2, type.number()).text(8, name).bytes(9, raw);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor tensor
        && type == tensor.type
        && Arrays.equals(dimensions, tensor.dimensions)
        && Arrays.equals(raw, tensor.raw);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(dimensions) + Arrays.hashCode(raw);
  }
}
