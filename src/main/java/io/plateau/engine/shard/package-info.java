/**
 * Shards: rows dealt by a keyed hash of their content, packed into arrays, ordered and cached. The
 * order and membership of rows depends on their content and the seed alone, never on partitions,
 * cores or executors. Knows RDDs; depends on {@code store}, {@code train}, {@code nn}, {@code
 * nn.loss} and {@code math}.
 *
 * <pre>{@code
 * try (ShardedRows rows = ShardedRows.deal(examples, layout, "training rows")) {
 *   rows.rdd(); // each partition holds a contiguous range of shards, ascending
 * }
 * }</pre>
 */
package io.plateau.engine.shard;
