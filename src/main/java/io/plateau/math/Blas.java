package io.plateau.math;

import dev.ludovic.netlib.blas.BLAS;

/**
 * Matrix products, by the fastest library that loads on this machine.
 *
 * <p>The choice is made once in a JVM: the bundled OpenBLAS on one thread where it loads and
 * multiplies correctly, else what netlib finds (a system library, the Vector API or plain Java).
 * The system property {@code plateau.blas=java} asks for plain Java.
 *
 * @param netlib multiplies, through netlib's interface
 * @param description which library it is and, where it is not the bundled one, why
 */
public record Blas(BLAS netlib, String description) {
  /** The one of this JVM, chosen at first use. */
  public static Blas get() {
    return BlasChoice.CHOSEN;
  }

  /**
   * Overwrites C with a product: {@code C (m×n) ← alpha · op(A) (m×k) · op(B) (k×n) + beta · C}
   * where op transposes or not; column-major, as in the reference BLAS. Row i, column j of A is
   * {@code a[aAt + j·lda + i]}, likewise for the others. C must not overlap A or B. Nothing is read
   * from C when beta is 0.
   */
  public void sgemm(
      boolean transA,
      boolean transB,
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float beta,
      float[] c,
      int cAt,
      int ldc) {
    String opA = transA ? "T" : "N";
    String opB = transB ? "T" : "N";
    netlib.sgemm(opA, opB, m, n, k, alpha, a, aAt, lda, b, bAt, ldb, beta, c, cAt, ldc);
  }
}
