package io.plateau.bench;

import io.plateau.math.Blas;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One product {@code C (m×n) = A (m×k) · B (k×n)} through the facade. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GemmBenchmark {
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
