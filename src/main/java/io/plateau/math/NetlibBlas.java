package io.plateau.math;

import dev.ludovic.netlib.blas.BLAS;

/** Products by an implementation of netlib's interface. */
record NetlibBlas(BLAS blas, String description) implements Blas {
  @Override
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
    blas.sgemm(
        transA ? "T" : "N",
        transB ? "T" : "N",
        m,
        n,
        k,
        alpha,
        a,
        aAt,
        lda,
        b,
        bAt,
        ldb,
        beta,
        c,
        cAt,
        ldc);
  }
}
