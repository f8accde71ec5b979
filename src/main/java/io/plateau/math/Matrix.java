package io.plateau.math;

/**
 * Examples of a batch or a shard: {@code columns} examples of {@code rows} features each; a column
 * is an example. The two products of a dense layer are methods, so that a layer does not know
 * whether its input is dense or sparse.
 */
public interface Matrix {
  /** Features of an example. */
  int rows();

  /** Examples. */
  int columns();

  /**
   * Adds a product into {@code z}: {@code Z (out×n) += α W (out×in) · X (in×n)}, all column-major.
   *
   * @param alpha α
   * @param w holds W from index {@code wAt}
   * @param z holds Z from index {@code zAt}
   */
  void addProduct(float alpha, float[] w, int wAt, int out, float[] z, int zAt);

  /** Adds an outer product into {@code dw}: {@code dW (out×in) += α dZ (out×n) · Xᵀ (n×in)}. */
  void addOuterProduct(float alpha, float[] dz, int dzAt, int out, float[] dw, int dwAt);

  /**
   * The examples {@code order[from … to)} of this one, copied.
   *
   * @param recycled a result of an earlier call whose memory may be reused, or null
   */
  Matrix gather(int[] order, int from, int to, Matrix recycled);

  /** The examples {@code from … to}, without a copy where the layout allows it. */
  Matrix slice(int from, int to);
}
