/**
 * Feed-forward networks: layers and back-propagation. Depends on {@code math} and on what layers
 * are made of, in rooms of their own: activations, losses and initial values.
 *
 * <pre>{@code
 * Network network = Network.of(784, new int[] {256, 128}, 10, Activations.named("relu"));
 * float[] theta = network.initialize(Initializer.AUTO, Key.of(7));
 * float[] gradient = new float[theta.length];
 * double sum = network.gradient(theta, batch, Losses.named("softmaxCrossEntropy"), new Workspace(), gradient);
 * }</pre>
 *
 * <p>Everything is a sum over examples, weighted, never a mean. Columns are examples. Networks,
 * losses and activations are values without state; the intermediate results of a pass are in the
 * {@link io.plateau.nn.Workspace}, one for each thread.
 */
package io.plateau.nn;
