package io.plateau.math;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;

/** Chooses the BLAS of this JVM, once. */
final class BlasChoice {
  /** Set to {@code java} to do without native code. */
  static final String PROPERTY = "plateau.blas";

  static final Blas CHOSEN = choose(System.getProperty(PROPERTY, "native"));

  private BlasChoice() {}

  static Blas choose(String wanted) {
    return switch (wanted) {
      case "java" -> netlib(JavaBLAS.getInstance(), "asked for by -D%s=java".formatted(PROPERTY));
      case "native" -> bundledOrNetlib();
      default ->
          throw new IllegalArgumentException(
              "system property %s must be native or java, got \"%s\"".formatted(PROPERTY, wanted));
    };
  }

  private static Blas bundledOrNetlib() {
    try {
      Blas bundled = BundledOpenBlas.load();
      verify(bundled);
      return bundled;
    } catch (ReflectiveOperationException
        | java.io.IOException
        | RuntimeException
        | LinkageError e) {
      // Another CPU or system than those bundled: slower, and just as right.
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return netlib(BLAS.getInstance(), "the bundled OpenBLAS did not load: " + cause);
    }
  }

  private static Blas netlib(BLAS blas, String why) {
    return new Blas(blas, "netlib %s (%s)".formatted(blas.getClass().getSimpleName(), why));
  }

  /** Multiplies small matrices of whole numbers, whose product is exact in any order of sums. */
  static void verify(Blas blas) {
    int m = 19;
    int n = 7;
    int k = 23;
    float[] a = new float[1 + m * k];
    float[] b = new float[2 + k * n];
    float[] c = new float[3 + m * n];
    for (int i = 0; i < a.length; i++) {
      a[i] = i % 11 - 5;
    }
    for (int i = 0; i < b.length; i++) {
      b[i] = i % 13 - 6;
    }
    java.util.Arrays.fill(c, 1);
    // C (m×n) ← 2 · A (m×k) · Bᵀ (k×n) + 3 · C
    blas.sgemm(false, true, m, n, k, 2, a, 1, m, b, 2, n, 3, c, 3, m);
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
        float sum = 0;
        for (int p = 0; p < k; p++) {
          sum += a[1 + p * m + i] * b[2 + p * n + j];
        }
        float expected = 2 * sum + 3;
        if (c[3 + j * m + i] != expected) {
          throw new IllegalStateException(
              "%s multiplies wrongly: row %d, column %d of a product must be %s, got %s"
                  .formatted(blas.description(), i, j, expected, c[3 + j * m + i]));
        }
      }
    }
  }
}
