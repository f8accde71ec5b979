package io.plateau.nn;

/**
 * Scratch memory for one thread; grows to the largest batch it has seen, then allocates no more.
 * Arrays may be longer than the batch at hand needs, with anything in the rest.
 */
public final class Workspace {
  /** The pass of the whole network, with those of its layers within. */
  final Pass pass = new Pass(new Pass.Derivatives());
}
