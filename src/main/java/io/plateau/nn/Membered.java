package io.plateau.nn;

/**
 * Layer with parameters of each member; what it gives for members apart is of one after another.
 */
interface Membered {
  /** Number of members, at least 2. */
  int members();
}
