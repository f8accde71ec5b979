package io.plateau.bench;

import io.plateau.math.Blas;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The time that the matrix products of an epoch take alone, on so many threads: nothing that
 * computes the same products with the same library can be faster.
 */
final class SgemmLimit {
  private SgemmLimit() {}

  /**
   * Floating-point operations of one epoch: forward, weight gradients, and all but the first dX.
   */
  static double flops(int[] layers, long rows) {
    double sum = 0;
    for (int l = 0; l + 1 < layers.length; l++) {
      sum += (l == 0 ? 4.0 : 6.0) * layers[l] * layers[l + 1] * rows;
    }
    return sum;
  }

  /** Seconds of the products of {@code rows} rows in batches of {@code batch} rows a thread. */
  static double seconds(int[] layers, long rows, int batch, int threads) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long started = System.nanoTime();
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        running.add(pool.submit(() -> products(layers, rows / threads, batch)));
      }
      for (Future<?> one : running) {
        one.get();
      }
      return (System.nanoTime() - started) * 1e-9;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdown();
    }
  }

  private static void products(int[] layers, long rows, int batch) {
    Blas blas = Blas.get();
    int n = layers.length;
    float[][] a = new float[n][];
    float[][] w = new float[n - 1][];
    for (int l = 0; l < n; l++) {
      a[l] = new float[layers[l] * batch];
      if (l + 1 < n) {
        w[l] = new float[layers[l] * layers[l + 1]];
      }
    }
    for (long done = 0; done < rows; done += batch) {
      for (int l = 0; l + 1 < n; l++) {
        int in = layers[l];
        int out = layers[l + 1];
        blas.sgemm(false, false, out, batch, in, 1, w[l], 0, out, a[l], 0, in, 0, a[l + 1], 0, out);
      }
      for (int l = n - 2; l >= 0; l--) {
        int in = layers[l];
        int out = layers[l + 1];
        blas.sgemm(false, true, out, in, batch, 1, a[l + 1], 0, out, a[l], 0, in, 0, w[l], 0, out);
        if (l > 0) {
          blas.sgemm(
              true, false, in, batch, out, 1, w[l], 0, out, a[l + 1], 0, out, 0, a[l], 0, in);
        }
      }
    }
  }
}
