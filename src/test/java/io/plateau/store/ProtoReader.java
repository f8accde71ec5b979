package io.plateau.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reader of the wire format of protocol buffers that knows nothing of what writes it. */
public final class ProtoReader {
  /** Field of a message: a Long, an Integer of 32 bits, a Double, or a byte[]. */
  private record Field(int number, Object value) {}

  private final List<Field> fields = new ArrayList<>();
  private final byte[] bytes;
  private int at;

  public ProtoReader(byte[] bytes) {
    this.bytes = bytes;
    while (at < bytes.length) {
      long tag = varint();
      fields.add(new Field((int) (tag >>> 3), value((int) tag & 7)));
    }
  }

  private Object value(int wireType) {
    switch (wireType) {
      case 0:
        return varint();
      case 1:
        at += 8;
        return ByteBuffer.wrap(bytes, at - 8, 8).order(ByteOrder.LITTLE_ENDIAN).getDouble();
      case 2:
        int length = Math.toIntExact(varint());
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
      case 5:
        at += 4;
        return bytes[at - 4] & 0xff
            | (bytes[at - 3] & 0xff) << 8
            | (bytes[at - 2] & 0xff) << 16
            | bytes[at - 1] << 24;
      default:
        throw new IllegalStateException("wire type " + wireType);
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private List<Object> all(int number) {
    return fields.stream().filter(f -> f.number == number).map(f -> f.value).toList();
  }

  public List<ProtoReader> messages(int number) {
    return all(number).stream().map(value -> new ProtoReader((byte[]) value)).toList();
  }

  public ProtoReader message(int number) {
    return messages(number).get(0);
  }

  public List<String> texts(int number) {
    return all(number).stream()
        .map(value -> new String((byte[]) value, StandardCharsets.UTF_8))
        .toList();
  }

  public String text(int number) {
    return texts(number).get(0);
  }

  public long integer(int number) {
    return (Long) all(number).get(0);
  }

  public List<Long> integers(int number) {
    return all(number).stream().map(Long.class::cast).toList();
  }

  public double wide(int number) {
    return (Double) all(number).get(0);
  }

  public float real(int number) {
    return Float.intBitsToFloat((Integer) all(number).get(0));
  }
}
