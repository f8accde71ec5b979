package io.plateau.bench;

import io.plateau.math.Blas;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** One product {@code C (m×n) = A (m×k) · B (k×n)} through the facade. */
public class GemmBenchmark extends KernelBenchmark {
  /** m, n, k. */
  @Param({"256,256,784", "256,1024,784", "1024,1024,1024", "10,4096,128"})
  String shape;

  private int m;
  private int n;
  private int k;
  private float[] a;
  private float[] b;
  private float[] c;

  /** Allocates the matrices. */
  @Setup
  public void allocate() {
    String[] parts = shape.split(",");
    m = Integer.parseInt(parts[0]);
    n = Integer.parseInt(parts[1]);
    k = Integer.parseInt(parts[2]);
    a = Numbers.normal(m * k);
    b = Numbers.normal(k * n);
    c = new float[m * n];
  }

  /** Floating-point operations: 2 m n k. */
  @Benchmark
  public float[] product() {
    // C (m×n) = A (m×k) · B (k×n)
    Blas.get().sgemm(false, false, m, n, k, 1, a, 0, m, b, 0, k, 0, c, 0, m);
    return c;
  }
}
