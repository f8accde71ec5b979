package io.plateau.engine;

import io.plateau.engine.shard.ArrayCodec;
import io.plateau.optim.OptimizerState;
import io.plateau.store.LittleEndian;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/** Input of a round, broadcast to its tasks: the weights, then the optimizer's memory if needed. */
public final class RoundInput implements Externalizable {
  private static final long serialVersionUID = 1L;

  private float[][] arrays;
  private double[] scalars;

  /** For deserialization. */
  public RoundInput() {}

  RoundInput(float[][] arrays, double[] scalars) {
    this.arrays = arrays;
    this.scalars = scalars;
  }

  static RoundInput of(float[] weights) {
    return new RoundInput(new float[][] {weights}, new double[0]);
  }

  /** The weights, then the slots of an optimizer; not copies. */
  static float[][] arrays(float[] weights, OptimizerState state) {
    float[][] arrays = new float[1 + state.slots().length][];
    arrays[0] = weights;
    System.arraycopy(state.slots(), 0, arrays, 1, state.slots().length);
    return arrays;
  }

  float[] weights() {
    return arrays[0];
  }

  /** All arrays; tasks of one JVM share them, so no task may write into them. */
  float[][] arrays() {
    return arrays;
  }

  double[] scalars() {
    return scalars;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(arrays.length);
    for (float[] array : arrays) {
      ArrayCodec.writeFloats(out, array);
    }
    out.writeInt(scalars.length);
    LittleEndian.write(out::write, scalars);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    arrays = new float[in.readInt()][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = ArrayCodec.readFloats(in);
    }
    scalars = LittleEndian.doubles(in::readFully, in.readInt());
  }
}
