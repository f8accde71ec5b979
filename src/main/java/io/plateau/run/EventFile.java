package io.plateau.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Writes scalars as TensorBoard reads them.
 *
 * <p>A file is a sequence of TFRecords: the length of the data as 8 bytes, a checksum of these, the
 * data, a checksum of the data; all little-endian. A checksum is CRC-32C, rotated right by 15 bits
 * and plus {@code 0xa282ead8} (tensorflow/core/lib/io/record_writer.cc and lib/hash/crc32c.h). The
 * data are protocol buffers of tensorflow/core/util/event.proto and framework/summary.proto:
 *
 * <pre>{@code
 * Event   { double wall_time = 1; int64 step = 2; string file_version = 3; Summary summary = 5; }
 * Summary { repeated Value value = 1; }
 * Value   { string tag = 1; float simple_value = 2; }
 * }</pre>
 */
final class EventFile implements AutoCloseable {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  private final OutputStream out;

  /**
   * Begins a file.
   *
   * @param seconds since 1970
   */
  EventFile(OutputStream out, double seconds) throws IOException {
    this.out = out;
    Message event = new Message().number(1, seconds).text(3, "brain.Event:2");
    record(event.bytes());
  }

  /**
   * Writes the values of one step.
   *
   * @param seconds since 1970
   */
  void scalars(double seconds, long step, Map<String, Double> values) throws IOException {
    Message summary = new Message();
    values.forEach(
        (tag, value) ->
            summary.message(1, new Message().text(1, tag).number(2, value.floatValue())));
    record(new Message().number(1, seconds).number(2, step).message(5, summary).bytes());
    out.flush();
  }

  private void record(byte[] data) throws IOException {
    byte[] length = little(Long.BYTES).putLong(data.length).array();
    out.write(length);
    out.write(little(Integer.BYTES).putInt(checksum(length)).array());
    out.write(data);
    out.write(little(Integer.BYTES).putInt(checksum(data)).array());
  }

  /** Masked, so that a checksum of data with checksums in them stays a good one. */
  static int checksum(byte[] data) {
    CRC32C sum = new CRC32C();
    sum.update(data);
    return Integer.rotateRight((int) sum.getValue(), 15) + 0xa282ead8;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** A protocol buffer: fields with the number and the kind of what follows in front. */
  private static final class Message {
    private final ByteArrayOutputStream fields = new ByteArrayOutputStream();

    Message number(int field, double value) {
      key(field, FIXED_64);
      fields.writeBytes(little(Double.BYTES).putDouble(value).array());
      return this;
    }

    Message number(int field, float value) {
      key(field, FIXED_32);
      fields.writeBytes(little(Float.BYTES).putFloat(value).array());
      return this;
    }

    Message number(int field, long value) {
      key(field, VARINT);
      varint(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.bytes());
    }

    private Message bytes(int field, byte[] value) {
      key(field, BYTES);
      varint(value.length);
      fields.writeBytes(value);
      return this;
    }

    private void key(int field, int kind) {
      varint((long) field << 3 | kind);
    }

    /** Seven bits a byte, the least first; all but the last have their highest bit set. */
    private void varint(long value) {
      long left = value;
      while ((left & ~0x7fL) != 0) {
        fields.write((int) (left & 0x7f | 0x80));
        left >>>= 7;
      }
      fields.write((int) left);
    }

    byte[] bytes() {
      return fields.toByteArray();
    }
  }
}
