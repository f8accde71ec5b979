/** Elementwise functions between layers, each with its derivative and the table of their names. */
package io.plateau.nn.activation;
