/**
 * Optimizers: immutable rules with explicit state, schedules, and L-BFGS. Does not know what a
 * network is: it minimizes any {@link io.plateau.optim.Objective}. Depends only on {@code math};
 * L-BFGS on Breeze, too.
 *
 * <pre>{@code
 * Optimizer adam = Rules.chain(
 *     Rules.named("adam"),
 *     Clipping.NONE,
 *     new Regularization(0, 1e-4, 0),
 *     List.of(new Part(0, n, 1, true)),
 *     1);
 * OptimizerState state = adam.start(n);
 * for (int step = 0; step < 1000; step++) {
 *   objective.value(theta, gradient);
 *   state = adam.update(theta, gradient, state, 1e-3);
 * }
 * }</pre>
 */
package io.plateau.optim;
