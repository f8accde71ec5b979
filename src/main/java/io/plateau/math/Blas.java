package io.plateau.math;

/** Matrix products, by the fastest library that loads on this machine. */
public interface Blas {
  /** The one of this JVM, chosen at first use. */
  static Blas get() {
    throw new UnsupportedOperationException();
  }

  /** Which library it is, such as {@code OpenBLAS 0.3.31 (bundled, one thread)}. */
  String description();
}
