package io.plateau.nn;

/**
 * An elementwise function between layers, with its derivative beside it.
 *
 * <p>{@code z} is what goes in, {@code a = f(z)} what comes out. Functions whose derivative can be
 * told from {@code a} alone let a layer work in place.
 */
public interface Activation extends java.io.Serializable {
  /** The name in job files and parameters, such as {@code relu}. */
  String name();

  /** Overwrites {@code a[0 … n)} with {@code f(z)}; the same array may be given twice. */
  void apply(float[] z, float[] a, int n);

  /**
   * Overwrites {@code d[0 … n)}, the derivative of the loss by {@code a}, with the one by {@code
   * z}: {@code d ← d · f′(z)}.
   *
   * @param z the inputs; not read unless {@link #needsInput()}
   * @param a the outputs of {@link #apply} for them
   */
  void backward(float[] z, float[] a, float[] d, int n);

  /** Whether the derivative cannot be told from the output, so that {@code z} must be kept. */
  boolean needsInput();
}
