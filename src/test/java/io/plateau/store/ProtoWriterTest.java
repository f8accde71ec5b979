package io.plateau.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProtoWriterTest {
  /** The example of protobuf.dev, "Encoding": field 1 is 150. */
  @Test
  void writesTheExampleOfTheSpecification() {
    assertThat(new ProtoWriter().integer(1, 150).bytes()).containsExactly(0x08, 0x96, 0x01);
    assertThat(new ProtoWriter().text(2, "testing").bytes())
        .containsExactly(0x12, 0x07, 't', 'e', 's', 't', 'i', 'n', 'g');
  }

  @Test
  void whatIsWrittenCanBeRead() {
    ProtoWriter inner = new ProtoWriter().text(1, "größe 🙂").real(2, -1.5f);
    ProtoReader read =
        new ProtoReader(
            new ProtoWriter()
                .integer(20, Long.MIN_VALUE)
                .integer(20, 127)
                .integer(20, 128)
                .message(3, inner)
                .real(4, -Math.PI)
                .bytes());
    assertThat(read.integers(20)).containsExactly(Long.MIN_VALUE, 127L, 128L);
    assertThat(read.wide(4)).isEqualTo(-Math.PI);
    assertThat(read.message(3).text(1)).isEqualTo("größe 🙂");
    assertThat(read.message(3).real(2)).isEqualTo(-1.5f);
  }
}
