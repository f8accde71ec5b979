package io.plateau.run.folder;

import io.plateau.store.ProtoWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
  private final OutputStream out;

  /**
   * Begins a file.
   *
   * @param seconds since 1970
   */
  EventFile(OutputStream out, double seconds) throws IOException {
    this.out = out;
    ProtoWriter event = new ProtoWriter().real(1, seconds).text(3, "brain.Event:2");
    record(event.bytes());
  }

  /**
   * Writes the values of one step.
   *
   * @param seconds since 1970
   */
  void scalars(double seconds, long step, Map<String, Double> values) throws IOException {
    ProtoWriter summary = new ProtoWriter();
    values.forEach(
        (tag, value) ->
            summary.message(1, new ProtoWriter().text(1, tag).real(2, value.floatValue())));
    record(new ProtoWriter().real(1, seconds).integer(2, step).message(5, summary).bytes());
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
}
