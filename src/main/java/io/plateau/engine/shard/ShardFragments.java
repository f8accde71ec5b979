package io.plateau.engine.shard;

import io.plateau.train.DataException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import scala.Tuple2;

/**
 * Fragments of shards, made of the rows of one input partition, each about as large as is good to
 * send; the row's content alone tells its shard. Rows of weight 0 are left out.
 */
final class ShardFragments implements Iterator<Tuple2<Integer, ShardFragment>> {
  private static final long PIECE_BYTES = 1 << 20;
  private static final long BUFFER_BYTES = 32 << 20;

  private final Iterator<Example> rows;
  private final ShardLayout layout;
  private final RowHashes hashes;
  private final ShardFragment.Builder[] open;
  private Tuple2<Integer, ShardFragment> ready;
  private long buffered;

  /** The next to be closed of all that are open, or beyond the last where none is to be. */
  private int closing;

  private long seen;

  ShardFragments(Iterator<Example> rows, ShardLayout layout) {
    this.rows = rows;
    this.layout = layout;
    this.hashes = new RowHashes(layout.seed());
    this.open = new ShardFragment.Builder[layout.shards()];
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
  public Tuple2<Integer, ShardFragment> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Tuple2<Integer, ShardFragment> piece = ready;
    ready = null;
    return piece;
  }

  private void deal(Example row) {
    hashes.read(row);
    int id = hashes.shard(open.length);
    if (open[id] == null) {
      open[id] = new ShardFragment.Builder(id, layout);
    }
    long before = open[id].bytes();
    open[id].add(row, hashes);
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
