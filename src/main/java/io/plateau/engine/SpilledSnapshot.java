package io.plateau.engine;

import io.plateau.engine.round.RoundInput;
import io.plateau.train.StateSnapshot;
import io.plateau.train.TrainingState;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.storage.TempLocalBlockId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Snapshot of a state on the driver's local disk, in blocks of Spark's (encrypted where those are),
 * while an epoch overwrites the state; smaller states are copied in memory. Closing deletes the
 * snapshot.
 */
final class SpilledSnapshot implements StateSnapshot, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpilledSnapshot.class);

  /** Bytes of weights and optimizer memory that the driver does not hold twice. */
  static final long LARGE = 128L << 20;

  /** Not that of arrays of numbers, which Spark would write by another serializer than its own. */
  private static final ClassTag<Object> ARRAY = ClassTag$.MODULE$.Object();

  private final BlockManager blocks = SparkEnv.get().blockManager();
  private final long large;
  private final List<TempLocalBlockId> kept = new ArrayList<>();

  /**
   * @param large bytes of weights and optimizer memory above which they go to disk
   */
  SpilledSnapshot(long large) {
    this.large = large;
  }

  @Override
  public Start of(TrainingState state) {
    close();
    float[][] floats = RoundInput.arrays(state.weights(), state.optimizer());
    double[] scalars = state.optimizer().scalars();
    long bytes =
        (long) Float.BYTES * state.weights().length * floats.length
            + (long) Double.BYTES * scalars.length;
    List<Object> arrays = new ArrayList<>(List.of(floats));
    arrays.add(scalars); // those of l-bfgs are the largest of its arrays
    if (bytes <= large || !keep(arrays)) {
      return StateSnapshot.COPY.of(state);
    }
    return new Start(
        state.weights(),
        state.optimizer(),
        () -> {
          restore(arrays);
          return state;
        });
  }

  /** Each array in a block of its own, so that one at a time is read back. */
  private boolean keep(List<Object> arrays) {
    try {
      for (Object array : arrays) {
        TempLocalBlockId block = new TempLocalBlockId(UUID.randomUUID());
        kept.add(block);
        blocks.putSingle(block, array, StorageLevel.DISK_ONLY(), false, ARRAY);
      }
      return true;
    } catch (Exception e) {
      LOG.warn(
          "no room in spark.local.dir for the state before the epoch, which takes memory instead:"
              + " {}",
          e.toString());
      close();
      return false;
    }
  }

  private void restore(List<Object> arrays) {
    for (int i = 0; i < arrays.size(); i++) {
      Object array = read(kept.get(i));
      System.arraycopy(array, 0, arrays.get(i), 0, Array.getLength(array));
    }
  }

  /** Reads to the end, which is what gives the lock on a block back; getSingle keeps it. */
  private Object read(TempLocalBlockId block) {
    Iterator<Object> values = blocks.get(block, ARRAY).get().data();
    Object array = values.next();
    if (values.hasNext()) {
      throw new IllegalStateException(block + " must hold one object, holds more");
    }
    return array;
  }

  @Override
  public void close() {
    kept.forEach(block -> blocks.removeBlock(block, false));
    kept.clear();
  }
}
