/**
 * How the parameters of a network begin: distributions of random weights, and biases that follow
 * from a sample of the examples. Knows no layer.
 *
 * <pre>{@code
 * Initializer.HE_NORMAL.fill(theta, 0, inputs, outputs, Key.of(7));
 * }</pre>
 */
package io.plateau.nn.initial;
