package io.plateau.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Message in the wire format of protocol buffers, field by field in the order of the calls, so that
 * equal calls give equal bytes. Of the format's wire types it writes the four that are not
 * deprecated: varints, numbers of 64 and of 32 bits, and bytes behind their length.
 */
public final class ProtoWriter {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** <em>Adds</em> a whole number. */
  public ProtoWriter integer(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /** <em>Adds</em> a 64-bit number. */
  public ProtoWriter real(int field, double value) {
    tag(field, FIXED_64);
    littleEndian(Double.doubleToLongBits(value), Double.SIZE);
    return this;
  }

  /** <em>Adds</em> a 32-bit number. */
  public ProtoWriter real(int field, float value) {
    tag(field, FIXED_32);
    littleEndian(Float.floatToIntBits(value), Float.SIZE);
    return this;
  }

  /** <em>Adds</em> a text in UTF-8. */
  public ProtoWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** <em>Adds</em> a message. */
  public ProtoWriter message(int field, ProtoWriter value) {
    return bytes(field, value.bytes());
  }

  /** <em>Adds</em> bytes. */
  public ProtoWriter bytes(int field, byte[] value) {
    tag(field, BYTES);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  /** All that was added. */
  public byte[] bytes() {
    return out.toByteArray();
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  private void littleEndian(long bits, int size) {
    for (int shift = 0; shift < size; shift += Byte.SIZE) {
      out.write((int) (bits >>> shift));
    }
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
