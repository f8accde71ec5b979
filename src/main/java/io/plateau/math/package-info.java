/**
 * Matrix products behind one facade, keyed randomness, deterministic elementary functions; and what
 * networks and tables alike need: parts of dates, enums whose constants files name by a word, and
 * numbers with their nouns. Pure Java but for the native BLAS it loads; depends on nothing else of
 * Plateau.
 *
 * <pre>{@code
 * Key key = Key.of(seed).with("dropout").with(epoch);
 * float uniform = key.uniform(3);
 * // Z (out×n) += W (out×in) · X (in×n)
 * new DenseMatrix(x, 0, in, n).addProduct(1, w, 0, out, z, 0);
 * }</pre>
 */
package io.plateau.math;
