package io.plateau.nn;

/** Is shown what comes out of each layer. */
@FunctionalInterface
public interface LayerVisitor {
  /**
   * The outputs of a layer, A (width×n), column-major; good until this returns, not to be changed.
   *
   * @param layer from 0
   */
  void layer(int layer, float[] a, int width, int n);
}
