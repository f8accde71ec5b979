/**
 * Values that users choose by name, with the numbers that may be set of them: activations and
 * losses. Depends on nothing.
 *
 * <pre>{@code
 * Hyperparameter delta = Hyperparameter.positive("delta", "where the loss turns linear", 1);
 * Registry<Loss> losses = new Registry<>("loss", List.of(Row.of(delta, Huber::new)));
 * Loss loss = losses.make("huber", Map.of("delta", 2.0));
 * }</pre>
 */
package io.plateau.nn.choice;
