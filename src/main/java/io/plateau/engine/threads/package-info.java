/**
 * How a task uses the cores of its executor: threads that share one step, and elements that are
 * worked on in parallel; and what work takes of a processor. Knows of Spark whether a task is still
 * wanted, and of Plateau nothing.
 *
 * <pre>{@code
 * try (Cores.Lent lent = Cores.lend(cores)) {
 *   lent.crew().each(slices, slice -> sums[slice] = Math.sqrt(slice));
 * }
 * }</pre>
 */
package io.plateau.engine.threads;
