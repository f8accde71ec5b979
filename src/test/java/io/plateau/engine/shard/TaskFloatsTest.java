package io.plateau.engine.shard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskFloatsTest {
  @Test
  void keepsEveryBit() {
    float quiet = Float.intBitsToFloat(0x7fc00123);
    float[] array = {0f, -0f, 1e-45f, -3.25f, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, quiet};
    Object message = TaskFloats.write(array);
    assertThat(message).isInstanceOf(byte[].class);
    float[] read = TaskFloats.read(message);
    assertThat(read).hasSameSizeAs(array);
    for (int i = 0; i < array.length; i++) {
      assertThat(Float.floatToRawIntBits(read[i])).isEqualTo(Float.floatToRawIntBits(array[i]));
    }
    assertThat(TaskFloats.read(TaskFloats.write(new float[0]))).isEmpty();
  }

  @Test
  void leavesLongArraysAsTheyAre() {
    float[] array = new float[(4 << 20) + 1];
    assertThat(TaskFloats.write(array)).isSameAs(array);
    assertThat(TaskFloats.read(array)).isSameAs(array);
  }
}
