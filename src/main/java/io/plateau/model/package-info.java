/**
 * Models as predictions need them, without Spark: what they consist of. Depends on {@code nn},
 * {@code table} and {@code store}.
 *
 * <pre>{@code
 * SavedModel model = new SavedModel(Optional.of(table), network, List.of("no", "yes"), List.of());
 * model.predictions(); // 2
 * }</pre>
 */
package io.plateau.model;
