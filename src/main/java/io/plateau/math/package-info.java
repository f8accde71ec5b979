/**
 * Numbers without meaning: matrix products behind one facade, keyed randomness, deterministic
 * elementary functions, sums in a fixed order. Pure Java but for the native BLAS it loads; depends
 * on nothing else of Plateau.
 */
package io.plateau.math;
