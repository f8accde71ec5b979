package io.plateau.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests as 64 lower-case hexadecimal digits. */
final class Sha256 {
  private static final int BLOCK = 1 << 14;

  private Sha256() {}

  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String of(byte[] bytes) {
    return hex(start().digest(bytes));
  }

  /** Of the little-endian bytes of the numbers. */
  static String of(float[] numbers) {
    MessageDigest digest = start();
    ByteBuffer block = ByteBuffer.allocate(4 * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < numbers.length; at += BLOCK) {
      int count = Math.min(BLOCK, numbers.length - at);
      block.asFloatBuffer().put(numbers, at, count);
      digest.update(block.array(), 0, 4 * count);
    }
    return hex(digest.digest());
  }

  static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
