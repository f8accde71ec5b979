package io.plateau.engine;

import io.plateau.engine.round.RoundInput;
import io.plateau.train.StateSnapshot;
import io.plateau.train.TrainingState;
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

  /** Not that of float arrays, which Spark would write by another serializer than its own. */
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
    float[][] arrays = RoundInput.arrays(state.weights(), state.optimizer());
    long bytes = (long) Float.BYTES * state.weights().length * arrays.length;
    if (bytes <= large || !keep(arrays)) {
      return StateSnapshot.COPY.of(state);
    }
    double[] scalars = state.optimizer().scalars().clone();
    return new Start(
        state.weights(),
        state.optimizer(),
        () -> {
          restore(arrays);
          System.arraycopy(scalars, 0, state.optimizer().scalars(), 0, scalars.length);
          return state;
        });
  }

  /** Each array in a block of its own, so that one at a time is read back. */
  private boolean keep(float[][] arrays) {
    try {
      for (float[] array : arrays) {
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

  private void restore(float[][] arrays) {
    for (int i = 0; i < arrays.length; i++) {
      float[] array = read(kept.get(i));
      System.arraycopy(array, 0, arrays[i], 0, array.length);
    }
  }

  /** Reads to the end, which is what gives the lock on a block back; getSingle keeps it. */
  private float[] read(TempLocalBlockId block) {
    Iterator<Object> values = blocks.get(block, ARRAY).get().data();
    float[] array = (float[]) values.next();
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
