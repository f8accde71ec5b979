package io.plateau.engine.round;

import io.plateau.engine.shard.TaskFloats;
import io.plateau.optim.OptimizerState;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag$;

/**
 * Input of a round, broadcast to its tasks: the weights, then the optimizer's memory if needed; or
 * a whole state. The broadcast holds Java's own types alone, as results do: {@link TaskFloats}, the
 * scalars and the bytes. Tasks of one JVM share them, so no task may write into them.
 *
 * @param bytes of what has a codec of its own
 */
public record RoundInput(float[][] arrays, double[] scalars, byte[] bytes) {
  public RoundInput(float[][] arrays, double[] scalars) {
    this(arrays, scalars, new byte[0]);
  }

  public static RoundInput of(float[] weights) {
    return new RoundInput(new float[][] {weights}, new double[0]);
  }

  public static RoundInput of(byte[] bytes) {
    return new RoundInput(new float[0][], new double[0], bytes);
  }

  /** The weights, then the slots of an optimizer; not copies. */
  public static float[][] arrays(float[] weights, OptimizerState state) {
    float[][] arrays = new float[1 + state.slots().length][];
    arrays[0] = weights;
    System.arraycopy(state.slots(), 0, arrays, 1, state.slots().length);
    return arrays;
  }

  public float[] weights() {
    return arrays[0];
  }

  Broadcast<Object[]> broadcast(SparkContext spark) {
    Object[] shared = new Object[arrays.length + 2];
    for (int i = 0; i < arrays.length; i++) {
      shared[i] = TaskFloats.write(arrays[i]);
    }
    shared[arrays.length] = scalars;
    shared[arrays.length + 1] = bytes;
    Broadcast<Object[]> broadcast =
        spark.broadcast(shared, ClassTag$.MODULE$.apply(Object[].class));
    // Spark has its copy. Tasks within the driver are given this object and have nothing to read.
    synchronized (shared) {
      System.arraycopy(arrays, 0, shared, 0, arrays.length);
    }
    return broadcast;
  }

  /** The input that was broadcast. The first task of an executor reads the arrays for all. */
  public static RoundInput of(Broadcast<Object[]> broadcast) {
    Object[] shared = broadcast.value();
    synchronized (shared) {
      float[][] arrays = new float[shared.length - 2][];
      for (int i = 0; i < arrays.length; i++) {
        arrays[i] = TaskFloats.read(shared[i]);
        shared[i] = arrays[i];
      }
      return new RoundInput(
          arrays, (double[]) shared[arrays.length], (byte[]) shared[arrays.length + 1]);
    }
  }
}
