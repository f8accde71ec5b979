/**
 * The training loop as an iterator of states, stopping rules and history. No Spark, no clock, no
 * log. Depends on {@code optim} and {@code math}.
 */
package io.plateau.train;
