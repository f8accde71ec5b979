/**
 * Losses and metrics: functions of a network's outputs and of targets, with the derivative of each
 * loss beside its value and the link that makes predictions of outputs. Knows no layer.
 *
 * <pre>{@code
 * Loss loss = Losses.named("huber", Map.of("delta", 2.0));
 * double sum = loss.sum(z, outputs, examples, targets, dz);
 * }</pre>
 */
package io.plateau.nn.loss;
