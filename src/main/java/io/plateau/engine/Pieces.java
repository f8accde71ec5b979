package io.plateau.engine;

import io.plateau.math.Key;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import scala.Tuple2;

/**
 * The rows of one input partition as pieces of shards, each about as large as is good to send; the
 * row's content alone tells its shard. Rows of weight 0 are left out.
 */
final class Pieces implements Iterator<Tuple2<Integer, Shard>> {
  private static final long PIECE_BYTES = 1 << 20;
  private static final long BUFFER_BYTES = 64 << 20;

  private final Iterator<Example> rows;
  private final int width;
  private final int targets;
  private final boolean sparse;
  private final long seed;
  private final ShardBuilder[] open;
  private final Deque<Tuple2<Integer, Shard>> ready = new ArrayDeque<>();
  private long buffered;
  private long seen;

  /**
   * @param shards how many there are
   * @param sparse whether pieces store non-zeros only
   */
  Pieces(Iterator<Example> rows, int width, int targets, int shards, boolean sparse, long seed) {
    this.rows = rows;
    this.width = width;
    this.targets = targets;
    this.sparse = sparse;
    this.seed = Key.of(seed).with("shard").state();
    this.open = new ShardBuilder[shards];
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      Example row = rows.next();
      seen++;
      if (row.weight > 0) {
        try {
          deal(row);
        } catch (IllegalArgumentException e) {
          throw new DataException(
              "row %d of partition %d of the input: %s"
                  .formatted(seen, TaskContext.getPartitionId(), e.getMessage()),
              e);
        }
      }
    }
    if (ready.isEmpty()) {
      flush();
    }
    return !ready.isEmpty();
  }

  @Override
  public Tuple2<Integer, Shard> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void deal(Example row) {
    int id = (int) Long.remainderUnsigned(row.hash(seed), open.length);
    if (open[id] == null) {
      open[id] = new ShardBuilder(id, width, targets, sparse);
    }
    long before = open[id].bytes();
    open[id].add(row);
    long bytes = open[id].bytes();
    buffered += bytes - before;
    if (bytes >= PIECE_BYTES) {
      close(id);
      buffered -= bytes;
    } else if (buffered >= BUFFER_BYTES) {
      flush();
    }
  }

  private void flush() {
    for (int id = 0; id < open.length; id++) {
      if (open[id] != null) {
        close(id);
      }
    }
    buffered = 0;
  }

  private void close(int id) {
    ready.add(new Tuple2<>(id, open[id].build()));
    open[id] = null;
  }
}
