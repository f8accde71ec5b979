package io.plateau.run.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Decodes event files by the formats' own words, with nothing of the writer. */
class EventFileTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** RFC 3720, B.4: 32 zeros have the CRC-32C 0x8a9136aa. */
  @Test
  void aChecksumIsMasked() {
    int crc = 0x8a9136aa;
    assertThat(EventFile.checksum(new byte[32]))
        .isEqualTo(((crc >>> 15) | (crc << 17)) + 0xa282ead8);
  }

  /** The first bytes of every file that TensorBoard reads, as TensorFlow writes them. */
  @Test
  void beginsWithItsVersion() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new EventFile(out, 1.5).close();
    List<byte[]> records = records(out.toByteArray());
    assertThat(records).hasSize(1);
    Map<Integer, List<Object>> event = fields(records.get(0));
    assertThat(event).containsOnlyKeys(1, 3);
    assertThat(event.get(1)).containsExactly(Double.doubleToLongBits(1.5));
    assertThat((byte[]) event.get(3).get(0)).isEqualTo(bytes("brain.Event:2"));
  }

  @Test
  void scalarsComeBack() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (EventFile file = new EventFile(out, 1)) {
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("loss/training", 0.1);
      values.put("accuracy/" + "long name ".repeat(30), Double.NaN);
      file.scalars(1.75e9, 300, values);
    }
    Map<Integer, List<Object>> event = fields(records(out.toByteArray()).get(1));
    assertThat(event).containsOnlyKeys(1, 2, 5);
    assertThat(event.get(1)).containsExactly(Double.doubleToLongBits(1.75e9));
    assertThat(event.get(2)).containsExactly(300L);
    List<Object> values = fields((byte[]) event.get(5).get(0)).get(1);
    assertThat(values).hasSize(2);
    Map<Integer, List<Object>> loss = fields((byte[]) values.get(0));
    assertThat((byte[]) loss.get(1).get(0)).isEqualTo(bytes("loss/training"));
    assertThat(loss.get(2)).containsExactly(Float.floatToIntBits(0.1f));
    Map<Integer, List<Object>> accuracy = fields((byte[]) values.get(1));
    assertThat((byte[]) accuracy.get(1).get(0)).hasSize(9 + 300);
    assertThat(accuracy.get(2)).containsExactly(Float.floatToIntBits(Float.NaN));
  }

  /** The data of all TFRecords, whose checksums must be right. */
  static List<byte[]> records(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> records = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(length);
      assertThat(in.getInt()).isEqualTo(masked(length));
      byte[] data =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      in.get(data);
      assertThat(in.getInt()).isEqualTo(masked(data));
      records.add(data);
    }
    return records;
  }

  /** CRC-32C bit by bit: the reflected polynomial 0x82f63b78. */
  private static int masked(byte[] data) {
    int crc = -1;
    for (byte b : data) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) * 0x82f63b78);
      }
    }
    crc = ~crc;
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }

  /** The fields of a protocol buffer by their number: bits, whole numbers or bytes. */
  static Map<Integer, List<Object>> fields(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    Map<Integer, List<Object>> fields = new LinkedHashMap<>();
    while (in.hasRemaining()) {
      long key = varint(in);
      Object value =
          switch ((int) (key & 7)) {
            case 0 -> varint(in);
            case 1 -> in.getLong();
            case 2 -> {
              byte[] bytes = new byte[(int) varint(in)];
              in.get(bytes);
              yield bytes;
            }
            case 5 -> in.getInt();
            default -> throw new AssertionError("kind " + (key & 7));
          };
      fields.computeIfAbsent((int) (key >>> 3), k -> new ArrayList<>()).add(value);
    }
    return fields;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }
}
