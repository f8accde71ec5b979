package io.plateau.nn;

/** Layer with parameters of each member: its columns are those of the members one after another. */
interface Membered {
  /** Number of members, at least 2. */
  int members();
}
