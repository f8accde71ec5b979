/**
 * Feed-forward networks: layers, activations, losses and back-propagation. Depends on {@code math}
 * alone.
 */
package io.plateau.nn;
