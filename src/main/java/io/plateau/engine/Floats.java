package io.plateau.engine;

import io.plateau.engine.shard.ArrayCodec;
import io.plateau.optim.OptimizerState;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/** Arrays on their way to the tasks: the weights first, then what else a round needs. */
public final class Floats implements Externalizable {
  private static final long serialVersionUID = 1L;

  private float[][] arrays;
  private double[] scalars;

  /** For deserialisation. */
  public Floats() {}

  Floats(float[][] arrays, double[] scalars) {
    this.arrays = arrays;
    this.scalars = scalars;
  }

  static Floats of(float[] weights) {
    return new Floats(new float[][] {weights}, new double[0]);
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

  /** All arrays; tasks of one JVM share them, so nobody may write into them. */
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
    for (double scalar : scalars) {
      out.writeDouble(scalar);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    arrays = new float[in.readInt()][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = ArrayCodec.readFloats(in);
    }
    scalars = new double[in.readInt()];
    for (int i = 0; i < scalars.length; i++) {
      scalars[i] = in.readDouble();
    }
  }
}
