package io.plateau.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {
  private static final Manifest.Format FOLDER = new Manifest.Format("x", 2, "bytes", true);

  /** Lengths around that of a block. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 16_384, 16_385, 40_000})
  void arraysAreTheirLittleEndianBytes(int length) throws IOException {
    float[] floats = new float[length];
    double[] doubles = new double[length];
    int[] ints = new int[length];
    ByteBuffer expected = ByteBuffer.allocate(16 * length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < length; i++) {
      floats[i] = (float) Math.sin(i);
      doubles[i] = Math.cos(i);
      ints[i] = i * 0x9E3779B9;
    }
    for (float number : floats) {
      expected.putFloat(number);
    }
    for (double number : doubles) {
      expected.putDouble(number);
    }
    for (int number : ints) {
      expected.putInt(number);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LittleEndian.write(out::write, floats);
    LittleEndian.write(out::write, doubles);
    LittleEndian.write(out::write, ints);
    assertThat(out.toByteArray()).isEqualTo(expected.array());
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(out.toByteArray()));
    assertThat(LittleEndian.floats(in::readFully, length)).isEqualTo(floats);
    assertThat(LittleEndian.doubles(in::readFully, length)).isEqualTo(doubles);
    assertThat(LittleEndian.ints(in::readFully, length)).isEqualTo(ints);
  }

  @Test
  void aManifestComesBack() throws IOException {
    Manifest manifest =
        new Manifest(
            FOLDER, OptionalInt.of(7), List.of(Manifest.Entry.of("a/b.bin", new byte[] {1, 2})));
    assertThat(Manifest.read(FOLDER, manifest.bytes())).isEqualTo(manifest);
  }

  @Test
  void aManifestOfALaterVersionIsTooNew() {
    Manifest later =
        new Manifest(new Manifest.Format("x", 3, "bytes", true), OptionalInt.of(7), List.of());
    assertThatThrownBy(() -> Manifest.read(FOLDER, later.bytes()))
        .hasMessage("it has version 3 of the format; this Plateau reads version 1 to 2")
        .isInstanceOf(DamagedFileException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../up", "/etc/passwd", "a/b/c", ""})
  void aManifestNamesFilesOfItsFolderAlone(String name) {
    Manifest manifest =
        new Manifest(
            FOLDER, OptionalInt.of(1), List.of(new Manifest.Entry(name, 1, "0".repeat(64))));
    assertThatThrownBy(() -> Manifest.read(FOLDER, manifest.bytes()))
        .hasMessage("it lists what is not a file name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{} {}", "{\"a\":1,\"a\":2}", "{\"a\":", "nonsense"})
  void whatIsNotOneObjectIsDamaged(String text) {
    assertThatThrownBy(() -> JsonValue.object(text))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith("it is not a JSON object");
    assertThatThrownBy(() -> JsonValue.object(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(DamagedFileException.class);
  }

  @Test
  void valuesAreOfTheirTypeAndInTheirRange() throws IOException {
    JsonValue json = JsonValue.object("{\"n\":3,\"x\":\"1e5\",\"big\":1e999,\"s\":\"text\"}");
    assertThat(StrictJson.whole(json, "n", 0, 3)).isEqualTo(3);
    assertThatThrownBy(() -> StrictJson.whole(json, "n", 4, 9))
        .hasMessage("it must have a whole number from 4 to 9 for n");
    assertThatThrownBy(() -> StrictJson.real(json, "x")).hasMessage("it must have a number for x");
    assertThatThrownBy(() -> StrictJson.real(json, "big"))
        .hasMessage("it must have a number for big");
    assertThatThrownBy(() -> StrictJson.text(json, "n")).hasMessage("it must have a string for n");
    assertThatThrownBy(() -> StrictJson.keys(json, "n", "x", "big"))
        .hasMessage("it must have no key s");
    assertThatThrownBy(() -> StrictJson.keys(json, "n", "x", "big", "s", "more"))
        .hasMessage("it must have the keys more");
  }
}
