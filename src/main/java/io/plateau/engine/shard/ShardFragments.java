package io.plateau.engine.shard;

import io.plateau.math.Key;
import io.plateau.train.DataException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import scala.Tuple2;

/**
 * Fragments of shards, made of the rows of one input partition, each about as large as is good to
 * send; the row's content alone tells its shard. Rows of weight 0 are left out.
 */
final class ShardFragments implements Iterator<Tuple2<Integer, Shard>> {
  private static final long PIECE_BYTES = 1 << 20;
  private static final long BUFFER_BYTES = 32 << 20;

  private final Iterator<Example> rows;
  private final ShardLayout layout;
  private final long seed;
  private final ShardBuilder[] open;
  private Tuple2<Integer, Shard> ready;
  private long buffered;

  /** The next to be closed of all that are open, or beyond the last where none is to be. */
  private int closing;

  private long seen;

  ShardFragments(Iterator<Example> rows, ShardLayout layout) {
    this.rows = rows;
    this.layout = layout;
    this.seed = Key.of(layout.seed()).with("shard").state();
    this.open = new ShardBuilder[layout.shards()];
    this.closing = open.length;
  }

  @Override
  public boolean hasNext() {
    closeOne();
    while (ready == null && rows.hasNext()) {
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
    if (ready == null && buffered > 0) {
      closing = 0;
      closeOne();
    }
    return ready != null;
  }

  @Override
  public Tuple2<Integer, Shard> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Tuple2<Integer, Shard> piece = ready;
    ready = null;
    return piece;
  }

  private void deal(Example row) {
    int id = (int) Long.remainderUnsigned(row.hash(seed), open.length);
    if (open[id] == null) {
      open[id] = new ShardBuilder(id, layout);
    }
    long before = open[id].bytes();
    open[id].add(row);
    long bytes = open[id].bytes();
    buffered += bytes - before;
    if (bytes >= PIECE_BYTES) {
      close(id);
    } else if (buffered >= BUFFER_BYTES) {
      closing = 0;
      closeOne();
    }
  }

  /** While all are being closed, one after the other, as they are asked for. */
  private void closeOne() {
    while (ready == null && closing < open.length) {
      if (open[closing] != null) {
        close(closing);
      }
      closing++;
    }
  }

  private void close(int id) {
    buffered -= open[id].bytes();
    ready = new Tuple2<>(id, open[id].build());
    open[id] = null;
  }
}
