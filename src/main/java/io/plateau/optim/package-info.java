/**
 * Optimizers: immutable rules with explicit state, schedules, and L-BFGS. Does not know what a
 * network is: it minimises any {@link io.plateau.optim.Objective}. Depends on {@code math} alone.
 */
package io.plateau.optim;
