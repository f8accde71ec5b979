package io.plateau.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Message in the wire format of protocol buffers, field by field in the order of the calls, so that
 * equal calls give equal bytes. Of the format's wire types it writes the three that ONNX needs:
 * varints, 32-bit numbers, and bytes behind their length.
 */
final class ProtoWriter {
  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** <em>Adds</em> a whole number. */
  ProtoWriter integer(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /** <em>Adds</em> a 32-bit number. */
  ProtoWriter real(int field, float value) {
    tag(field, FIXED_32);
    int bits = Float.floatToIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(bits >>> shift);
    }
    return this;
  }

  /** <em>Adds</em> a text in UTF-8. */
  ProtoWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** <em>Adds</em> a message. */
  ProtoWriter message(int field, ProtoWriter value) {
    tag(field, BYTES);
    varint(value.out.size());
    out.writeBytes(value.bytes());
    return this;
  }

  /** <em>Adds</em> bytes. */
  ProtoWriter bytes(int field, byte[] value) {
    tag(field, BYTES);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  /** All that was added. */
  byte[] bytes() {
    return out.toByteArray();
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  /** Seven bits a byte from the lowest on; the highest bit of a byte says that more follow. */
  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
