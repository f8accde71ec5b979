package io.plateau.engine.shard;

import java.io.Serializable;

/**
 * How rows are packed.
 *
 * @param width features of a row
 * @param targets numbers of a row's target
 * @param shards how many there are
 * @param partitions that the shards are spread over at least, so that none is too large to be held
 * @param sparse whether shards store non-zeros only
 * @param seed of the hash that deals rows to shards and orders them there
 */
public record ShardLayout(
    int width, int targets, int shards, int partitions, boolean sparse, long seed)
    implements Serializable {}
