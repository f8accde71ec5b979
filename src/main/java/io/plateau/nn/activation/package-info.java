/**
 * Elementwise functions between layers, each with its derivative and the table of their names.
 * Knows no layer. Depends on {@code nn.initial}, {@code nn.choice} and {@code math}.
 *
 * <pre>{@code
 * Activation leaky = Activations.named("leakyRelu", Map.of("slope", 0.2));
 * Activations.text(leaky); // leakyRelu(slope=0.2)
 * }</pre>
 */
package io.plateau.nn.activation;
