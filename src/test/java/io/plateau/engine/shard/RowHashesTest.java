package io.plateau.engine.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.math.Key;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowHashesTest {
  private static final long SEED = 7;
  private static final float TARGET = 2;
  private static final float WEIGHT = 0.5f;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 1500})
  void areSumsOverTheFeaturesThatAreNotZero(int width) {
    float[] features = new float[width];
    int[] indices = new int[width];
    for (int i = 0; i < width; i++) {
      indices[i] = i;
      features[i] = i % 3 == 0 ? (i % 2 == 0 ? 0f : -0f) : Key.of(1).uniform(i) - 0.5f;
    }
    float[] target = {TARGET};
    RowHashes hashes = new RowHashes(SEED);
    // The row before leaves nothing behind.
    hashes.read(Example.dense(new float[] {1, 2, 3}, target, 1));
    hashes.read(Example.dense(features, target, WEIGHT));
    requireHashes(hashes, features);
    float[] among = new float[width + 2];
    System.arraycopy(features, 0, among, 1, width);
    hashes.read(Example.view(null, among, 1, width + 1, target, WEIGHT));
    requireHashes(hashes, features);
    hashes.read(Example.view(indices, features, 0, features.length, target, WEIGHT));
    requireHashes(hashes, features);
  }

  private static void requireHashes(RowHashes hashes, float[] features) {
    long shardSeed = Key.of(SEED).with("shard").state();
    assertThat(hashes.shard(1 << 20))
        .isEqualTo((int) Long.remainderUnsigned(hash(shardSeed, features), 1 << 20));
    assertThat(hashes.order()).isEqualTo(hash(SEED, features));
    assertThat(hashes.fingerprint()).isEqualTo(hash(0, features));
  }

  private static long hash(long seed, float[] features) {
    long sum = seed;
    for (int i = 0; i < features.length; i++) {
      if (features[i] != 0) {
        sum += Key.mix(seed ^ ((long) i << 32 | Integer.toUnsignedLong(bits(features[i]))));
      }
    }
    return Key.mix(Key.mix(Key.mix(sum) + bits(TARGET)) - bits(WEIGHT));
  }

  private static int bits(float value) {
    return Float.floatToIntBits(value);
  }
}
